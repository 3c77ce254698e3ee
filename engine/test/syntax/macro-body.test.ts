/** Replacement texts of macros, in every form that they have. */
import { beforeAll, expect, test } from "vitest";
import type { CParser } from "#engine/syntax";
import { callsOf, createParser, nodesOf } from "./read-c.ts";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

test.each([
  ["expression", " (g(x) + 1)", ["g(x)"]],
  ["call", "g(x, h(y))", ["g(x | h(y))", "h(y)"]],
  ["statements", "\\\n\tg(x);\t\\\n\th(y)", ["g(x)", "h(y)"]],
  [
    "do while (0)",
    "do {\t\\\n\tg(x);\t\\\n\tif (y)\t\\\n\t\th(y);\t\\\n} while (0)",
    ["g(x)", "h(y)"],
  ],
  ["statement expression", "({ typeof(x) _x = g(x); h(_x); })", ["g(x)", "h(_x)"]],
  ["block", "{ g(x); }", ["g(x)"]],
  ["declaration", "struct foo name = INIT(name)", ["INIT(name)"]],
  ["loop head", "for (p = first(h); p; p = next(p))", ["first(h)", "next(p)"]],
  [
    "loop head with a guard",
    "for (p = first(h); p; p = next(p)) if (!ok(p)) {} else",
    ["first(h)", "next(p)", "ok(p)"],
  ],
  [
    "beginning of a block",
    "for (p = first(h); p; p = next(p)) {\\\n\tint i = g(p);",
    ["first(h)", "next(p)", "g(p)"],
  ],
  ["end of a block", "g(x); }\\\n\t} while (h(y))", ["g(x)", "h(y)"]],
  ["initialiser", "{ .a = g(x), .b = 1 }", ["g(x)"]],
  ["member", "[IDX(x)] = { g(x), #x },", ["IDX(x)", "g(x)"]],
  ["arguments", "g(x), foo, h(y)", ["g(x)", "h(y)"]],
  ["pasted names", "g_##name##_end(x, a ## b)", ["g_##name##_end(x | a ## b)"]],
  ["string of an argument", 'g(#x "a" #y, h(x))', ['g(#x "a" #y | h(x))', "h(x)"]],
  ["variadic", "g(fmt, ##__VA_ARGS__)", ["g(fmt | __VA_ARGS__)"]],
  [
    "cast to a parameter that is a type",
    "h((type)(x), (type)g(y))",
    ["h((type)(x) | (type)g(y))", "g(y)"],
  ],
  ["number", "0x10UL", []],
  ["nothing", "", []],
])("%s", (_, text, calls) => {
  const parsed = parser.parseMacroBody(text);
  expect(parsed.errors).toEqual([]);
  expect(parsed.variants.flatMap((root) => callsOf(text, root))).toEqual(calls);
  for (const node of parsed.variants.flatMap(nodesOf)) {
    expect(node.start).toBeGreaterThanOrEqual(0);
    expect(node.end).toBeLessThanOrEqual(text.length);
  }
});

test.each(["->", "int struct )(", "@", "if else while"])("nonsense is reported: %s", (text) => {
  expect(parser.parseMacroBody(text).errors.length).toBeGreaterThan(0);
});
