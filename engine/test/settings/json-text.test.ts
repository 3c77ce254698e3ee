/** The reader of JSON takes exactly what JSON.parse takes, and says where and why it does not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonNode, parseJson } from "../../src/settings/json-text.ts";

/** What a node stands for; of numbers only the text is kept. */
function plain(node: JsonNode, text: string): unknown {
  switch (node.kind) {
    case "array":
      return node.items.map((item) => plain(item, text));
    case "object":
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value, text)]));
    case "string":
      return node.value;
    case "number":
      return Number(text.slice(node.start, node.end));
    default:
      return { true: true, false: false, null: null }[node.kind];
  }
}

function read(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.kind === "value" ? plain(parsed.node, text) : undefined;
}

/** `undefined` for what is no JSON. */
function reference(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

test("any JSON is read as JSON.parse reads it", () => {
  const values = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });
  fc.assert(
    fc.property(values, fc.constantFrom(undefined, 1, "\t", "\r\n"), (value, space) => {
      const text = JSON.stringify(value, undefined, space?.toString().replace("1", " "));
      // Blank text between values may hold any white space of JSON.
      expect(read(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("damaged JSON is refused exactly where JSON.parse refuses it", () => {
  const pieces = fc.constantFrom("", ",", '"', "}", "]", ":", "\\", "0", "/", "x", "\n", "-", ".");
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 3 }),
      fc.nat(),
      fc.nat(3),
      pieces,
      (value, at, cut, put) => {
        const text = JSON.stringify(value);
        const start = at % (text.length + 1);
        const damaged = text.slice(0, start) + put + text.slice(start + cut);
        expect(read(damaged)).toEqual(reference(damaged));
      },
    ),
    { numRuns: 2000 },
  );
});

describe("a refusal names the place", () => {
  test.each([
    ["", 0, "the file is empty", "Write {} into it, or remove it"],
    ["{", 1, "the file ends too early", "Expected is a name in double quotes"],
    ['{"a": 1,}', 8, "a comma stands before the end of a list", "Take that comma out"],
    ["[1,]", 3, "a comma stands before the end of a list", "Take that comma out"],
    ["{a: 1}", 1, '"a" is not expected here', "Expected is a name in double quotes"],
    ['{"a" 1}', 5, '"1" is not expected here', 'Expected is ":"'],
    ['{"a": yes}', 6, "yes is no JSON value", "Put text into double quotes"],
    ['{"a": 1} {}', 9, "there is text behind the end", "Put all of it into one pair of braces"],
    ['{"a": 01}', 6, '"0" is not expected here', "Expected is a value"],
    [
      '{\n// why\n"a": 1}',
      2,
      "a comment stands here, and JSON has none",
      'Take it out; what is to be said goes into a "reason"',
    ],
    [
      '{"a": "x\n"}',
      6,
      "a string is not closed on its line, or holds what JSON has an escape for",
      'Close it with "; write \\\\ for a backslash, \\" for a quote, \\t for a tab',
    ],
  ])("%j", (text, start, message, advice) => {
    const parsed = parseJson(text);
    expect(
      parsed.kind === "problem" && { ...parsed.problem, span: parsed.problem.span.start },
    ).toEqual({
      span: start,
      message,
      advice,
    });
  });
});

test("what is nested too deeply is refused without a long stack", () => {
  const parsed = parseJson("[".repeat(1_000_000));
  expect(parsed.kind === "problem" && parsed.problem).toMatchObject({
    span: { start: 32 },
    message: "it is nested more than 32 levels deep",
  });
});
