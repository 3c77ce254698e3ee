/** The functions of a tree that end lazy MMU mode for a while. */
import type { Brackets } from "./around-call.ts";
import type { RuleContext } from "./rule.ts";

export interface ModeFunctions {
  /** Allowed in the mode and outside of it: include/linux/pgtable.h, lazy_mmu_mode_pause(), 7.0. */
  readonly pause: Brackets | undefined;
  /** Where code can ask: RFC PATCH v1 4/6 of the `_nolazy` series, 30 May 2025, never merged. */
  readonly conditionally: Brackets | undefined;
  /** For code that is known to be in the mode. */
  readonly plainly: Brackets | undefined;
}

/** Brackets of which the tree declares every function; undefined for the others. */
export function modeFunctions({ declares, facts }: RuleContext): ModeFunctions {
  const has = ({ before, after, query = before }: Brackets) =>
    [before, after, query].every((name) => declares(name));
  const known = (brackets: Brackets) => (has(brackets) ? brackets : undefined);
  const plain = { before: "arch_leave_lazy_mmu_mode", after: "arch_enter_lazy_mmu_mode" };
  const isCounted = facts.dialect === "counted";
  return {
    pause: known({ before: "lazy_mmu_mode_pause", after: "lazy_mmu_mode_resume" }),
    conditionally: isCounted ? undefined : known({ ...plain, query: "arch_in_lazy_mmu_mode" }),
    // Who asks is in a section, so these are there.
    plainly: isCounted ? undefined : plain,
  };
}
