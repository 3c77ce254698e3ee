/** What is said about the rules is complete, and the committed pages say the same. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findRule, rulePage, rulePagePath, rules } from "#engine/lint";
import { loadParser } from "../harness/load-parser.ts";

const root = new URL("../../../", import.meta.url);

test("the registry is sorted, and finds rules by id", () => {
  expect(rules.map((rule) => rule.meta.id)).toEqual([
    "access-through-pending-entry",
    "allocation-in-callback",
    "allocation-in-section",
    "allocation-under-lazy-walk",
    "malformed-suppression",
    "needless-nolazy",
    "nested-section",
    "sleep-in-section",
    "stale-pte-read",
    "unbalanced-section",
    "unresolved-callback",
    "unused-suppression",
  ]);
  for (const rule of rules) expect(findRule(rule.meta.id)).toBe(rule);
  expect(findRule("no-such-rule")).toBeUndefined();
});

test("docs/rules holds the page of each rule and nothing else", () => {
  const pages = readdirSync(new URL("docs/rules/", root)).map((name) => `docs/rules/${name}`);
  expect(pages.sort()).toEqual(rules.map((rule) => rulePagePath(rule.meta.id)));
});

describe.each(rules.map((rule) => [rule.meta.id, rule.meta] as const))("%s", (id, meta) => {
  test("has a page that is what the rule says (npm run docs writes it)", () => {
    expect(readFileSync(new URL(rulePagePath(id), root), "utf8")).toBe(rulePage(meta));
  });

  test("cites a file, a function or comment, and a release or date for each fact", () => {
    // What is said of suppressions is no fact of the kernel.
    expect(meta.sources.length > 0).toBe(!id.endsWith("-suppression"));
    for (const { source } of meta.sources) {
      expect(source).toMatch(
        /^(?:\S+\/\S+\.[ch], .+, \d+\.\d+(?: \(commits? .+\))?|RFC PATCH .+ \d{4})$/,
      );
    }
  });

  test("has examples in kernel style whose lines fit", () => {
    for (const code of [meta.example.bad, meta.example.good]) {
      expect(code).toMatch(/\(&init_mm, /);
      expect(code).not.toMatch(/^ {8}|[ \t]$/m);
      expect(code.endsWith("}\n")).toBe(true);
      const widths = code.split("\n").map((line) => line.replaceAll("\t", "        ").length);
      expect(Math.max(...widths)).toBeLessThanOrEqual(100);
    }
  });

  test("has examples that parse as C functions", async () => {
    const parser = await loadParser();
    for (const code of [meta.example.bad, meta.example.good]) {
      const functions = code.split(/(?<=^};?\n)\n/m).filter((part) => !part.startsWith("struct"));
      expect(functions.length).toBeGreaterThan(0);
      for (const text of functions) {
        const parsed = parser.parseDefinition(text);
        expect({ text, errors: parsed.errors }).toEqual({ text, errors: [] });
        expect(parsed.variants.length).toBeGreaterThan(0);
      }
    }
  });
});
