/**
 * Texts made to hurt: each stands beside the sample tree, whose verdicts must stay as they are, and
 * must be answered in time and without a clean verdict for what was not read.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, expect, test } from "vitest";
import { outlineText } from "#engine/index";
import type { Verdict } from "#engine/model";
import { type CParser, liveTreeCount } from "#engine/syntax";
import { Workspace } from "#engine/workspace";
import { sampleTexts } from "./harness/edit-samples.ts";
import { loadParser } from "./harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "./harness/memory-tree.ts";

let parser: CParser;

beforeAll(async () => {
  parser = await loadParser();
});

const isLong = process.env["LAZYMMU_LONG"] === "1";
/** Long runs take inputs of the size at which the limits of files cut. */
const size = isLong ? 10 : 1;
const timeLimit = 10_000 * size;

const head = "#include <linux/mm.h>\n";
const site = "int go(void)\n{\n\treturn apply_to_page_range(&init_mm, 0, 4096, cb, 0);\n}\n";
const free = "\t__free_page(0);\n";

function callback(body: string): string {
  return `static int cb(pte_t *pte, unsigned long addr, void *data)\n{\n${body}\treturn 0;\n}\n`;
}

function repeat(piece: string, count: number): string {
  return piece.repeat(count * size);
}

function listOf(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}

/** Name, the text around the known defect, and what may be said of it. */
const bombs: readonly (readonly [string, () => string, readonly Verdict[]])[] = [
  [
    "parentheses",
    () => callback(`x = ${repeat("(\n", 10_000)}1${repeat(")\n", 10_000)};\n${free}`),
    ["reaches"],
  ],
  [
    "braces",
    () => callback(`${repeat("{\n", 10_000)}${free}${repeat("}\n", 10_000)}`),
    ["reaches", "may-reach"],
  ],
  [
    "#ifs",
    () => callback(`${repeat("#if A\n", 5000)}${free}${repeat("#endif\n", 5000)}`),
    ["reaches", "may-reach"],
  ],
  [
    "#ifs around everything",
    () => `${repeat("#if A\n", 10_000)}${callback(free)}`,
    ["reaches", "may-reach"],
  ],
  ["#elifs", () => `#if A\n${repeat("#elif A\n", 20_000)}#endif\n${callback(free)}`, ["reaches"]],
  ["conditionals", () => callback(`x = ${repeat("a ? b :\n", 10_000)}1;\n${free}`), ["reaches"]],
  [
    "branches",
    () => callback(`x =\n#if A\n1\n${repeat("#elif A\n1\n", 5000)}#endif\n;\n${free}`),
    ["reaches"],
  ],
  ["casts", () => callback(`x = ${repeat("(u64)\n", 8000)}1;\n${free}`), ["reaches"]],
  [
    "statement expressions",
    () => callback(`x = ${repeat("({\n", 5000)}1${repeat(";})\n", 5000)};\n${free}`),
    ["reaches"],
  ],
  [
    "calls in calls",
    () => callback(`x = ${repeat("f(\n", 8000)}1${repeat(")\n", 8000)};\n${free}`),
    ["reaches"],
  ],
  ["operators", () => callback(`x = ${repeat("a +\n", 10_000)}1;\n${free}`), ["reaches"]],
  ["many calls", () => callback(`${repeat("a(1);\n", 10_000)}${free}`), ["reaches"]],
  [
    "a chain of functions",
    () =>
      `${listOf(10_000, (i) => `int f${i}(void)\n{\n\treturn f${i + 1}();\n}\n`)}${callback("f0();\n")}`,
    ["unknown"],
  ],
  [
    "every function calling every other",
    () => {
      const calls = listOf(100, (i) => `\tf${i}();\n`);
      return `${listOf(100, (i) => `void f${i}(void)\n{\n${calls}}\n`)}${callback("f0();\n")}`;
    },
    ["clean"],
  ],
  [
    "macros that double",
    () =>
      `${listOf(60, (i) => `#define A${i}(x) A${i + 1}(x) A${i + 1}(x)\n`)}#define A60(x) __free_page(x)\n${callback("A0(1);\n")}`,
    ["reaches"],
  ],
  [
    "macros in a circle",
    () => `#define A(x) B(x) A(x)\n#define B(x) A(x) B(x)\n${callback("A(1);\n")}`,
    ["clean", "unknown"],
  ],
  [
    "aliases in a circle",
    () => `#define a b\n#define b a\n${callback(`a(1);\n${free}`)}`,
    ["reaches"],
  ],
  [
    "forwarders in a circle",
    () =>
      `int one(pte_fn_t fn)\n{\n\treturn two(fn);\n}\nint two(pte_fn_t fn)\n{\n\tapply_to_page_range(0, 0, 0, fn, 0);\n\treturn one(fn);\n}\n${callback(free)}`,
    ["reaches"],
  ],
  [
    "one name with many definitions",
    () =>
      `${repeat("#define M(x) N(x)\n", 2000)}${repeat("#define N(x) M(x)\n", 2000)}${callback("M(1);\n")}`,
    ["unknown"],
  ],
  [
    "names of object members",
    () => callback(`__proto__(); constructor(); toString();\n${free}`),
    ["reaches"],
  ],
];

test.each(bombs)("%s", { timeout: timeLimit + 10_000 }, (_, text, allowed) => {
  const texts = new Map(sampleTexts).set("zzz/bomb.c", `${head}${text()}${site}`);
  const start = performance.now();
  const report = new Workspace(workspaceInputs(memoryTree(texts), parser)).checkTree();
  expect(performance.now() - start).toBeLessThan(timeLimit);
  const bomb = report.callSites.filter((one) => one.function === "go");
  expect(bomb).toHaveLength(1);
  expect(allowed).toContain(bomb[0]?.verdict);
  const others = report.callSites.filter((one) => one.location.file !== "zzz/bomb.c");
  expect(others).toEqual(sampleSites());
  expect(liveTreeCount()).toBe(0);
});

test("a callback variable that is assigned in circles is followed once", () => {
  const text = `${callback(free)}int go(void)\n{\n\tpte_fn_t a = b, b = c, c = a;\n\ta = b;\n\tb = c;\n\tc = a;\n\tc = cb;\n\treturn apply_to_page_range(0, 0, 0, a, 0);\n}\n`;
  const texts = new Map([["zzz/bomb.c", text]]);
  const report = new Workspace(workspaceInputs(memoryTree(texts), parser)).checkTree();
  expect(report.callSites.map(({ verdict }) => verdict)).toEqual(["may-reach"]);
});

/** Each looks for an end that is not there; from every one of many functions that is too long. */
test.each([
  ["a comment that nothing closes in each body", "f(){/*\n}\n"],
  ["a brace that nothing closes in each body", "f()\n{\n{\n}x\n"],
  ["both", "f()\n{\n{/*\n}x\n"],
  ["a string over joined lines in each body", 'f(){\\"\\\n}\\\n'],
  ["quotes", "\"\n'\n"],
  ["open parentheses and bodies", "f(\n{\n"],
  ["dead branches in each body", "f()\n{\n{\n#if 0\n}x\n"],
])("scanning takes linear time: %s", { timeout: 60_000 }, (_, piece) => {
  const text = piece.repeat(Math.ceil((1_000_000 * (isLong ? 2 : 1)) / piece.length));
  const start = performance.now();
  const { definitions } = outlineText(`${text}\n}\nint last(void)\n{\n}\n`);
  expect(performance.now() - start).toBeLessThan(5000);
  for (const { start: from, end } of definitions) expect(from).toBeLessThan(end);
});

test("what is typed in one function leaves no models of its earlier texts", {
  timeout: 60_000,
}, () => {
  setFlagsFromString("--expose-gc");
  const gc: () => void = runInNewContext("gc");
  const workspace = new Workspace(workspaceInputs(memoryTree(sampleTexts), parser));
  const edits = isLong ? 1000 : 150;
  const textAt = (edit: number) =>
    `${head}${callback(`${"\ta(1);\n".repeat(400)}\tb(${edit});\n${free}`)}${site}`;
  const heapAfter = (from: number): number => {
    for (let edit = from; edit < from + edits; edit++) {
      workspace.setDocument("zzz/typed.c", textAt(edit));
      expect(workspace.checkFile("zzz/typed.c").callSites).toHaveLength(1);
    }
    gc();
    return process.memoryUsage().heapUsed;
  };
  const before = heapAfter(0);
  const growth = heapAfter(edits) - before;
  // One model of this function takes more than half a megabyte.
  expect(growth).toBeLessThan((edits * 1024 * 1024) / 4);
  expect(liveTreeCount()).toBe(0);
});

let known: unknown;

function sampleSites(): unknown {
  known ??= new Workspace(workspaceInputs(memoryTree(sampleTexts), parser)).checkTree().callSites;
  return known;
}
