/**
 * Every fixture of fixtures/lint/<rule-id>: findings and call sites are as annotated, and each fix
 * does what it promises.
 */
import { describe, expect, test } from "vitest";
import { isUpdating, writeFixture } from "../harness/annotate.ts";
import { applyFix, checkTree, compareFixture, treeOfFixture } from "../harness/check-lint.ts";
import { type FixtureOnDisk, fixturesIn } from "../harness/fixture-files.ts";

const updating = isUpdating(process.env);

for (const fixture of fixturesIn("lint")) describe(fixture.name, () => checkFixture(fixture));

/** The tests of one fixture; its folder names the rule it is about. */
function checkFixture({ name, file, read }: FixtureOnDisk): void {
  const [, rule = "", title = ""] = name.split("/");

  test("findings are as annotated", async () => {
    const { expected, actual, report } = await compareFixture(read(), "findings");
    if (updating) writeFixture(file, actual);
    else expect(actual).toBe(expected);
    const found = report.findings.filter((finding) => finding.rule === rule);
    if (title.startsWith("reports-")) expect(found).not.toEqual([]);
    else expect([found, actual.includes(" fact: ")]).toEqual([[], true]);
  });

  test("a safe fix removes its finding and adds none", async () => {
    const tree = treeOfFixture(read());
    const before = await checkTree(tree);
    const known = before.findings.map(identity);
    for (const finding of before.findings) {
      for (const fix of finding.fixes.filter((candidate) => candidate.safe)) {
        const after = (await checkTree(applyFix(tree, fix))).findings.map(identity);
        expect(after).not.toContain(identity(finding));
        expect(after.filter((entry) => !known.includes(entry))).toEqual([]);
      }
    }
  });
}

/** A fix moves text, so that a finding is known by its rule, file and line, not by its column. */
function identity(finding: { rule: string; location: { file: string; line: number } }): string {
  return `${finding.rule} ${finding.location.file}:${finding.location.line}`;
}
