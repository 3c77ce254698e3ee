/** The built server against clients that err, and documents that hurt. Needs `npm run build`. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

const bundle = path.resolve("dist/server.cjs");
const isLong = process.env["LAZYMMU_LONG"] === "1";

interface Analysed {
  readonly uri: string;
  readonly version: number;
}

let root: string;
let server: ChildProcess;
let client: MessageConnection;
let exited: Promise<number | null>;
let published: Map<string, readonly Diagnostic[]>;
let analysed: ((uri: string, version: number) => void) | undefined;

function startServer(): ChildProcess {
  server = spawn(process.execPath, [bundle, "--stdio"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, XDG_CACHE_HOME: path.join(root, ".cache") },
  });
  exited = new Promise((resolve) => server.once("exit", resolve));
  return server;
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "lazymmu-protocol-")));
  cpSync(path.resolve("examples/mini-kernel"), root, { recursive: true });
});

afterEach(async () => {
  server.kill();
  await exited;
  client?.dispose();
  rmSync(root, { recursive: true });
});

async function connect(): Promise<void> {
  const { stdout, stdin } = startServer();
  if (stdout === null || stdin === null) throw new Error("no streams");
  client = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  published = new Map();
  client.onRequest((method) => (method === "workspace/configuration" ? [{}] : null));
  client.onNotification(
    "textDocument/publishDiagnostics",
    ({ uri, diagnostics }: PublishDiagnosticsParams) => void published.set(uri, diagnostics),
  );
  client.onNotification("lazymmu/analysed", ({ uri, version }: Analysed) => {
    analysed?.(uri, version);
  });
  client.listen();
  await client.sendRequest("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    capabilities: { workspace: { configuration: true } },
    initializationOptions: { debounce: 0, timings: true },
  });
  await client.sendNotification("initialized", {});
}

const uriOf = (file: string): string => pathToFileURL(path.join(root, file)).href;

function nextAnalysis(uri: string, version: number): Promise<void> {
  return new Promise((resolve) => {
    analysed = (of, at) => {
      if (of === uri && at >= version) resolve();
    };
  });
}

async function open(file: string, text: string, version = 1): Promise<void> {
  const done = nextAnalysis(uriOf(file), version);
  const textDocument = { uri: uriOf(file), languageId: "c", version, text };
  await client.sendNotification("textDocument/didOpen", { textDocument });
  await done;
}

async function change(file: string, version: number, text: string, range?: unknown): Promise<void> {
  const done = nextAnalysis(uriOf(file), version);
  await client.sendNotification("textDocument/didChange", {
    textDocument: { uri: uriOf(file), version },
    contentChanges: [range === undefined ? { text } : { text, range }],
  });
  await done;
}

const arena = "drivers/sample/arena.c";
const callback = (body: string): string =>
  `static int cb(pte_t *pte, unsigned long addr, void *data)\n{\n${body}\treturn 0;\n}\n`;
const site = "int go(void)\n{\n\treturn apply_to_page_range(&init_mm, 0, 1, cb, 0);\n}\n";

describe.runIf(existsSync(bundle))("the built server", { timeout: 120_000 }, () => {
  it("answers other files beside documents that hurt", async () => {
    await connect();
    const text = readFileSync(path.join(root, arena), "utf8");
    await open(arena, text);
    const before = published.get(uriOf(arena));
    expect(before?.length).toBeGreaterThan(0);
    const bombs = [
      `${site}int x = ${"a+".repeat(isLong ? 10_000_000 : 500_000)}a;`,
      `${site}/*${"a".repeat(1_000_000)}`,
      callback(`${"#if A\n".repeat(20_000)}__free_page(0);\n`) + site,
      callback(`${"{\n".repeat(50_000)}`) + site,
      callback(`${"({".repeat(50_000)}`) + site,
      `${"f(){/*\n}\n".repeat(50_000)}${site}`,
      "\0\ud800\r\u2028".repeat(10_000),
    ];
    for (const [at, bomb] of bombs.entries()) {
      await open(`mm/bomb-${at}.c`, bomb);
      await change(arena, at + 2, text);
      expect(published.get(uriOf(arena))).toEqual(before);
    }
  });

  it("outlives messages that make no sense", async () => {
    await connect();
    const text = readFileSync(path.join(root, arena), "utf8");
    await open(arena, text);
    const uri = uriOf(arena);
    const before = published.get(uri);
    const far = { line: 2147483647, character: 2147483647 };
    const range = { start: { line: 0, character: 0 }, end: far };
    const refused = [
      ["no/such", {}],
      ["textDocument/hover", {}],
      ["textDocument/codeAction", { textDocument: { uri }, range: null, context: null }],
    ] as const;
    for (const [method, params] of refused) {
      await expect(client.sendRequest(method, params), method).rejects.toThrow();
    }
    for (const position of [far, { line: -1, character: -1 }, { line: "a", character: 0.5 }]) {
      const hover = client.sendRequest("textDocument/hover", { textDocument: { uri }, position });
      expect(await hover).toBeNull();
    }
    for (const odd of [
      "",
      "file://host/a.c",
      "file:///%00",
      "untitled:1",
      "\0",
      `${uri}/../../..`,
    ]) {
      const position = { line: 0, character: 0 };
      const params = { textDocument: { uri: odd }, position };
      expect(await client.sendRequest("textDocument/hover", params)).toBeNull();
    }
    const context = { diagnostics: [] };
    const actions = { textDocument: { uri }, range, context };
    expect(await client.sendRequest("textDocument/codeAction", actions)).toBeInstanceOf(Array);
    const unopened = uriOf("never/opened.c");
    const contentChanges = [{ text: "x" }];
    for (const [method, params] of [
      ["textDocument/didChange", { textDocument: { uri: unopened, version: 1 }, contentChanges }],
      ["textDocument/didChange", { textDocument: { uri, version: 1 }, contentChanges: null }],
      ["textDocument/didClose", { textDocument: { uri: unopened } }],
      ["textDocument/didOpen", { textDocument: { uri: unopened } }],
      ["workspace/didChangeWatchedFiles", { changes: [null, { uri: 5 }] }],
      ["$/cancelRequest", { id: 99 }],
      ["$/cancelRequest", { id: 1 }],
      ["no/such", {}],
    ] as const) {
      await client.sendNotification(method, params);
    }
    await change(arena, 9, "", range);
    await change(arena, 3, "int a;\n", { start: far, end: { line: 0, character: 0 } });
    await change(arena, 10, text);
    expect(published.get(uri)).toEqual(before);
  });

  it("stops at once in the middle of work", async () => {
    await connect();
    const text = callback(`${"x = a(1);\n".repeat(40_000)}`) + site;
    const textDocument = { uri: uriOf("mm/busy.c"), languageId: "c", version: 1, text };
    await client.sendNotification("textDocument/didOpen", { textDocument });
    const start = performance.now();
    await client.sendRequest("shutdown");
    await client.sendNotification("exit");
    expect(await exited).toBe(0);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it.each([
    ["nothing", ""],
    ["no header", "hello\r\n\r\n"],
    ["a length that is none", "Content-Length: abc\r\n\r\n{}"],
    ["a length beyond all bounds", "Content-Length: 99999999999\r\n\r\n{}"],
    ["half a message", 'Content-Length: 50\r\n\r\n{"a":'],
    ["no object", "Content-Length: 4\r\n\r\nnull"],
  ])("ends when its input ends after %s", async (_, input) => {
    startServer();
    server.stdin?.on("error", () => undefined);
    server.stdin?.end(input);
    expect(await exited).toBe(1);
  });

  it("does not grow with the number of edits", async () => {
    await connect();
    const filler = Array.from({ length: 1900 }, (_, at) => `\tstep(${at});\n`).join("");
    await open("mm/typed.c", callback(`${filler}\t__free_page(0);\n`) + site);
    const at = { line: 3, character: 1 };
    const range = { start: at, end: { line: 3, character: 2 } };
    const edits = isLong ? 1000 : 60;
    const memoryAfter = async (from: number): Promise<number> => {
      for (let edit = from; edit < from + edits; edit++) {
        await change("mm/typed.c", edit, "xy"[edit % 2] ?? "", range);
      }
      const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    };
    const before = await memoryAfter(2);
    expect((await memoryAfter(2 + edits)) - before).toBeLessThan(60);
  });
});
