/** Every rule there is, sorted by id. */
import { allocationInCallback } from "./allocation-in-callback.ts";
import { allocationUnderLazyWalk } from "./allocation-under-lazy-walk.ts";
import { needlessNolazy } from "./needless-nolazy.ts";
import type { Rule } from "./rule.ts";
import { unresolvedCallback } from "./unresolved-callback.ts";

export const rules: readonly Rule[] = [
  allocationInCallback,
  allocationUnderLazyWalk,
  needlessNolazy,
  unresolvedCallback,
];

export function findRule(id: string): Rule | undefined {
  return rules.find((rule) => rule.meta.id === id);
}
