/** Casts that look like calls, and calls that look like casts. */
import { beforeAll, expect, test } from "vitest";
import type { CParser } from "#engine/syntax";
import { callsOf, createParser, nodesOfKind, textOf } from "./read-c.ts";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

function read(text: string): { calls: string[]; casts: string[]; errors: number } {
  const parsed = parser.parseDefinition(text);
  const casts = nodesOfKind(parsed, "cast_expression").map((cast) => {
    const part = (field: string): string => {
      const node = cast.children.find((child) => child.field === field);
      return node === undefined ? "?" : textOf(text, node);
    };
    return `${part("type")}: ${part("value")}`;
  });
  return {
    calls: parsed.variants.flatMap((root) => callsOf(text, root)),
    casts,
    errors: parsed.errors.length,
  };
}

test.each([
  ["(u64)(x)", ["u64: (x)"]],
  ["(u8)(x)", ["u8: (x)"]],
  ["(pte_t)(x)", ["pte_t: (x)"]],
  ["(uint32_t)(x)", ["uint32_t: (x)"]],
  ["(__le32)(x)", ["__le32: (x)"]],
  ["(bool)(x)", ["bool: (x)"]],
  ["(struct foo *)(x)", ["struct foo *: (x)"]],
  ["(unsigned long)(x)", ["unsigned long: (x)"]],
  ["(foo *)(x)", ["foo *: (x)"]],
  ["(u64)*x", ["u64: *x"]],
  ["(u64)&x", ["u64: &x"]],
  ["(u64)-1", ["u64: -1"]],
  ["(pteval_t)+x", ["pteval_t: +x"]],
  ["(u8)-x", ["u8: -x"]],
  ["(some_fn_t)(x)", ["some_fn_t: (x)"]],
  ["(u64)(u32)(x)", ["u64: (u32)(x)", "u32: (x)"]],
  ["(typeof(x))(y)", ["typeof(x): (y)"]],
  ["(handler)(x)", ["handler: (x)"]],
  ["sizeof(pte_t) * (u32)(x)", ["u32: (x)"]],
])("%s is a cast", (expression, casts) => {
  const text = `void f(int x) { handler h; y = ${expression}; }`;
  expect(read(text)).toEqual({ calls: [], casts, errors: 0 });
});

test.each([
  ["void f(void) { (fn)(x); }", "(fn)(x)"],
  ["void f(int (*fn_t)(int)) { fn_t(x); }", "fn_t(x)"],
  ["void f(void) { int (*g)(int) = h; (g)(x); }", "(g)(x)"],
  ["void f(foo_t cb_t) { (cb_t)(x); }", "(cb_t)(x)"],
  ["void f(void) { y = g (x); }", "g(x)"],
  ["void f(void) { return (g)(x); }", "(g)(x)"],
])("%s calls", (text, call) => {
  expect(read(text)).toEqual({ calls: [call], casts: [], errors: 0 });
});

test("declarators in parentheses call nothing", () => {
  const text = "void f(void) { u64 (x); u8 (*t)[4]; pte_t (*p)(int) = 0; }";
  expect(read(text)).toEqual({ calls: [], casts: [], errors: 0 });
});

test("a cast binds closer than what follows", () => {
  const text = "void f(void) { y = (u64)-a + b; }";
  const [sum] = nodesOfKind(parser.parseDefinition(text), "binary_expression");
  expect(sum?.children.map((child) => textOf(text, child))).toEqual(["(u64)-a", "b"]);
});
