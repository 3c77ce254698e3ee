/**
 * Types into a large file of a tree through the built language server, over its real protocol, and
 * measures each keystroke until its diagnostics are there. Nothing is written to the tree.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @typedef {object} KeystrokeFigures
 * @property {number} characters size of the file typed in
 * @property {readonly number[]} work milliseconds of analysis per keystroke, as the server says
 * @property {readonly number[]} roundTrip milliseconds from sending a change to its answer
 * @property {number} open milliseconds from opening the file to its first answer, tree scan included
 * @property {number} findings in the file at the end
 */

// Own code: gives the file a call site whose callback is followed on every keystroke.
const ownCode = `
static int bench_drop_one(pte_t *pte, unsigned long addr, void *data)
{
	/* typed here */
	free_page((unsigned long)data);
	return 0;
}

int bench_drop_range(unsigned long start, unsigned long size)
{
	return apply_to_page_range(&init_mm, start, size, bench_drop_one, NULL);
}
`;

/**
 * @param {{ server: string, tree: string, file: string, keystrokes: number }} request
 * @returns {Promise<KeystrokeFigures>}
 */
export async function measureKeystrokes({ server, tree, file, keystrokes }) {
  const place = path.join(tree, file);
  const uri = pathToFileURL(place).href;
  let text = readFileSync(place, "utf8") + ownCode;
  const client = startClient(server);
  try {
    await client.request("initialize", {
      processId: process.pid,
      rootUri: pathToFileURL(tree).href,
      workspaceFolders: [{ uri: pathToFileURL(tree).href, name: "tree" }],
      capabilities: {},
      initializationOptions: { timings: true, debounce: 0 },
    });
    client.notify("initialized", {});
    const opened = performance.now();
    client.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "c", version: 1, text },
    });
    await client.analysed(uri, 1);
    const open = performance.now() - opened;
    const work = [];
    const roundTrip = [];
    const words = "batch of pages ";
    for (let i = 0; i < keystrokes; i++) {
      // In turn: in the callback itself, and in the middle of the file.
      const at = i % 2 === 0 ? text.indexOf("typed here") : middleOfLineAt(text, text.length / 2);
      const typed = i % 2 === 0 ? (words[(i / 2) % words.length] ?? "x") : " ";
      const before = text.slice(0, at);
      const position = {
        line: before.split("\n").length - 1,
        character: at - before.lastIndexOf("\n") - 1,
      };
      text = before + typed + text.slice(at);
      const sent = performance.now();
      client.notify("textDocument/didChange", {
        textDocument: { uri, version: i + 2 },
        contentChanges: [{ range: { start: position, end: position }, text: typed }],
      });
      const { milliseconds } = await client.analysed(uri, i + 2);
      roundTrip.push(performance.now() - sent);
      work.push(milliseconds);
    }
    await client.request("shutdown", null);
    client.notify("exit", null);
    return { characters: text.length, work, roundTrip, open, findings: client.findings(uri) };
  } finally {
    client.stop();
  }
}

/**
 * @param {string} text
 * @param {number} near
 */
function middleOfLineAt(text, near) {
  const end = text.indexOf("\n", Math.floor(near));
  return end < 0 ? text.length : end;
}

/** @param {string} server */
function startClient(server) {
  const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
  const requests = new Map();
  /** @type {Map<string, (params: { milliseconds: number }) => void>} */
  const waiting = new Map();
  /** @type {Map<string, number>} */
  const findings = new Map();
  const limitMilliseconds = 120_000;
  let lastId = 0;
  let buffer = Buffer.alloc(0);
  child.stdout.on("data", (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let body = takeBody(); body !== undefined; body = takeBody()) receive(JSON.parse(body));
  });
  const failAll = () => {
    for (const { reject } of requests.values()) reject(new Error("the language server ended"));
  };
  child.on("exit", failAll);
  child.on("error", failAll);

  function takeBody() {
    const headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0) return undefined;
    const size = Number(/Content-Length: (\d+)/i.exec(buffer.toString("latin1", 0, headEnd))?.[1]);
    if (buffer.length < headEnd + 4 + size) return undefined;
    const body = buffer.toString("utf8", headEnd + 4, headEnd + 4 + size);
    buffer = buffer.subarray(headEnd + 4 + size);
    return body;
  }

  /** @param {any} message */
  function receive(message) {
    if (message.method === undefined) {
      requests.get(message.id)?.resolve(message.result);
      requests.delete(message.id);
    } else if (message.id !== undefined) {
      send({
        id: message.id,
        result:
          message.method === "workspace/configuration"
            ? message.params.items.map(() => null)
            : null,
      });
    } else if (message.method === "lazymmu/analysed") {
      waiting.get(`${message.params.uri} ${message.params.version}`)?.(message.params);
    } else if (message.method === "textDocument/publishDiagnostics") {
      findings.set(message.params.uri, message.params.diagnostics.length);
    }
  }

  /** @param {object} message */
  function send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  return {
    /**
     * @param {string} method
     * @param {unknown} params
     */
    request(method, params) {
      lastId++;
      const id = lastId;
      const answer = new Promise((resolve, reject) => requests.set(id, { resolve, reject }));
      send({ id, method, params });
      return answer;
    },
    /**
     * @param {string} method
     * @param {unknown} params
     */
    notify: (method, params) => send({ method, params }),
    /**
     * The server's word that it analysed a version of a document.
     *
     * @param {string} uri
     * @param {number} version
     * @returns {Promise<{ milliseconds: number }>}
     */
    analysed(uri, version) {
      return new Promise((resolve, reject) => {
        const key = `${uri} ${version}`;
        const timer = setTimeout(
          () => reject(new Error(`no answer for version ${version} of ${uri}`)),
          limitMilliseconds,
        );
        waiting.set(key, (params) => {
          clearTimeout(timer);
          waiting.delete(key);
          resolve(params);
        });
      });
    },
    /** @param {string} uri */
    findings: (uri) => findings.get(uri) ?? 0,
    stop: () => child.kill(),
  };
}
