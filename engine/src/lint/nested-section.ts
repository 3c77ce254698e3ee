/** Lazy MMU mode entered where it is on already. */
import { describeNesting, nestedSectionEffect } from "#engine/kernel";
import type { SectionProblem } from "#engine/model";
import type { Finding } from "./finding.ts";
import { defineRule, type RuleContext, type RuleMeta } from "./rule.ts";
import { modePhrase, problemNotes } from "./section-wording.ts";
import { callOf, pathClause } from "./wording.ts";

const meta: RuleMeta = {
  id: "nested-section",
  severity: { classic: "warning", nolazy: "warning", counted: "warning" },
  silentIn: ["counted"],
  summary: "Lazy MMU mode is entered in a section or a callback that is in the mode already.",
  why: [
    "Up to 6.19 nesting is not permitted. On architectures that keep one flag, leaving the inner section ends the batching of the outer one for its rest; on x86 Xen PV entering twice is a BUG in some releases and counted in others. The message says what holds in the tree's release.",
    "Only what direct calls prove is reported: the inner enter stands in the section itself, or in a function that is called there whatever the configuration.",
  ],
  advice: [
    "Move the call behind the end of the outer section, or leave the outer section before it and enter again afterwards.",
    "A callback of `apply_to_page_range()` runs in the walker's section; it must not enter another one, and must not call what does.",
  ],
  inDialect: {
    classic: "Warning.",
    nolazy: "Warning, for sections and for callbacks of the walks that hold the mode.",
    counted: "Silent: sections are counted, and leaving an inner one flushes what is pending.",
  },
  example: {
    bad: `static void map_pair(pte_t *pte, unsigned long addr, pte_t first, pte_t second)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr, pte, first);
	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr + PAGE_SIZE, pte + 1, second);
	arch_leave_lazy_mmu_mode();
	arch_leave_lazy_mmu_mode();
}
`,
    good: `static void map_pair(pte_t *pte, unsigned long addr, pte_t first, pte_t second)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr, pte, first);
	set_pte_at(&init_mm, addr + PAGE_SIZE, pte + 1, second);
	arch_leave_lazy_mmu_mode();
}
`,
  },
  sources: [
    {
      source: "include/linux/pgtable.h, comment on lazy MMU batching, 6.12",
      says: "nesting is not permitted",
    },
    {
      source: "arch/sparc/mm/tlb.c, arch_leave_lazy_mmu_mode(), 6.12",
      says: "flushes and clears the one flag, whatever the nesting",
    },
    {
      source: "arch/x86/kernel/paravirt.c, enter_lazy(), 6.1",
      says: "is a BUG when the mode is on",
    },
    {
      source: nestedSectionEffect.source,
      says: "counts nesting levels from this release on",
    },
  ],
};

export const nestedSection = defineRule({
  meta,
  check: (context) =>
    context.problems
      .filter(({ kind }) => kind === "nested")
      .map((problem) => toFinding(context, problem)),
});

function toFinding(context: RuleContext, problem: SectionProblem): Finding {
  const { dialect, release } = context.facts;
  const harm = describeNesting(release);
  const what = `${callOf(problem.function)} enters lazy MMU mode ${modePhrase(problem)}`;
  const parts = [what, ...(harm === "" ? [] : [harm]), "move it out of the section"];
  return {
    rule: meta.id,
    severity: meta.severity[dialect],
    confidence: "high",
    location: problem.location,
    message: parts.join("; ") + pathClause(problem.path),
    path: problem.path,
    related: problemNotes(problem),
    fixes: [],
  };
}
