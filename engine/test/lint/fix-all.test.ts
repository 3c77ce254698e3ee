/** Which fixes fix-all makes together. */
import { expect, test } from "vitest";
import { applyFileEdits, type Finding, type Fix, fixAllEdits } from "#engine/lint";
import { locate } from "./sites.ts";

const text = "one two three\n";

function fix(word: string, newText: string, difference: Partial<Fix> = {}): Fix {
  const edits = [{ location: locate("a.c", text, word), newText }];
  return { title: newText, safe: true, preferred: true, edits, ...difference };
}

function finding(...fixes: readonly Fix[]): Finding {
  return {
    rule: "a-rule",
    severity: "warning",
    confidence: "high",
    location: fixes[0]?.edits[0]?.location ?? locate("a.c", text, "one"),
    message: "",
    path: [],
    related: [],
    fixes,
  };
}

function fixedText(...findings: readonly Finding[]): string {
  return applyFileEdits(text, fixAllEdits(findings, "a.c"));
}

test("only what is both safe and preferred is applied", () => {
  expect(
    fixedText(
      finding(fix("three", "3", { preferred: false }), fix("three", "III")),
      finding(fix("two", "2", { safe: false })),
      finding(fix("one", "1")),
    ),
  ).toBe("1 two III\n");
});

test("a fix that touches what an earlier one changes is left out whole", () => {
  const wide = fix("two three", "x");
  const both: Fix = { ...fix("one", "1"), edits: [...fix("one", "1").edits, ...wide.edits] };
  expect(fixedText(finding(fix("two", "2")), finding(both))).toBe("1 x\n");
  expect(fixedText(finding(wide), finding(fix("three", "3")))).toBe("one x\n");
});

test("two insertions at one place are one too many", () => {
  const insertion = (newText: string): Fix => {
    const { line, column, file } = locate("a.c", text, "two");
    const location = { file, line, column, endLine: line, endColumn: column };
    return { ...fix("two", newText), edits: [{ location, newText }] };
  };
  expect(fixedText(finding(insertion("a ")), finding(insertion("b ")))).toBe("one a two three\n");
});

test("edits that touch each other's ends are made together", () => {
  expect(fixedText(finding(fix("one", "1")), finding(fix(" two", "2")))).toBe("12 three\n");
});

test("other files are left alone", () => {
  expect(fixAllEdits([finding(fix("one", "1"))], "b.c")).toEqual([]);
  expect(fixAllEdits([finding(fix("one", "1"))], "a.c")).toHaveLength(1);
});
