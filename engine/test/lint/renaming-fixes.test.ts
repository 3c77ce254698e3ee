/** What the renaming fixes make of a text: exact results, and what they never touch. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineIndex } from "#engine/base";
import { applyFileEdits, CodeText } from "#engine/lint";
import { renamingFixes } from "../../src/lint/fix-builder.ts";

const from = "apply_to_page_range";
const to = "apply_to_page_range_nolazy";

interface Results {
  readonly renamed: string | undefined;
  readonly realigned: string | undefined;
  readonly commented: string | undefined;
}

/** The text after each fix; `@` marks the call and is taken out first. */
function fixesOf(marked: string, oldName = from, newName = to): Results {
  const start = marked.indexOf("@");
  const text = marked.replace("@", "");
  const location = new LineIndex(text).locate("a.c", { start, end: start + oldName.length });
  const renaming = { location, from: oldName, to: newName, isDeclared: true, isCertain: true };
  const fixes = renamingFixes(new CodeText(text), renaming);
  const resultOf = (title: RegExp) => {
    const fix = fixes.find((candidate) => title.test(candidate.title));
    return fix === undefined ? undefined : applyFileEdits(text, fix.edits);
  };
  return {
    renamed: resultOf(/^Call \w+\(\)$/),
    realigned: resultOf(/and realign its arguments$/),
    commented: resultOf(/name it in the comment above$/),
  };
}

function renamed(text: string): string {
  return text.replace("@apply_to_page_range", to);
}

describe("the renaming alone", () => {
  test.each([
    ["one line", "\t@apply_to_page_range(mm, a, s, cb, NULL);\n"],
    ["carriage returns", "\tx = @apply_to_page_range(mm,\r\n\t\t\t\ta, s, cb, NULL);\r\n"],
    ["text that ends in the call", "@apply_to_page_range("],
    ["a name in parentheses", "\t(@apply_to_page_range)(mm,\n\t\t\t      a);\n"],
  ])("changes the name and nothing else: %s", (_what, text) => {
    expect(fixesOf(text).renamed).toBe(renamed(text));
  });
});

describe("the realignment", () => {
  test("moves lines that stand under the parenthesis, with tabs then spaces", () => {
    expect(
      fixesOf("\treturn @apply_to_page_range(mm, addr,\n\t\t\t\t   size, cb,\n\t\t\t\t   data);\n")
        .realigned,
    ).toBe(`\treturn ${to}(mm, addr,\n\t\t\t\t\t  size, cb,\n\t\t\t\t\t  data);\n`);
  });

  test("keeps to spaces where a line is indented by spaces", () => {
    expect(fixesOf("  @apply_to_page_range(mm,\n                      a);\n").realigned).toBe(
      `  ${to}(mm,\n                             a);\n`,
    );
  });

  test("keeps carriage returns", () => {
    expect(fixesOf("@apply_to_page_range(mm,\r\n\t\t    a);\r\n").realigned).toBe(
      `${to}(mm,\r\n\t\t\t   a);\r\n`,
    );
  });

  test("leaves lines that are aligned to nothing, and is not offered for them alone", () => {
    const text = "\t@apply_to_page_range(mm, a,\n\t\t\tsize, cb, NULL);\n";
    expect(fixesOf(text).realigned).toBeUndefined();
    const mixed = "\t@apply_to_page_range(mm, a,\n\t\tsize,\n\t\t\t    cb, NULL);\n";
    expect(fixesOf(mixed).realigned).toBe(`\t${to}(mm, a,\n\t\tsize,\n\t\t\t\t   cb, NULL);\n`);
  });

  test("moves the lines of a nested call with the parenthesis that they stand under", () => {
    const text =
      "\t@apply_to_page_range(mm, start_of(area,\n" +
      "\t\t\t\t\t index),\n" +
      "\t\t\t    length_of(area,\n" +
      "\t\t\t\t      index), cb, NULL);\n";
    expect(fixesOf(text).realigned).toBe(
      `\t${to}(mm, start_of(area,\n` +
        "\t\t\t\t\t\tindex),\n" +
        "\t\t\t\t   length_of(area,\n" +
        "\t\t\t\t\t     index), cb, NULL);\n",
    );
  });

  test("leaves the lines of a nested call that stands on a line that stays", () => {
    const text =
      "\t@apply_to_page_range(mm,\n\t\tlength_of(area,\n\t\t\t  index),\n\t\t\t    cb, NULL);\n";
    expect(fixesOf(text).realigned).toBe(
      `\t${to}(mm,\n\t\tlength_of(area,\n\t\t\t  index),\n\t\t\t\t   cb, NULL);\n`,
    );
  });

  test("moves a comment between arguments as a whole", () => {
    const text =
      "@apply_to_page_range(mm, /* a ) b\n\t\t\t * c */\n\t\t    /*\n\t\t     * d\n\t\t     */\n\t\t    a);\n";
    expect(fixesOf(text).realigned).toBe(
      `${to}(mm, /* a ) b\n\t\t\t\t* c */\n\t\t\t   /*\n\t\t\t    * d\n\t\t\t    */\n\t\t\t   a);\n`,
    );
  });

  test("is not misled by parentheses in strings and character constants", () => {
    expect(
      fixesOf('@apply_to_page_range(")\\")", \')\',\n\t\t    a), f(\n\t\t    b);\n').realigned,
    ).toBe(`${to}(")\\")", ')',\n\t\t\t   a), f(\n\t\t    b);\n`);
  });

  test.each(["\n", "\r\n"])("never touches the inside of a string that goes on over %j", (end) => {
    const inside = `"a\\${end}\t\t    b\\${end}\t\t     c)",${end}`;
    expect(fixesOf(`@apply_to_page_range(${inside}\t\t    d);\n`).realigned).toBe(
      `${to}(${inside}\t\t\t   d);\n`,
    );
  });

  test("takes a line comment that is spliced for one comment", () => {
    const text = "@apply_to_page_range(mm, // a \\\n) b\n\t\t    c);\n";
    expect(fixesOf(text).realigned).toBe(`${to}(mm, // a \\\n) b\n\t\t\t   c);\n`);
  });

  test("leaves directives and blank lines between the arguments", () => {
    const text =
      "@apply_to_page_range(mm,\n#ifdef CONFIG_A\n\t\t    a,\n\t\t    \n\t\t    #endif\n\t\t    b);\n";
    expect(fixesOf(text).realigned).toBe(
      `${to}(mm,\n#ifdef CONFIG_A\n\t\t\t   a,\n\t\t    \n\t\t    #endif\n\t\t\t   b);\n`,
    );
  });

  test("keeps the splices of a macro", () => {
    const text = "#define WALK(mm) \\\n\t@apply_to_page_range(mm, \\\n\t\t\t    0)\n";
    expect(fixesOf(text).realigned).toBe(`#define WALK(mm) \\\n\t${to}(mm, \\\n\t\t\t\t   0)\n`);
  });

  test("is not offered when the call is never closed", () => {
    expect(fixesOf("@apply_to_page_range(mm,\n\t\t    a;\n").realigned).toBeUndefined();
  });

  test("is not offered when the parenthesis stands on another line", () => {
    const text = "@apply_to_page_range\n    (mm,\n     a);\n";
    expect(fixesOf(text).realigned).toBeUndefined();
  });
});

describe("the comment above", () => {
  test("is updated with the call, as the whole name and nothing else", () => {
    const text =
      "\tint x; /* apply_to_page_range() before */\n" +
      "\t/*\n" +
      "\t * Unlike __apply_to_page_range() and apply_to_page_ranges(),\n" +
      "\t * apply_to_page_range() and apply_to_page_range_nolazy() walk.\n" +
      "\t */\n" +
      "\t@apply_to_page_range(mm, a, s, cb, NULL);\n";
    expect(fixesOf(text).commented).toBe(
      renamed(text).replace("* apply_to_page_range() and", `* ${to}() and`),
    );
  });

  test.each([
    [
      "a block of line comments",
      "\t// apply_to_page_range:\n\t// walks.\n\t@apply_to_page_range(a);\n",
    ],
    [
      "a statement around the call",
      "\t/* apply_to_page_range */\n\terr = @apply_to_page_range(a);\n",
    ],
    [
      "a statement that begins above",
      "\t/* apply_to_page_range */\n\tif (a)\n\t\t@apply_to_page_range(a);\n",
    ],
    [
      "a loop head with semicolons",
      "{ /* */\n/* apply_to_page_range */\nfor (a;\n     b; c)\n@apply_to_page_range(a); }\n",
    ],
    ["carriage returns", "\t/* apply_to_page_range */\r\n\t@apply_to_page_range(a);\r\n"],
    [
      "a statement in a macro",
      "#define W(a) do { \\\n\t/* apply_to_page_range */ \\\n\tif (a) \\\n\t\t@apply_to_page_range(a); \\\n} while (0)\n",
    ],
    ["a case label", "case 1:\n\t/* apply_to_page_range */\n\t@apply_to_page_range(a);\n"],
    [
      "an apostrophe in a comment",
      "/* don't */ int a;\n/* apply_to_page_range */\n@apply_to_page_range(a);\n",
    ],
  ])("is found above %s", (_what, text) => {
    expect(fixesOf(text).commented).toBe(renamed(text).replace("apply_to_page_range", to));
  });

  test.each([
    ["behind code", "\ta(); /* apply_to_page_range */\n\t@apply_to_page_range(a);\n"],
    ["above a blank line", "\t/* apply_to_page_range */\n\n\t@apply_to_page_range(a);\n"],
    [
      "above another statement",
      "\t/* apply_to_page_range */\n\ta();\n\t@apply_to_page_range(a);\n",
    ],
    ["in a string", '\tp("\\\n/* apply_to_page_range */\\\n");\n\t@apply_to_page_range(a);\n'],
    ["without the whole name", "\t/* __apply_to_page_range */\n\t@apply_to_page_range(a);\n"],
  ])("is not one that stands %s", (_what, text) => {
    expect(fixesOf(text).commented).toBeUndefined();
    expect(fixesOf(text).renamed).toBe(renamed(text));
  });

  test("comes with the realignment", () => {
    const text = "/* apply_to_page_range */\n@apply_to_page_range(a,\n\t\t    b);\n";
    expect(fixesOf(text).commented).toBe(`/* ${to} */\n${to}(a,\n\t\t\t   b);\n`);
  });
});

test("nothing is offered when the name is not at the location", () => {
  expect(fixesOf("@apply_to_pfn_range(a);\n")).toEqual({
    renamed: undefined,
    realigned: undefined,
    commented: undefined,
  });
});

const piece = fc.constantFrom(
  "mm",
  "(",
  ")",
  ",",
  "\n",
  "\r\n",
  "\t",
  "        ",
  " ",
  "\n\t\t\t    ",
  "\n\t\t    ",
  '"a)"',
  '"',
  "'('",
  "/* ( */",
  "/*\n * x\n */",
  "//)\n",
  "\\\n",
  "#if A\n",
  "\n#endif\n",
  "f(g,",
);

test("renaming and realigning changes only the name and white space", () => {
  const withoutBlanks = (text: string) => text.replace(/[ \t]+/g, "");
  fc.assert(
    fc.property(fc.array(piece), fc.array(piece), (before, inside) => {
      const head = before.join("");
      const tail = `(${inside.join("")});\n`;
      const result = fixesOf(`${head.replaceAll("@", "")}\n\t@${from}${tail}`);
      expect(result.renamed).toBe(`${head}\n\t${to}${tail}`);
      if (result.realigned === undefined) return;
      expect(result.realigned.startsWith(`${head}\n\t${to}(`)).toBe(true);
      expect(withoutBlanks(result.realigned)).toBe(withoutBlanks(result.renamed ?? ""));
      expect(result.realigned).not.toBe(result.renamed);
    }),
    { numRuns: 2000 },
  );
});

test("the way there and back gives the text again, where indentation is tabs then spaces", () => {
  const tidyPiece = fc.constantFrom(
    "mm",
    ",",
    "f(g,",
    ")",
    "\n\t\t\t    ",
    "\n\t\t\t",
    "/* ( */",
    "\n\t\t\t\t  ",
  );
  fc.assert(
    fc.property(fc.array(tidyPiece), (inside) => {
      const tail = `(${inside.join("")}x);\n`;
      const there = fixesOf(`\t@${from}${tail}`);
      const changed = there.realigned ?? there.renamed ?? "";
      const back = fixesOf(changed.replace(to, `@${to}`), to, from);
      const restored = there.realigned === undefined ? back.renamed : back.realigned;
      expect(restored).toBe(`\t${from}${tail}`);
    }),
    { numRuns: 1000 },
  );
});
