/** A call that may sleep, made in lazy MMU mode. */
import type { SectionProblem } from "#engine/model";
import type { Finding } from "./finding.ts";
import { defineRule, type RuleContext, type RuleMeta } from "./rule.ts";
import { modePhrase, problemNotes } from "./section-wording.ts";
import { callOf, pathClause } from "./wording.ts";

const meta: RuleMeta = {
  id: "sleep-in-section",
  severity: { classic: "warning", nolazy: "warning", counted: "warning" },
  summary: "A function that may sleep is called in lazy MMU mode.",
  why: [
    "An architecture may switch preemption off for the whole section: powerpc with the hash MMU and sparc64 do, as their queue of pending invalidations belongs to the CPU. A call that sleeps there is a bug, although the same code sleeps without harm on an architecture that has no such mode.",
    "Only functions that sleep by their own contract count (they call `might_sleep()` or `schedule()` themselves), and allocations whose flags, as written at the call, allow it. What a variable decides is not reported. Code under `arch/arm64` is not either: that architecture's mode leaves preemption alone.",
  ],
  advice: [
    "Do what sleeps before the section is entered or after it is left.",
    "An allocation in a section that has to be there takes `GFP_ATOMIC` or `GFP_NOWAIT` and can fail; better is one before the section.",
  ],
  inDialect: {
    classic:
      "Warning. The comment that asks for it came with 7.0; the architectures disabled preemption before.",
    nolazy: "Warning, for sections and for callbacks of the walks that hold the mode.",
    counted:
      "Warning. `lazy_mmu_mode_pause()` lifts it as far as locks of the caller allow; a nested leave does not, since the outer section stays open.",
  },
  example: {
    bad: `static void write_entry(pte_t *pte, unsigned long addr, pte_t value)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr, pte, value);
	cond_resched();
	arch_leave_lazy_mmu_mode();
}
`,
    good: `static void write_entry(pte_t *pte, unsigned long addr, pte_t value)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr, pte, value);
	arch_leave_lazy_mmu_mode();
	cond_resched();
}
`,
  },
  sources: [
    {
      source:
        "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h, arch_enter_lazy_mmu_mode(), 6.12 (commit b9ef323ea168)",
      says: "disables preemption until the mode is left",
    },
    {
      source: "include/linux/pgtable.h, comment on lazy MMU mode, 7.0 (commit f2be745071ff)",
      says: "asks that sections do not sleep, as an architecture may disable preemption",
    },
    {
      source: "mm/kasan/shadow.c, kasan_populate_vmalloc(), 6.12 (commit b6ea95a34cbd)",
      says: "allocates before the walk, as the callback must not sleep",
    },
  ],
};

export const sleepInSection = defineRule({
  meta,
  check: (context) =>
    context.problems
      .filter((problem) => problem.kind === "sleep" && !isArm64Only(problem))
      .map((problem) => toFinding(context, problem)),
});

function isArm64Only({ location }: SectionProblem): boolean {
  return location.file.startsWith("arch/arm64/");
}

function toFinding(context: RuleContext, problem: SectionProblem): Finding {
  const what = `${callOf(problem.what)} may sleep and is called ${modePhrase(problem)}`;
  return {
    rule: meta.id,
    severity: meta.severity[context.facts.dialect],
    confidence: "high",
    location: problem.location,
    message: `${what}; an architecture may have switched preemption off there; call it outside of the section${pathClause(problem.path)}`,
    path: problem.path,
    related: problemNotes(problem),
    fixes: [],
  };
}
