/** When diagnostics are sent, for which version, and when not. */

import { afterEach, describe, expect, test } from "vitest";
import type { PublishDiagnosticsParams } from "vscode-languageserver";
import { type LspPair, startPair } from "./harness/lsp-pair.ts";

const uri = "file:///a/mm/x.c";
const published = "textDocument/publishDiagnostics";
let pair: LspPair | undefined;

afterEach(async () => {
  await pair?.stop();
  pair = undefined;
});

describe("an open file", () => {
  test("gets diagnostics with its version, the rule's page and the path", async () => {
    pair = await startPair();
    await pair.openFile(uri, 7, "\tapply_to_page_range(m);\n");
    const sent = await pair.next<PublishDiagnosticsParams>(published);
    const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 20 } };
    expect(sent).toEqual({
      uri,
      version: 7,
      diagnostics: [
        {
          range,
          severity: 2,
          source: "lazymmu",
          code: "allocation-in-callback",
          codeDescription: { href: "file:///docs/rules/allocation-in-callback.md" },
          message: "cb() reaches free_page()",
          relatedInformation: [{ location: { uri, range }, message: "cb() calls free_page()" }],
          data: {
            confidence: "high",
            fixes: [
              { title: "Rename", safe: true, preferred: true },
              { title: "Rename and realign", safe: true, preferred: false },
            ],
          },
        },
      ],
    });
  });

  test("a clean file is told so once", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "int x;\n");
    expect(await pair.next(published)).toEqual({ uri, version: 1, diagnostics: [] });
  });

  test("an edit that changes nothing found sends nothing", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "apply_to_page_range(m);\n");
    await pair.next(published);
    await analysed(pair, 1);
    await pair.changeFile(uri, 2, "apply_to_page_range(m); \n");
    await analysed(pair, 2);
    await pair.changeFile(uri, 3, "\napply_to_page_range(m); \n");
    const sent = await pair.next<PublishDiagnosticsParams>(published);
    expect(sent.version).toBe(3);
  });

  test("a result that a newer version has overtaken is dropped", async () => {
    pair = await startPair();
    pair.analysis.hold();
    const arrived = pair.analysis.nextCheck();
    await pair.openFile(uri, 1, "apply_to_page_range(m);\n");
    await arrived;
    const next = pair.analysis.nextCheck();
    await pair.changeFile(uri, 2, "int x;\n");
    await next;
    pair.analysis.release();
    const sent = await pair.next<PublishDiagnosticsParams>(published);
    expect([sent.version, sent.diagnostics]).toEqual([2, []]);
    await analysed(pair, 2);
    expect(pair.inbox.filter(({ method }) => method === published)).toEqual([]);
  });

  test("incremental changes arrive at the analysis as one text", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "int x;\n/* 𝒳 */ f(m);\n");
    await analysed(pair, 1);
    await pair.client.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [
        {
          // The letter before the comment's end takes two UTF-16 units.
          range: { start: { line: 1, character: 9 }, end: { line: 1, character: 10 } },
          text: "apply_to_page_range",
        },
      ],
    });
    const sent = await pair.next<PublishDiagnosticsParams>(
      published,
      ({ diagnostics }) => diagnostics.length > 0,
    );
    expect(sent.diagnostics[0]?.range).toEqual({
      start: { line: 1, character: 9 },
      end: { line: 1, character: 28 },
    });
  });

  test("carriage returns end lines as they do in the editor", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "a\r\nb\rapply_to_page_range\r\n");
    const sent = await pair.next<PublishDiagnosticsParams>(published);
    expect(sent.diagnostics[0]?.range).toEqual({
      start: { line: 2, character: 0 },
      end: { line: 2, character: 19 },
    });
  });

  test("is emptied when it is closed", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "apply_to_page_range(m);\n");
    await pair.next(published);
    await pair.closeFile(uri);
    expect(await pair.next(published)).toEqual({ uri, diagnostics: [] });
  });

  test("is looked at again when another open file of its tree changed", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "");
    await pair.openFile("file:///a/mm/y.c", 1, "");
    await pair.openFile("file:///b/mm/z.c", 1, "");
    for (let count = 0; count < 3; count++) await pair.next("lazymmu/analysed");
    await pair.changeFile("file:///a/mm/y.c", 2, "x");
    await pair.next<{ uri: string }>("lazymmu/analysed", (params) => params.uri === uri);
    const others = pair.inbox.filter(
      ({ method, params }) =>
        method === "lazymmu/analysed" && JSON.stringify(params).includes("/b/mm/z.c"),
    );
    expect(others).toEqual([]);
  });

  test("an engine error is logged, and the next change is analysed", async () => {
    pair = await startPair();
    pair.analysis.failure = new Error("broken promise");
    await pair.openFile(uri, 1, "apply_to_page_range(m);\n");
    const log = await pair.next<{ type: number; message: string }>(
      "window/logMessage",
      ({ type }) => type === 1,
    );
    expect(log.message).toContain("Checking mm/x.c failed: Error: broken promise");
    await pair.changeFile(uri, 2, "apply_to_page_range(m);\n\n");
    const sent = await pair.next<PublishDiagnosticsParams>(published);
    expect([sent.version, sent.diagnostics.length]).toEqual([2, 1]);
  });
});

describe("files on disk", () => {
  test("a change makes the tree's open files be checked again", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "");
    await analysed(pair, 1);
    await pair.client.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: "file:///a/mm/y.c", type: 2 }],
    });
    await analysed(pair, 1);
    expect(pair.analysis.invalidated).toEqual(["mm/y.c"]);
    expect(pair.analysis.opened).toHaveLength(1);
  });

  test("a file that appears makes the tree be read again", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "");
    await analysed(pair, 1);
    await pair.client.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: "file:///a/mm/new.c", type: 1 }],
    });
    await analysed(pair, 1);
    expect(pair.analysis.opened).toHaveLength(2);
  });
});

function analysed(pair: LspPair, version: number): Promise<unknown> {
  return pair.next<{ version: number }>("lazymmu/analysed", (params) => params.version === version);
}
