/** What a connection is told and asked, from `initialize` to `shutdown`. */
import { afterEach, describe, expect, test } from "vitest";
import type { StatusParams } from "#server/protocol";
import { type LspPair, startPair } from "./harness/lsp-pair.ts";

const uri = "file:///a/mm/x.c";
let pair: LspPair | undefined;

afterEach(async () => {
  await pair?.stop();
  pair = undefined;
});

describe("capabilities", () => {
  test("are incremental sync, quick fixes, fix-all, hover and code lens in UTF-16", async () => {
    pair = await startPair();
    expect(pair.initialized.serverInfo?.name).toBe("lazymmu");
    expect(pair.initialized.capabilities).toMatchObject({
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2 },
      codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll.lazymmu"] },
      hoverProvider: true,
      codeLensProvider: { resolveProvider: false },
    });
  });

  test("watched files are registered when the client can", async () => {
    pair = await startPair();
    type Registrations = { registrations: { method: string; registerOptions?: unknown }[] };
    const { registrations } = await pair.next<Registrations>(
      "client/registerCapability",
      (params) => params.registrations[0]?.method === "workspace/didChangeWatchedFiles",
    );
    expect(registrations[0]?.registerOptions).toEqual({
      watchers: ["**/*.{c,h}", "**/.config", "**/.lazymmu.json"].map((globPattern) => ({
        globPattern,
      })),
    });
  });

  test("a client that can do nothing is asked for nothing and still gets diagnostics", async () => {
    pair = await startPair({ capabilities: {} });
    await pair.openFile(uri, 1, "apply_to_page_range(m);\n");
    const sent = await pair.next<{ diagnostics: object[] }>("textDocument/publishDiagnostics");
    expect(sent.diagnostics).toEqual([
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 19 } },
        severity: 2,
        source: "lazymmu",
        code: "allocation-in-callback",
        message: "cb() reaches free_page()",
      },
    ]);
    const requests = pair.inbox.filter(({ method }) =>
      /registerCapability|configuration|workDoneProgress/.test(method),
    );
    expect(requests).toEqual([]);
  });
});

describe("trees", () => {
  test("each kernel root is read once, with the settings at hand", async () => {
    pair = await startPair({ settings: { jobs: 3, cache: { enable: false } } });
    await pair.openFile("file:///a/mm/x.c", 1, "");
    await pair.openFile("file:///b/mm/y.c", 1, "");
    await pair.openFile("file:///a/mm/z.c", 1, "");
    const analysed = new Set<string>();
    while (analysed.size < 3) {
      analysed.add((await pair.next<{ uri: string }>("lazymmu/analysed")).uri);
    }
    expect(pair.analysis.opened.map(({ root }) => root).sort()).toEqual(["/a", "/b"]);
    expect(pair.analysis.opened[0]?.options).toEqual({ jobs: 3, useCache: false });
  });

  test("reading a tree shows progress with an end", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "");
    type Progress = { token: string; value: { kind: string } };
    const begin = await pair.next<Progress>("$/progress", ({ value }) => value.kind === "begin");
    const report = await pair.next<Progress>("$/progress", ({ value }) => value.kind === "report");
    const end = await pair.next<Progress>("$/progress", ({ value }) => value.kind === "end");
    expect(begin.value).toMatchObject({ message: "Reading /a" });
    expect(report.value).toMatchObject({ percentage: 50, message: "1 of 2 files" });
    expect([report.token, end.token]).toEqual([begin.token, begin.token]);
  });

  test("the status names the tree and in the end counts its call sites", async () => {
    pair = await startPair();
    pair.analysis.disk.set("/a/mm/x.c", "apply_to_page_range(m);");
    await pair.openFile(uri, 1, "");
    const busy = await pair.next<StatusParams>("lazymmu/status", ({ state }) => state === "busy");
    expect(busy.message).toBe("Reading /a");
    await pair.next("lazymmu/analysed");
    const counted = await pair.next<StatusParams>(
      "lazymmu/status",
      ({ trees }) => trees[0]?.sites !== undefined && trees[0].sites !== null,
    );
    expect(counted).toEqual({
      state: "ready",
      message: null,
      quarantined: [],
      trees: [
        {
          root: "/a",
          isKernel: true,
          release: "6.12.1",
          dialect: "nolazy",
          architectures: 2,
          sites: 0,
        },
      ],
    });
  });

  test("a tree that cannot be read is an error in the status and is not tried again", async () => {
    pair = await startPair();
    pair.analysis.openFailure = new Error("no such folder");
    await pair.openFile(uri, 1, "");
    const status = await pair.next<StatusParams>(
      "lazymmu/status",
      ({ state }) => state === "error",
    );
    expect(status.message).toBe("/a could not be read: no such folder");
    await pair.changeFile(uri, 2, "x");
    expect(await hoverAt(pair, 0, 0)).toBeNull();
    expect(pair.analysis.opened).toHaveLength(1);
  });

  test("a file in no kernel tree is left alone", async () => {
    pair = await startPair();
    await pair.openFile("file:///elsewhere/x.c", 1, "apply_to_page_range(m);");
    expect(await hoverAt(pair, 0, 3, "file:///elsewhere/x.c")).toBeNull();
    expect(pair.analysis.opened).toEqual([]);
  });

  test("a file in quarantine shows in the status until it is closed", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "");
    await pair.next("lazymmu/analysed");
    pair.events.onQuarantine("/a", "mm/x.c");
    await pair.next<StatusParams>("lazymmu/status", ({ quarantined }) => quarantined[0] === uri);
    await pair.closeFile(uri);
    await pair.next<StatusParams>("lazymmu/status", ({ quarantined }) => quarantined.length === 0);
  });
});

function hoverAt(pair: LspPair, line: number, character: number, of = uri): Promise<unknown> {
  return pair.client.sendRequest("textDocument/hover", {
    textDocument: { uri: of },
    position: { line, character },
  });
}
