/** What is kept of an analysis on disk: for which state it is found again, and that damage is absence. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AnalysisResult } from "#engine/model";
import { analysisState, readAnalysis, writeAnalysis } from "../../src/host/analysis-cache.ts";

const result: AnalysisResult = { callSites: [], sections: [], problems: [], visited: 7 };
const root = "/tree";
let folder = "";
let cacheDir = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lazymmu-analysis-"));
  cacheDir = join(folder, "cache");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a kept analysis", () => {
  test("is found again for the same root and state, and for no other", () => {
    expect(writeAnalysis(cacheDir, root, "a", result)).toBe(true);
    expect(readAnalysis(cacheDir, root, "a")).toEqual(result);
    expect(readAnalysis(cacheDir, root, "b")).toBeUndefined();
    expect(readAnalysis(cacheDir, "/other", "a")).toBeUndefined();
  });

  test("is replaced by that of the next state", () => {
    writeAnalysis(cacheDir, root, "a", result);
    writeAnalysis(cacheDir, root, "b", { ...result, visited: 8 });
    expect(readAnalysis(cacheDir, root, "a")).toBeUndefined();
    expect(readAnalysis(cacheDir, root, "b")?.visited).toBe(8);
    expect(readdirSync(cacheDir)).toHaveLength(1);
  });

  test("is absent when its file is cut, is not JSON, or is that of another tree", () => {
    writeAnalysis(cacheDir, root, "a", result);
    const [name = ""] = readdirSync(cacheDir);
    const file = join(cacheDir, name);
    const text = readFileSync(file, "utf8");
    truncateSync(file, 20);
    expect(readAnalysis(cacheDir, root, "a")).toBeUndefined();
    writeFileSync(file, "null");
    expect(readAnalysis(cacheDir, root, "a")).toBeUndefined();
    writeFileSync(file, text.replace('"/tree"', '"/tree2"'));
    expect(readAnalysis(cacheDir, root, "a")).toBeUndefined();
  });

  test("cannot be written where no folder can be, and that is no error", () => {
    writeFileSync(cacheDir, "");
    expect(writeAnalysis(cacheDir, root, "a", result)).toBe(false);
  });
});

describe("a state", () => {
  test("differs by every part, by where parts end, and by the engine", () => {
    const states = [
      analysisState(["ab", "c"], "one"),
      analysisState(["a", "bc"], "one"),
      analysisState(["ab", "d"], "one"),
      analysisState(["ab", "c"], "two"),
      analysisState([new Uint8Array([97, 98]), "c", ""], "one"),
    ];
    expect(new Set(states).size).toBe(states.length);
    expect(analysisState(["ab", "c"], "one")).toBe(states[0]);
  });

  test("is not known for an engine that is not built", () => {
    expect(analysisState(["a"])).toBeUndefined();
  });
});
