/** What is linked and what is not, between units and hosts; and questions about a unit. */
import { describe, expect, test } from "vitest";
import { operationNames } from "#engine/cfront";
import { compileText, runText } from "./run-text.ts";

function linked(text: string, options = {}) {
  const { compilation, unit, image } = compileText(text, options);
  compilation.functionIn(unit, "main");
  return { report: compilation.link(), image };
}

describe("what no path leads to is not linked", () => {
  test.each([
    [
      "a branch of a constant condition",
      "if (sizeof(int) == 8 && gone()) return gone(); return 1;",
    ],
    [
      "cases that a constant does not choose",
      "switch (sizeof(long)) { case 8: return 1; case 4: return gone(); default: gone(); } return 0;",
    ],
    ["an operand of the conditional operator", "return __builtin_constant_p(3) ? 2 : gone();"],
    ["what follows a return", "return 1; gone();"],
    ["a loop that never turns", "while (0) gone(); for (; 0;) gone(); return 1;"],
    [
      "a branch that cannot be taken whatever a variable holds",
      "int y = 1; if (y && 0) gone(); return 1;",
    ],
    ["an inline function that only dead code calls", "if (0) through(); return 1;"],
    ["an operand of sizeof or typeof", "typeof(gone()) x = sizeof(gone()); return x;"],
  ])("%s", (_title, body) => {
    const { report } = linked(
      `int gone(void); static inline int through(void) { return gone(); } int main(void) { ${body} }`,
    );
    expect(report.missing).toEqual([]);
    expect(report.compiled.map(({ name }) => name)).toEqual(["main"]);
  });
});

test("a function of another unit is found, and its statics are its own", () => {
  const main =
    "int other(void); static int own(void) { return 1; } int main(void) { return other() * 10 + own(); }";
  const other =
    "static int own(void) { return 2; } int counter = 3; int other(void) { return own() + counter; }";
  expect(runText(main, { others: [other] }).result).toBe(51n);
});

test("an external object is where its definition is", () => {
  const main = "extern int table[]; int main(void) { return table[2] + (sizeof table == 12); }";
  expect(runText(main, { others: ["int table[3] = { 1, 2, 30 };"] }).result).toBe(31n);
});

test("a prototype that the host has becomes the host's", () => {
  const text = 'long ask(long a, const char *s); int main(void) { return ask(20, "ab") + 1; }';
  const hosts = new Map([
    [
      "ask",
      (machine: import("#engine/cmachine").Machine, base: number) => {
        const at = base >> 1;
        const text = machine.loadString(machine.wide[at + 1] as bigint);
        machine.wide[at] = (machine.wide[at] as bigint) + BigInt(text?.length ?? 0);
      },
    ],
  ]);
  expect(runText(text, { hosts }).result).toBe(23n);
});

test("a function that cannot be lowered stops the run where it is called, by its reason", () => {
  const text = "static int bad(void) { return undeclared_name; } int main(void) { return bad(); }";
  const { report } = linked(text);
  expect(report.failed.map(({ name, reason }) => [name, reason])).toEqual([
    ["bad", "undeclared_name is not declared"],
  ]);
});

test("floating point stops the run only where it is used", () => {
  const text =
    "struct s { int a; double d; }; int f(int a) { return a ? 3 : (int)1.5; } int main(void) { struct s s = { .a = 1 }; return f(s.a) * 10 + sizeof s; }";
  expect(runText(text).result).toBe(46n);
  expect(runText("int main(void) { double d = 2; return d; }").stop).toMatchObject({
    kind: "unsupported",
  });
});

test("a scalar whose address nobody takes needs no memory", () => {
  const { image } = linked(
    "typedef struct { unsigned long pte; } pte_t; int main(void) { pte_t p = { 4 }; int s = 0; for (int i = 0; i < 9; i++) { p.pte += i; s += p.pte; } return s; }",
  );
  const names = new Set<string | undefined>();
  for (let at = 0; at < image.nInstructions; at++)
    names.add(operationNames[image.code[4 * at] as number]);
  expect([...names].filter((name) => /^(?:LD|ST\d|FRAME)/.test(name ?? ""))).toEqual([]);
});

test("questions about types and constants are answered in the unit's context", () => {
  const { compilation, unit } = compileText(`
    enum { first = 3, second };
    typedef unsigned long ulong;
    struct inner { char c; ulong v; };
    struct outer { int a : 5; struct inner in; union { int x; char y; }; struct outer *next; int tail[]; };
    int callback(struct outer *o, unsigned short n, ulong addr) { return 0; }`);
  expect(compilation.evaluate(unit, "second * sizeof(struct inner)")).toBe(64n);
  expect(compilation.evaluate(unit, "callback(0, 0, 0)")).toBeUndefined();
  expect(compilation.sizeOf(unit, "struct outer")).toBe(40);
  expect(
    compilation
      .recordOf(unit, "struct outer")
      ?.members.map(({ name, typeText, byteOffset, bitWidth, record }) => [
        name,
        typeText,
        byteOffset,
        bitWidth,
        record?.members.length,
      ]),
  ).toEqual([
    ["a", "int", 0, 5, undefined],
    ["in", "struct inner", 8, undefined, 2],
    [undefined, "union (unnamed)", 24, undefined, 2],
    ["next", "struct outer *", 32, undefined, undefined],
    ["tail", "int []", 40, undefined, undefined],
  ]);
  expect(compilation.parametersOf(unit, "callback")).toEqual([
    { name: "o", typeText: "struct outer *", byteSize: 8, isPointer: true, isSigned: false },
    { name: "n", typeText: "unsigned short", byteSize: 2, isPointer: false, isSigned: false },
    { name: "addr", typeText: "unsigned long", byteSize: 8, isPointer: false, isSigned: false },
  ]);
  expect(compilation.syntaxOf(unit, "callback")?.body.body.length).toBe(1);
});
