/**
 * Every fixture of fixtures/lint/<rule-id>: findings and call sites are as annotated, and each fix
 * does what it promises.
 */
import { describe, expect, test } from "vitest";
import type { Finding } from "#engine/lint";
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
        const left = [...known];
        left.splice(left.indexOf(identity(finding)), 1);
        expect(left).toEqual(expect.arrayContaining(after));
        expect(after.length).toBeLessThanOrEqual(left.length);
        expect(count(after, identity(finding))).toBe(count(left, identity(finding)));
      }
    }
  });
}

/** A fix moves text, so that a finding is known by its rule, its file and the names on its path. */
function identity({ rule, location, path }: Finding): string {
  const steps = path.map((step) => `${step.function} ${step.what}`);
  return [rule, location.file, ...steps].join("; ");
}

function count(entries: readonly string[], wanted: string): number {
  return entries.filter((entry) => entry === wanted).length;
}
