/** Runs rules and puts the findings in an order that does not depend on discovery. */
import { compareLocations, compareText } from "#engine/base";
import type { Finding } from "./finding.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** All findings, sorted by location, then rule, then message; what would be said twice is said once. */
export function runRules(context: RuleContext, rules: readonly Rule[]): Finding[] {
  const sorted = rules.flatMap((rule) => rule.check(context)).sort(compareFindings);
  return sorted.filter((finding, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareFindings(before, finding) !== 0;
  });
}

/** By place, then by rule and message. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareLocations(a.location, b.location) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}
