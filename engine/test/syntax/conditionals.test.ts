/** `#if` inside a definition: branches side by side where they can stand so, variants elsewhere. */
import { beforeAll, expect, test } from "vitest";
import type { CParser } from "#engine/syntax";
import { callsOf, createParser } from "./read-c.ts";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

interface Case {
  readonly name: string;
  readonly body: string;
  /** The calls of each variant. */
  readonly variants: readonly (readonly string[])[];
}

const cases: readonly Case[] = [
  {
    name: "whole statements stand side by side",
    body: "#ifdef A\n a();\n#else\n b();\n#endif\n c();",
    variants: [["a()", "b()", "c()"]],
  },
  {
    name: "a member list stands side by side",
    body: "struct s s = {\n#ifdef A\n .x = a(),\n#endif\n .y = b(),\n};",
    variants: [["a()", "b()"]],
  },
  {
    name: "#if 0 is dropped",
    body: "#if 0\n a(;\n#else\n b();\n#endif\n#if 0\n {{{\n#elif X\n c();\n#endif",
    variants: [["b()", "c()"]],
  },
  { name: "#if 1 drops its #else", body: "#if 1\n a();\n#else\n b(;\n#endif", variants: [["a()"]] },
  {
    name: "two heads of one if",
    body: "#ifdef A\n if (a())\n#else\n if (b()) {\n c();\n } else\n#endif\n d();",
    variants: [
      ["a()", "d()"],
      ["b()", "c()", "d()"],
    ],
  },
  {
    name: "a value chosen",
    body: "x =\n#ifdef A\n a()\n#else\n b()\n#endif\n ;",
    variants: [["a()"], ["b()"]],
  },
  {
    name: "an argument that may be missing",
    body: "x = f(1\n#ifdef A\n , a()\n#endif\n );",
    variants: [["f(1 | a())", "a()"], ["f(1)"]],
  },
  {
    name: "braces opened in one group and closed in another",
    body: "#ifdef A\n if (a()) {\n#endif\n b();\n#ifdef A\n }\n#endif",
    variants: [["a()", "b()"], ["b()"]],
  },
  {
    name: "as many variants as the largest group has branches",
    body: "x =\n#if A\n a()\n#elif B\n b()\n#else\n c()\n#endif\n ;\n y =\n#ifdef D\n d()\n#else\n e()\n#endif\n ;",
    variants: [
      ["a()", "d()"],
      ["b()", "e()"],
      ["c()", "e()"],
    ],
  },
  {
    name: "nested groups are all covered",
    body: "x =\n#ifdef A\n a()\n#else\n#ifdef B\n b()\n#else\n c()\n#endif\n#endif\n ;",
    variants: [["a()"], ["b()"], ["c()"]],
  },
  {
    name: "only what cannot stand side by side is varied",
    body: "#ifdef A\n a();\n#else\n b();\n#endif\n x =\n#ifdef C\n c()\n#else\n d()\n#endif\n ;",
    variants: [
      ["a()", "b()", "c()"],
      ["a()", "b()", "d()"],
    ],
  },
  {
    name: "comments and continuations in directives",
    body: "#if \\\n A /* (\n */\n a();\n# else // }\n b();\n# endif",
    variants: [["a()", "b()"]],
  },
];

test.each(cases)("$name", ({ body, variants }) => {
  const text = `void f(void)\n{\n${body}\n}`;
  const parsed = parser.parseDefinition(text);
  expect(parsed.errors).toEqual([]);
  expect(parsed.variants.map((root) => callsOf(text, root))).toEqual(variants);
});

test("a directive without its partner does no harm", () => {
  const text = "void f(void)\n{\n#endif\n a();\n#else\n#ifdef A\n b();\n}";
  const parsed = parser.parseDefinition(text);
  expect(new Set(parsed.variants.flatMap((root) => callsOf(text, root)))).toEqual(
    new Set(["a()", "b()"]),
  );
});
