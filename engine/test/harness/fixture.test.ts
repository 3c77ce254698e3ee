/** The fixture grammar: what is read, what is refused, and that rendering is its inverse. */
import { describe, expect, test } from "vitest";
import { isUpdating, keepAbbreviations, renderExpected } from "./annotate.ts";
import { type Annotation, parseFixture, textMatches, visualColumn } from "./fixture.ts";

const sample = `//- release: 6.1.0
//- path: include/linux/sample.h
/* Says why it exists. */
int walk(void);
//- path: drivers/sample/a.c
int walk(void)
//  ^^^^ fact: something
{
	int error = apply(1,	first);
	//          ^^^^^ warning[some-rule] +fix(2): starts here
	//   | and goes on
	//               	^^^^^ related: behind a tab
	return error;
}
`;

describe("parsing", () => {
  test("options, files and annotations are separated from the code", () => {
    expect(parseFixture(sample)).toEqual({
      options: new Map([["release", "6.1.0"]]),
      cursor: undefined,
      files: [
        {
          path: "include/linux/sample.h",
          text: "/* Says why it exists. */\nint walk(void);\n",
          annotations: [],
          head: ["//- release: 6.1.0", "//- path: include/linux/sample.h"],
        },
        {
          path: "drivers/sample/a.c",
          text: "int walk(void)\n{\n\tint error = apply(1,\tfirst);\n\treturn error;\n}\n",
          annotations: [
            { line: 1, startColumn: 5, endColumn: 9, label: "fact", text: "something" },
            {
              line: 3,
              startColumn: 21,
              endColumn: 26,
              label: "warning[some-rule] +fix(2)",
              text: "starts here and goes on",
            },
            { line: 3, startColumn: 33, endColumn: 38, label: "related", text: "behind a tab" },
          ],
          head: ["//- path: drivers/sample/a.c"],
        },
      ],
    });
  });

  test("code under no path gets the default path", () => {
    expect(parseFixture("int a;\n").files.map((file) => file.path)).toEqual([
      "drivers/sample/sample.c",
    ]);
  });

  test("the cursor is taken out and remembered", () => {
    const fixture = parseFixture("int a;\nint $0b;\n");
    expect([fixture.cursor, fixture.files[0]?.text]).toEqual([
      { path: "drivers/sample/sample.c", line: 2, column: 5 },
      "int a;\nint b;\n",
    ]);
  });

  test.each([
    ["an unknown option", "//- colour: red\nint a;\n", "line 1: unknown option: colour"],
    ["a malformed option", "//-path x\nint a;\n", "line 1: not an option line"],
    ["an unknown severity", "int a;\n//  ^ fatal[rule]: x\n", "line 2: no annotation"],
    ["an annotation above all code", "//  ^ fact: x\nint a;\n", "line 1: annotation above"],
    ["two cursors", "$0int a;\nint $0b;\n", "line 2: more than one $0"],
    ["options behind the last file", "int a;\n//- release: 6.1.0\n", "line 2: options behind"],
  ])("%s is refused with its line", (_what, source, message) => {
    expect(() => parseFixture(source)).toThrow(message);
  });
});

describe("columns", () => {
  test("tabs reach to the next multiple of eight", () => {
    const columns = [1, 2, 3, 4, 5].map((column) => visualColumn("\ta\tbc", column));
    expect(columns).toEqual([1, 9, 10, 17, 18]);
  });
});

describe("rendering", () => {
  test("a canonical fixture renders to itself", () => {
    const canonical = renderExpected(parseFixture(sample));
    expect(renderExpected(parseFixture(canonical))).toBe(canonical);
    expect(parseFixture(canonical)).toEqual(parseFixture(sample));
  });

  test("a range at the start of a line is written as columns", () => {
    const text = "f(1);\n//@1-2 fact: at the very start\n";
    expect(renderExpected(parseFixture(text))).toBe(text);
  });

  test("the cursor is put back", () => {
    expect(renderExpected(parseFixture("int $0b;\n"))).toBe("int $0b;\n");
  });

  test("long texts are wrapped and read back whole", () => {
    const text = `\tcall();\n//      ^^^^ fact: ${"word ".repeat(40).trim()}\n`;
    const rendered = renderExpected(parseFixture(text));
    expect(rendered.split("\n").every((line) => visualColumn(line, line.length) <= 100)).toBe(true);
    expect(parseFixture(rendered)).toEqual(parseFixture(text));
  });
});

describe("comparing", () => {
  const at = { line: 1, startColumn: 1, endColumn: 2, label: "fact" };
  const actual: Annotation = { ...at, text: "callback a: clean" };

  test("an ellipsis stands for the rest of the text", () => {
    expect([
      textMatches("callback a: …", actual.text),
      textMatches("callback b: …", actual.text),
      textMatches("callback a:", actual.text),
    ]).toEqual([true, false, false]);
  });

  test("an abbreviated expectation covers one finding, not two", () => {
    const expected: Annotation = { ...at, text: "callback…" };
    expect(keepAbbreviations([expected], [actual, actual])).toEqual([expected, actual]);
  });
});

describe("update mode", () => {
  test("it is off unless asked for, and refused in CI", () => {
    expect([isUpdating({}), isUpdating({ UPDATE_FIXTURES: "1" })]).toEqual([false, true]);
    expect(() => isUpdating({ UPDATE_FIXTURES: "1", CI: "true" })).toThrow("refused");
  });
});
