/** Counting for the last line of `npm test`. */
import { expect, it } from "vitest";
import { addCounts, countTests, formatCounts } from "../test-counts.mjs";

const report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: "passed", assertionResults: [{ status: "passed" }] },
    { status: "failed", assertionResults: [{ status: "failed" }] },
  ],
};

it("counts tests, and what was not run as skipped", () => {
  expect(countTests(report)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

it("counts a file that could not be loaded as a failure", () => {
  const broken = { status: "failed", assertionResults: [] };
  const counts = countTests({ ...report, testResults: [...report.testResults, broken] });
  expect(counts.failed).toBe(2);
});

it("adds up and prints", () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(formatCounts(addCounts(one, one))).toBe("2 passed, 4 failed, 6 skipped");
});
