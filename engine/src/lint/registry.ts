/** Every rule there is, sorted by id. */
import { accessThroughPendingEntry } from "./access-through-pending-entry.ts";
import { allocationInCallback } from "./allocation-in-callback.ts";
import { allocationInSection } from "./allocation-in-section.ts";
import { allocationUnderLazyWalk } from "./allocation-under-lazy-walk.ts";
import { needlessNolazy } from "./needless-nolazy.ts";
import { nestedSection } from "./nested-section.ts";
import type { Rule } from "./rule.ts";
import { sleepInSection } from "./sleep-in-section.ts";
import { stalePteRead } from "./stale-pte-read.ts";
import { unbalancedSection } from "./unbalanced-section.ts";
import { unresolvedCallback } from "./unresolved-callback.ts";

export const rules: readonly Rule[] = [
  accessThroughPendingEntry,
  allocationInCallback,
  allocationInSection,
  allocationUnderLazyWalk,
  needlessNolazy,
  nestedSection,
  sleepInSection,
  stalePteRead,
  unbalancedSection,
  unresolvedCallback,
];

export function findRule(id: string): Rule | undefined {
  return rules.find((rule) => rule.meta.id === id);
}
