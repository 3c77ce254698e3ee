/** Text that is made to keep us busy ends with a problem or an error. */
import { expect, it } from "vitest";
import { CFrontError } from "#engine/cfront";
import { textOf, unitOf } from "./preprocess-text.ts";

it("a file that includes itself ends at the greatest depth", () => {
  const unit = unitOf({ "main.c": '#include "main.c"\nint a;' }, { maxIncludeDepth: 20 });
  expect(unit.problems.map(({ message }) => message)).toStrictEqual([
    "includes are nested deeper than 20",
  ]);
  expect(unit.nDeclarations).toBe(21);
});

it("a file that includes itself twice ends too", () => {
  const unit = unitOf('#include "main.c"\n#include "main.c"\n');
  expect(unit.problems.some(({ message }) => message === "too many includes")).toBe(true);
});

it("an expansion that doubles again and again is an error", () => {
  const doubled = Array.from({ length: 40 }, (_, at) => `#define x${at + 1} x${at} x${at}\n`);
  const unit = unitOf(`#define x0 1\n${doubled.join("")}int a = x40;`);
  expect(() => unit.tokensOf({ index: 0 })).toThrow(CFrontError);
  expect(unit.candidates("a")).toHaveLength(1);
});

it("an argument that doubles again and again is an error", () => {
  const calls = `${"f(".repeat(60)}1${")".repeat(60)}`;
  const unit = unitOf(`#define f(x) x x\nint a = ${calls};`);
  expect(() => unit.tokensOf({ index: 0 })).toThrow(CFrontError);
});

it("macro arguments nested without end are an error, not a crash", () => {
  const unit = unitOf(`#define f(x) x\nint a = ${"f(".repeat(1000)}1${")".repeat(1000)};`);
  expect(() => unit.tokensOf({ index: 0 })).toThrow(/nested deeper/);
});

it.each([
  ["parentheses", `${"(".repeat(100_000)}1${")".repeat(100_000)}`],
  ["operators", `${"!".repeat(100_000)}1`],
  ["choices", `${"1 ? ".repeat(50_000)}1${" : 0".repeat(50_000)}`],
])("a condition of %s without end is a problem", (_, condition) => {
  const unit = unitOf(`#if ${condition}\n#endif\nint a;`);
  expect(unit.problems).toHaveLength(1);
});

it("conditions nest deeply", () => {
  const text = `${"#if 1\n".repeat(20_000)}int a;\n${"#endif\n".repeat(20_000)}int b;`;
  expect(textOf(unitOf(text))).toBe("int a ; int b ;");
});

it("arguments that do not end, or are too many, are errors of their declaration only", () => {
  const unit = unitOf("#define f(x) x\n#define g() 1\nint a = g(1);\nint b = 2;\nint c = f(1;\n");
  expect(() => unit.tokensOf({ index: 0 })).toThrow("g takes 0 arguments, and gets 1");
  expect(unit.tokensOf({ index: 1 })).toHaveLength(5);
  expect(() => unit.tokensOf({ index: 2 })).toThrow("the arguments of f do not end");
});

it("text that breaks off in a literal, a comment or a directive is taken up to its end", () => {
  const texts = ['int a = "b', "int a; /* b", "int a;\n#define", "int a;\n#if", "int a;\\", "'"];
  for (const text of texts) expect(() => unitOf(text).candidates("a")).not.toThrow();
});
