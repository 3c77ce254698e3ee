/** What the panel accepts from its page and from files, and what its page may load. */
import { describe, expect, test } from "vitest";
import { readPanelMessage } from "#client/messages";
import { callPlaces, problemPlace, treeUri } from "../src/panel/answer-places.ts";
import { panelHtml } from "../src/panel/panel-html.ts";
import { readScenario, writeScenario } from "../src/panel/scenario-file.ts";
import { defaultOptions } from "../src/panel/simulator-panel.ts";

const place = { file: "mm/a b.c", line: 3, column: 2 };
const shown = {
  kind: "simulated",
  simulation: 1,
  report: { callback: { name: "cb", place }, runs: [{ faults: [{ place }], notes: [] }] },
  callback: "cb",
  uri: "file:///tree/mm/a%20b.c",
  range: { start: { line: 2, character: 0 }, end: { line: 4, character: 1 } },
  source: { firstLine: 3, text: "" },
  milliseconds: 1,
} as const;

describe("a message of the page", () => {
  test.each([
    { type: "ready", protocol: 1 },
    { type: "options", options: defaultOptions },
    { type: "query", id: 1, simulation: 2, query: { kind: "moment", run: 0, event: 3 } },
    { type: "open-call", depth: 0 },
    { type: "open-problem", run: 0, list: "faults", index: 0 },
    { type: "open-callback" },
    { type: "export", format: "svg" },
    { type: "save-picture", png: "iVBORw0KGgoAAAA=" },
    { type: "save-scenario" },
    { type: "load-scenario" },
  ])("is taken as it is: $type", (message) => {
    expect(readPanelMessage(message)).toEqual(message);
  });

  test.each([
    undefined,
    null,
    "ready",
    [],
    {},
    { type: "run", command: "workbench.action.quit" },
    { type: "ready", protocol: "1" },
    { type: "options", options: { ...defaultOptions, pages: -1 } },
    { type: "options", options: { ...defaultOptions, machine: "x".repeat(41) } },
    { type: "options", options: { ...defaultOptions, failing: [1.5] } },
    { type: "query", id: 1, simulation: 2, query: "moment" },
    { type: "query", id: 1, simulation: 2, query: { kind: "x".repeat(2000) } },
    { type: "open-call", depth: -1 },
    { type: "open-problem", run: 0, list: "files", index: 0 },
    { type: "export", format: "exe" },
    { type: "save-picture", png: "<svg onload=1>" },
    { type: "save-picture", png: `iVBORw0KGgo${"A".repeat(8_000_001)}` },
  ])("is refused: %j", (message) => {
    expect(readPanelMessage(message)).toBeUndefined();
  });

  test("keeps no field that it should not have", () => {
    const message = { type: "open-call", depth: 1, uri: "file:///etc/passwd" };
    expect(readPanelMessage(message)).toEqual({ type: "open-call", depth: 1 });
  });
});

describe("a scenario", () => {
  const scenario = { file: "mm/x.c", callback: "cb", options: defaultOptions };

  test("is read as it was written", () => {
    expect(readScenario(writeScenario(scenario))).toEqual(scenario);
  });

  test.each([
    ["no JSON", "{"],
    ["no object", "7"],
    ["another kind", JSON.stringify({ kind: "x" })],
    ["another version", JSON.stringify({ kind: "lazymmu-scenario", version: 2 })],
    ["a path upwards", writeScenario({ ...scenario, file: "../../etc/passwd" })],
    ["an absolute path", writeScenario({ ...scenario, file: "/etc/passwd" })],
    ["another scheme", writeScenario({ ...scenario, file: "http://x/y.c" })],
    ["no name", writeScenario({ ...scenario, callback: "a;b" })],
    ["no options", writeScenario({ ...scenario, options: {} as never })],
  ])("is refused with a reason: %s", (_what, text) => {
    expect(typeof readScenario(text)).toBe("string");
  });
});

test("the page may load its own script and style, and nothing else", () => {
  const html = panelHtml({
    cspSource: "https://editor",
    script: "https://editor/panel.js",
    style: "https://editor/panel.css",
    nonce: "n0",
  });
  const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'nonce-n0'");
  expect(policy).not.toMatch(/unsafe|\*|connect-src/);
  expect(html.match(/<script/g)).toHaveLength(1);
});

test("places are looked up in what the server answered", () => {
  const answer = { kind: "moment", moment: { calls: [{ place }, { place: null }, {}] } };
  expect(callPlaces(answer)).toEqual([place, undefined, undefined]);
  expect(callPlaces({ kind: "none" })).toEqual([]);
  expect(problemPlace(shown, 0, "faults", 0)).toEqual(place);
  expect(problemPlace(shown, 0, "notes", 0)).toBeUndefined();
  expect(problemPlace(shown, 5, "faults", 0)).toBeUndefined();
  expect(treeUri(shown)).toBe("file:///tree");
  expect(treeUri({ ...shown, uri: "file:///tree/other.c" })).toBeUndefined();
});
