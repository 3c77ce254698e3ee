/** Lazy MMU mode that some path leaves on, leaves twice, or leaves after the lock was given up. */
import type { SectionProblem } from "#engine/model";
import type { Finding, Severity } from "./finding.ts";
import { defineRule, type RuleContext, type RuleMeta } from "./rule.ts";
import { modePhrase, problemNotes } from "./section-wording.ts";
import { callOf } from "./wording.ts";

const meta: RuleMeta = {
  id: "unbalanced-section",
  severity: { classic: "warning", nolazy: "warning", counted: "warning" },
  summary:
    "A path ends in lazy MMU mode, leaves it twice, or gives up the page-table lock before leaving it.",
  why: [
    "A section that stays open batches what comes after it, wherever that is: updates stay pending, and where the architecture switched preemption off it stays off. Leaving what is not open is a BUG on x86 Xen PV in some releases, and makes the count wrap where sections are counted.",
    "For entries of a user address space the page-table lock is held for the whole section: what is pending is written when the section is left, and by then another CPU may have changed the table. All callers in mm leave before they unlock.",
    "Conditions around an enter and a leave are remembered on each path, so that `if (lazy) enter` and `if (lazy) leave` go together. A function that only enters, or only leaves, is a helper; its callers are followed instead.",
  ],
  advice: [
    "Leave the section on every way out, before `pte_unmap_unlock()`; a shared label at the end of the function is the usual form.",
    "A loop that has to drop the lock leaves the section before it and enters again after the lock is taken, as `madvise_cold_or_pageout_pte_range()` does in 6.12.",
  ],
  inDialect: {
    classic: "Warning.",
    nolazy: "Warning, for sections and for callbacks of the walks that hold the mode.",
    counted: "Warning: enable and disable, pause and resume have to be paired on every path.",
  },
  example: {
    bad: `static int write_entries(pte_t *pte, unsigned long addr, unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	for (; addr < end; addr += PAGE_SIZE, pte++) {
		if (!pte_none(ptep_get(pte)))
			return -EBUSY;
		set_pte_at(&init_mm, addr, pte, pfn_pte(addr >> PAGE_SHIFT, PAGE_KERNEL));
	}
	arch_leave_lazy_mmu_mode();
	return 0;
}
`,
    good: `static int write_entries(pte_t *pte, unsigned long addr, unsigned long end)
{
	int err = 0;

	arch_enter_lazy_mmu_mode();
	for (; addr < end; addr += PAGE_SIZE, pte++) {
		if (!pte_none(ptep_get(pte))) {
			err = -EBUSY;
			break;
		}
		set_pte_at(&init_mm, addr, pte, pfn_pte(addr >> PAGE_SHIFT, PAGE_KERNEL));
	}
	arch_leave_lazy_mmu_mode();
	return err;
}
`,
  },
  sources: [
    {
      source: "mm/memory.c, apply_to_pte_range(), 6.12",
      says: "leaves the mode on the one way out, before it unlocks",
    },
    {
      source: "mm/madvise.c, madvise_cold_or_pageout_pte_range(), 6.12",
      says: "leaves before it drops the lock to split a folio, and enters again behind it",
    },
    {
      source: "fs/proc/task_mmu.c, pagemap_scan_pmd_entry(), 6.15 (commit ad449d856bd7)",
      says: "was changed to enter after the lock is taken and to leave before it is dropped",
    },
    {
      source: "include/linux/pgtable.h, lazy_mmu_mode_disable(), 7.0 (commit 5ab246749569)",
      says: "warns when the count is zero",
    },
  ],
};

export const unbalancedSection = defineRule({
  meta,
  check: (context) => context.problems.flatMap((problem) => toFinding(context, problem)),
});

function toFinding(context: RuleContext, problem: SectionProblem): Finding[] {
  const message = messageOf(problem);
  if (message === undefined) return [];
  const isSure = problem.kind !== "never-left";
  const severity: Severity = isSure ? meta.severity[context.facts.dialect] : "information";
  return [
    {
      rule: meta.id,
      severity,
      confidence: isSure ? "high" : "low",
      location: problem.location,
      message,
      path: problem.path,
      related: problemNotes(problem),
      fixes: [],
    },
  ];
}

function messageOf(problem: SectionProblem): string | undefined {
  const holder = callOf(problem.function);
  switch (problem.kind) {
    case "left-open":
      return problem.isCallback
        ? `callback ${holder} ends here with one section more than it was called in; leave what it entered on every path`
        : `${holder} ends here ${modePhrase(problem)}, which another path leaves; leave it on every path`;
    case "left-twice":
      return problem.isCallback && problem.what === ""
        ? `callback ${holder} ends here outside of lazy MMU mode, which its walk holds; enter it again on every path`
        : `${holder} leaves lazy MMU mode here on a path on which it is not on; leave it once on every path`;
    case "lock-dropped":
      return `${callOf(problem.what)} gives up the page-table lock ${modePhrase(problem)}; leave the section first`;
    case "never-left":
      return `${holder} enters lazy MMU mode and nothing that was found leaves it: no path in it, no caller, no other function of the file; leave it on every path`;
    default:
      return undefined;
  }
}
