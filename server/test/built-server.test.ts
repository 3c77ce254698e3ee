/** The built server as a process of its own, on the sample tree. Needs `npm run build`. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  type CodeAction,
  createMessageConnection,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CheckWorkspaceResult } from "#server/protocol";

const bundle = fileURLToPath(new URL("../../dist/server.cjs", import.meta.url));
const cli = fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url));
const sample = fileURLToPath(new URL("../../examples/mini-kernel", import.meta.url));

// Each test starts processes, which a busy machine does slowly.
vi.setConfig({ testTimeout: 30_000 });

let root: string;
let server: ChildProcess;
let client: MessageConnection;
let exited: Promise<number | null>;
/** Bytes on stdout before the protocol began would end the connection. */
let errors: unknown[];

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "lazymmu-server-")));
  await cp(sample, root, { recursive: true });
  server = spawn(process.execPath, [bundle, "--stdio"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, XDG_CACHE_HOME: join(root, ".cache") },
  });
  exited = new Promise((resolve) => server.once("exit", resolve));
  if (server.stdout === null || server.stdin === null) throw new Error("no streams");
  client = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  errors = [];
  client.onError((error) => errors.push(error));
  client.onRequest((method) => (method === "workspace/configuration" ? [{}] : null));
  client.listen();
});

afterEach(async () => {
  server.kill();
  await exited;
  client.dispose();
  await rm(root, { recursive: true });
});

test("gives the sample tree its verdicts, with the rule's page and the path", async () => {
  await initialize();
  const { trees } = await client.sendRequest<CheckWorkspaceResult>("lazymmu/checkWorkspace", {
    folders: [pathToFileURL(root).href],
  });
  expect(trees).toHaveLength(1);
  const reaching = trees[0]?.sites.filter(({ verdict }) => verdict === "reaches") ?? [];
  expect(reaching.length).toBeGreaterThan(0);
  expect(trees[0]?.sites.some(({ verdict }) => verdict === "clean")).toBe(true);

  const site = reaching[0];
  if (site === undefined) return;
  const { uri, range } = site.location;
  const published = nextDiagnostics(({ version }) => version === 1);
  const text = await readFile(fileURLToPath(uri), "utf8");
  const textDocument = { uri, languageId: "c", version: 1, text };
  await client.sendNotification("textDocument/didOpen", { textDocument });
  const { diagnostics } = await published;
  const warning = diagnostics.find(({ severity }) => severity === 2);
  expect(warning).toMatchObject({ source: "lazymmu", code: "allocation-in-callback", range });
  expect(warning?.codeDescription?.href).toMatch(/docs\/rules\/allocation-in-callback\.md$/);
  expect(warning?.relatedInformation?.length).toBeGreaterThan(0);

  const hover = await client.sendRequest("textDocument/hover", {
    textDocument: { uri },
    position: range.start,
  });
  expect(JSON.stringify(hover)).toContain(site.api);
  expect(errors).toEqual([]);
});

test("adds the variants with the same edits as the command line", async () => {
  await initialize();
  const file = "drivers/sample/arena.c";
  const uri = pathToFileURL(join(root, file)).href;
  const text = await readFile(join(root, file), "utf8");
  const published = nextDiagnostics(({ version }) => version === 1);
  const textDocument = { uri, languageId: "c", version: 1, text };
  await client.sendNotification("textDocument/didOpen", { textDocument });
  const { diagnostics } = await published;
  const range = diagnostics.find(({ code }) => code === "allocation-in-callback")?.range;
  const actions = await client.sendRequest<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range,
    context: { diagnostics },
  });
  const action = actions.find(({ title }) => title.startsWith("Add the _nolazy variants"));
  const changes = Object.entries(action?.edit?.changes ?? {});
  const edited = await Promise.all(
    changes.map(async ([changed, edits]): Promise<[string, string]> => {
      const path = fileURLToPath(changed);
      const before = TextDocument.create(changed, "c", 1, await readFile(path, "utf8"));
      return [path, TextDocument.applyEdits(before, edits)];
    }),
  );
  expect(edited.map(([path]) => relative(root, path)).sort()).toEqual([
    file,
    "include/linux/mm.h",
    "mm/memory.c",
  ]);
  const args = [cli, "fix", "--introduce", "--write", "--no-cache", file];
  execFileSync(process.execPath, args, { cwd: root });
  for (const [path, after] of edited) expect(await readFile(path, "utf8")).toBe(after);
});

test("exits with 0 after shutdown", async () => {
  await initialize();
  await client.sendRequest("shutdown");
  await client.sendNotification("exit");
  expect(await exited).toBe(0);
});

test("exits with 1 when it is told to without shutdown", async () => {
  await initialize();
  await client.sendNotification("exit");
  expect(await exited).toBe(1);
});

test("without a transport it says how it is started and exits with 2", async () => {
  const started = spawn(process.execPath, [bundle], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  started.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise((resolve) => started.once("close", resolve));
  expect([code, output]).toEqual([2, "usage: server.cjs --stdio | --node-ipc\n"]);
});

async function initialize(): Promise<void> {
  await client.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true },
      textDocument: {
        publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
        hover: { contentFormat: ["markdown"] },
      },
    },
    initializationOptions: { debounce: 0 },
  });
  await client.sendNotification("initialized", {});
}

function nextDiagnostics(
  matches: (params: PublishDiagnosticsParams) => boolean,
): Promise<PublishDiagnosticsParams> {
  return new Promise((resolve) => {
    client.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      if (matches(params)) resolve(params);
    });
  });
}
