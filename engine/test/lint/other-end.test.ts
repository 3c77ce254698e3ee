/** The finding at the allocating call is folded into the one at the walk, and only then. */
import { expect, test } from "vitest";
import { type Finding, withoutOtherEnds } from "#engine/lint";

function finding(rule: string, line: number, pathLine: number): Finding {
  const at = (from: number) => ({
    file: "mm/a.c",
    line: from,
    column: 2,
    endLine: from,
    endColumn: 9,
  });
  return {
    rule,
    severity: "warning",
    confidence: "high",
    location: at(line),
    message: "",
    path: [{ function: "drop", location: at(pathLine), what: "calls free_page()" }],
    related: [],
    fixes: [],
  };
}

test("what a shown path goes through is folded, another file's other end is not", () => {
  const walk = finding("allocation-in-callback", 20, 10);
  const otherEnd = finding("allocation-under-lazy-walk", 10, 10);
  const elsewhere = finding("allocation-under-lazy-walk", 40, 40);
  expect(withoutOtherEnds([otherEnd, walk, elsewhere])).toEqual([walk, elsewhere]);
  expect(withoutOtherEnds([otherEnd])).toEqual([otherEnd]);
});
