/** Every rule there is, sorted by id. */
import { accessThroughPendingEntry } from "./access-through-pending-entry.ts";
import { allocationInCallback } from "./allocation-in-callback.ts";
import { allocationInSection } from "./allocation-in-section.ts";
import { allocationUnderLazyWalk } from "./allocation-under-lazy-walk.ts";
import { malformedSuppression } from "./malformed-suppression.ts";
import { needlessNolazy } from "./needless-nolazy.ts";
import { nestedSection } from "./nested-section.ts";
import type { Rule, SuppressionRule } from "./rule.ts";
import { sleepInSection } from "./sleep-in-section.ts";
import { stalePteRead } from "./stale-pte-read.ts";
import { unbalancedSection } from "./unbalanced-section.ts";
import { unresolvedCallback } from "./unresolved-callback.ts";
import { unusedSuppression } from "./unused-suppression.ts";

export const rules: readonly (Rule | SuppressionRule)[] = [
  accessThroughPendingEntry,
  allocationInCallback,
  allocationInSection,
  allocationUnderLazyWalk,
  malformedSuppression,
  needlessNolazy,
  nestedSection,
  sleepInSection,
  stalePteRead,
  unbalancedSection,
  unresolvedCallback,
  unusedSuppression,
];

const byId = new Map(rules.map((rule) => [rule.meta.id, rule]));

/** True for a rule about code, not about what suppresses findings. */
export function isCodeRule(rule: Rule | SuppressionRule): rule is Rule {
  return "check" in rule;
}

export function findRule(id: string): Rule | SuppressionRule | undefined {
  return byId.get(id);
}
