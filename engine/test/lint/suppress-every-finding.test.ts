/** Whatever a rule reports, the comment that an editor puts in suppresses it, and nothing else. */
import { describe, expect, test } from "vitest";
import { CodeText, type Finding, findRule, isCodeRule, suppressionEdit } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { applyFix, checkTree, treeOfFixture } from "../harness/check-lint.ts";
import { fixturesIn } from "../harness/fixture-files.ts";

const fixtures = fixturesIn("lint").filter(({ name }) => name.includes("/reports-"));

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", (_, { read }) => {
  test("each finding can be suppressed where it stands", async () => {
    const tree = treeOfFixture(read());
    const before = await checkTree(tree);
    for (const finding of before.findings.filter(isOfCode)) {
      const code = new CodeText(tree.texts.get(finding.location.file) ?? "");
      const edit = suppressionEdit(code, finding);
      // A suppression that is malformed stands there already.
      if (edit === undefined) continue;
      const newText = edit.newText.replace("REASON", "looked at");
      const edits = [{ ...edit, newText }];
      const after = await checkTree(
        applyFix(tree, { title: "", safe: false, preferred: false, edits }),
      );
      const isAbove = newText.includes("\n");
      expect(after.suppressed.map(({ finding: one }) => place(one))).toContain(
        place(finding, isAbove ? 1 : 0),
      );
      const left = before.findings.length - after.findings.length;
      expect(left).toBe(after.suppressed.length - before.suppressed.length);
      expect(left).toBeGreaterThan(0);
      expect(ofComments(after)).toEqual(ofComments(before));
    }
  });
});

function isOfCode({ rule }: Finding): boolean {
  const found = findRule(rule);
  return found !== undefined && isCodeRule(found);
}

/** How often which rule about suppressions speaks. */
function ofComments({ findings }: TreeReport): string[] {
  return findings.filter((finding) => !isOfCode(finding)).map(({ rule }) => rule);
}

function place({ rule, location }: Finding, shift = 0): string {
  return `${rule} ${location.file}:${location.line + shift}`;
}
