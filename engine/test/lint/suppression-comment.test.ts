/** Which comments are suppressions, what they say, and which lines they speak of. */
import { describe, expect, test } from "vitest";
import { CodeText } from "#engine/lint";

/** `rules @ first-last: reason` of each suppression, or its problem in place of the reason. */
function read(text: string): string[] {
  return new CodeText(text).suppressions.map(
    ({ rules, firstLine, lastLine, reason, problem }) =>
      `${rules.map(({ id }) => id).join(" ")} @ ${firstLine}-${lastLine}: ${problem ?? reason}`,
  );
}

describe("a comment speaks of", () => {
  test.each([
    ["its line, when code stands before it", "walk(); /* lazymmu: ok(a): why */\nx();\n", "1-1"],
    ["its line, when code stands behind it", "/* lazymmu: ok(a): why */ walk();\nx();\n", "1-1"],
    ["all its lines, when it begins beside code", "x; /* lazymmu: ok(a): why\n */\ny();\n", "1-2"],
    ["the next line, when it is alone", "\t/* lazymmu: ok(a): why */\nwalk();\n", "2-2"],
    ["the next line, as a line comment", "// lazymmu: ok(a): why\nwalk();\n", "2-2"],
    ["a blank next line too, which silences nothing", "// lazymmu: ok(a): why\n\nwalk();\n", "2-2"],
    ["the line below more comments", "// lazymmu: ok(a): why\n/* x */ // y\nwalk();\n", "3-3"],
    ["the next line inside of a macro", "/* lazymmu: ok(a): why */ \\\nwalk(); \\\n", "2-2"],
    ["the next line of a CRLF text", "/* lazymmu: ok(a): why */\r\nwalk();\r\n", "2-2"],
    ["the line behind the end of the text", "// lazymmu: ok(a): why", "2-2"],
  ])("%s", (_title, text, lines) => {
    expect(read(text)).toEqual([`a @ ${lines}: why`]);
  });
});

describe("a reason", () => {
  test.each([
    [
      "goes on over the lines of a block",
      "/*\n * lazymmu: ok(a): one\n *   two\n * three */\nw;\n",
      "one two three",
    ],
    [
      "leaves a macro's backslashes out",
      "/* lazymmu: ok(a): one \\\n * two */ \\\nwalk();\n",
      "one two",
    ],
    [
      "leaves carriage returns out",
      "/* lazymmu: ok(a): one\r\n * two\r\n */\r\nwalk();\r\n",
      "one two",
    ],
    [
      "ends where the next suppression begins",
      "/* lazymmu: ok(a): one\n * lazymmu: nothing */\nw;\n",
      "one",
    ],
    ["may have stars and colons", "/* lazymmu: ok(a): a: *b is c */\nwalk();\n", "a: *b is c"],
    ["may be in any script", "/* lazymmu: ok(a): 理由 */\nwalk();\n", "理由"],
  ])("%s", (_title, text, reason) => {
    expect(read(text)[0]?.replace(/^.*?: /, "")).toBe(reason);
  });

  test("is cut when it is longer than anybody reads", () => {
    const [{ reason } = { reason: "" }] = new CodeText(
      `/* lazymmu: ok(a): ${"x".repeat(100_000)} */\n`,
    ).suppressions;
    expect([reason.length, reason.at(-1)]).toEqual([1000, "…"]);
  });
});

test("several rules are named in one comment, also over lines", () => {
  expect(read("/* lazymmu: ok(a, b,c\n *\t, d): why */\nwalk();\n")).toEqual([
    "a b c d @ 3-3: why",
  ]);
});

test("several suppressions stand in one comment", () => {
  expect(read("/*\n * Text.\n * lazymmu: ok(a): one\n * lazymmu: ok(b): two\n */\nw;\n")).toEqual([
    "a @ 6-6: one",
    "b @ 6-6: two",
  ]);
});

test.each([
  ["a string", 'x = "/* lazymmu: ok(a): why */";\n'],
  ["a string that goes on", 'x = "\\\n/* lazymmu: ok(a): why */";\n'],
  ["a character constant", "x = '// lazymmu: ok(a): why';\n"],
  ["code", "lazymmu: ok(a);\n"],
  ["the middle of a comment's line", "/* see lazymmu: ok(a): why */\n"],
  ["a comment in a comment", "/* // lazymmu: ok(a): why */\n"],
])("%s has no suppression", (_title, text) => {
  expect(read(text)).toEqual([]);
});

test("a slip is told, and what was understood is kept", () => {
  expect(
    [
      "ok(a)",
      "ok(a):",
      "ok(a) why",
      "ok(a): ...",
      "ok(a): REASON",
      "ok: why",
      "ok(a",
      "OK(a): why",
      "ok(,): why",
    ].map((words) => read(`/* lazymmu: ${words} */\n`)[0]),
  ).toEqual([
    "a @ 2-2: no colon and reason follow its parentheses",
    "a @ 2-2: no reason follows its colon",
    "a @ 2-2: no colon and reason follow its parentheses",
    "a @ 2-2: no reason follows its colon",
    "a @ 2-2: REASON still stands for its reason",
    " @ 2-2: it does not go on with ok(RULE): REASON",
    " @ 2-2: it does not go on with ok(RULE): REASON",
    " @ 2-2: it does not go on with ok(RULE): REASON",
    " @ 2-2: it names no rule between its parentheses",
  ]);
});

describe("hostile text is read in linear time", () => {
  const many = 50_000;
  test.each([
    ["stacked suppressions", "// lazymmu: ok(a): why\n".repeat(many), many],
    ["lists that never end", "// lazymmu: ok(a,\n".repeat(many), many],
    ["one comment full of marks", `/*\n${"lazymmu: ok(\n".repeat(many)}*/`, many],
    ["a comment that never ends", `/* lazymmu: ok(a): ${"x\n".repeat(many)}`, 1],
    ["blanks behind a mark", `// lazymmu:${" ".repeat(1_000_000)}\n`, 1],
    ["quotes that never end", `${"'\n".repeat(many)}// lazymmu: ok(a): why\n`, 1],
  ])(
    "%s",
    (_title, text, count) => {
      expect(new CodeText(text).suppressions).toHaveLength(count);
    },
    5000,
  );
});
