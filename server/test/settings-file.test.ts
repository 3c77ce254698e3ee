/**
 * The built server follows `.lazymmu.json` as it changes, and puts suppressions into the code.
 * Needs `npm run build`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type CodeAction,
  createMessageConnection,
  FileChangeType,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

const bundle = fileURLToPath(new URL("../../dist/server.cjs", import.meta.url));
const sample = fileURLToPath(new URL("../../examples/mini-kernel", import.meta.url));
const file = "drivers/sample/arena.c";

// Each test starts a process, which a busy machine does slowly.
vi.setConfig({ testTimeout: 30_000 });

let root: string;
let uri: string;
let settingsUri: string;
let server: ChildProcess;
let client: MessageConnection;
let published: Map<string, PublishDiagnosticsParams>;
let onPublished: () => void;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "lazymmu-settings-")));
  await cp(sample, root, { recursive: true });
  uri = pathToFileURL(join(root, file)).href;
  settingsUri = pathToFileURL(join(root, ".lazymmu.json")).href;
  server = spawn(process.execPath, [bundle, "--stdio"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, XDG_CACHE_HOME: join(root, ".cache") },
  });
  if (server.stdout === null || server.stdin === null) throw new Error("no streams");
  client = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  published = new Map();
  onPublished = () => undefined;
  client.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params);
    onPublished();
  });
  client.onRequest((method) => (method === "workspace/configuration" ? [{}] : null));
  client.listen();
  const textDocument = { publishDiagnostics: { dataSupport: true } };
  await client.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: { workspace: { configuration: true }, textDocument },
    initializationOptions: { debounce: 0 },
  });
  await client.sendNotification("initialized", {});
});

afterEach(async () => {
  const exited = new Promise((resolve) => server.once("exit", resolve));
  server.kill();
  await exited;
  client.dispose();
  await rm(root, { recursive: true });
});

describe("the file of settings", () => {
  test("is followed as it comes, breaks and goes, in files that are open", async () => {
    await open(await readFile(join(root, file), "utf8"));
    await until(uri, ["warning allocation-in-callback", "information allocation-under-lazy-walk"]);

    const rule = "allocation-in-callback";
    await save({ severities: { [rule]: "error", "allocation-under-lazy-walk": "off" } });
    await until(uri, ["error allocation-in-callback"]);

    const ignored = [{ path: file, reason: "the arena is private" }];
    await save({ ignore: [...ignored, { path: "drivers/gone", reason: "it went away" }] });
    await until(uri, []);
    await until(settingsUri, ["information unused-suppression"]);

    await save("{ not JSON }");
    await until(uri, ["warning allocation-in-callback", "information allocation-under-lazy-walk"]);
    await until(settingsUri, ["error undefined"]);
    expect(published.get(settingsUri)?.diagnostics[0]).toMatchObject({
      range: { start: { line: 0, character: 2 } },
      message:
        'The settings are not used: "n" is not expected here. Expected is a name in double quotes.',
    });

    await save({ ignore: ignored });
    await until(uri, []);
    await until(settingsUri, []);

    await rm(join(root, ".lazymmu.json"));
    await tell(FileChangeType.Deleted);
    await until(uri, ["warning allocation-in-callback", "information allocation-under-lazy-walk"]);
  });
});

test("the last action for a finding puts in a suppression, which waits for its reason", async () => {
  const text = await readFile(join(root, file), "utf8");
  await open(text);
  await until(uri, ["warning allocation-in-callback", "information allocation-under-lazy-walk"]);
  const diagnostics = published.get(uri)?.diagnostics ?? [];
  const found = diagnostics.find(({ code }) => code === "allocation-in-callback");
  const actions = await client.sendRequest<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: found?.range,
    context: { diagnostics: [found] },
  });
  const action = actions.at(-1);
  expect(action).toMatchObject({
    title: "Suppress with a reason (allocation-in-callback)",
    kind: "quickfix",
    diagnostics: [found],
  });
  expect(action?.isPreferred).not.toBe(true);
  const fixAll = await client.sendRequest<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: found?.range,
    context: { diagnostics: [], only: ["source.fixAll"] },
  });
  expect(JSON.stringify(fixAll)).not.toContain("Suppress");

  const before = TextDocument.create(uri, "c", 1, text);
  const after = TextDocument.applyEdits(before, action?.edit?.changes?.[uri] ?? []);
  await change(2, after);
  await until(uri, [
    "warning allocation-in-callback",
    "information allocation-under-lazy-walk",
    "warning malformed-suppression",
  ]);
  await change(3, after.replace("REASON", "the arena is private"));
  await until(uri, []);
});

async function open(text: string): Promise<void> {
  const textDocument = { uri, languageId: "c", version: 1, text };
  await client.sendNotification("textDocument/didOpen", { textDocument });
}

async function change(version: number, text: string): Promise<void> {
  const contentChanges = [{ text }];
  const textDocument = { uri, version };
  await client.sendNotification("textDocument/didChange", { textDocument, contentChanges });
}

async function save(settings: unknown): Promise<void> {
  const text = typeof settings === "string" ? settings : JSON.stringify(settings);
  await writeFile(join(root, ".lazymmu.json"), text);
  await tell(FileChangeType.Changed);
}

async function tell(type: FileChangeType): Promise<void> {
  const changes = [{ uri: settingsUri, type }];
  await client.sendNotification("workspace/didChangeWatchedFiles", { changes });
}

const severities = ["none", "error", "warning", "information", "hint"];

/** Resolves when the diagnostics of a file are these, in any order. */
function until(of: string, expected: readonly string[]): Promise<void> {
  const wanted = [...expected].sort().join("\n");
  return new Promise((resolve) => {
    const look = () => {
      const { diagnostics } = published.get(of) ?? { diagnostics: undefined };
      const words = diagnostics?.map(
        ({ severity, code }) => `${severities[severity ?? 0]} ${code}`,
      );
      if (words?.sort().join("\n") === wanted) resolve();
    };
    onPublished = look;
    look();
  });
}
