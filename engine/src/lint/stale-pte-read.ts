/** A page-table entry read in the section that wrote it. */
import type { SectionProblem } from "#engine/model";
import type { Finding } from "./finding.ts";
import { defineRule, type RuleContext, type RuleMeta } from "./rule.ts";
import { modePhrase, problemNotes } from "./section-wording.ts";

const meta: RuleMeta = {
  id: "stale-pte-read",
  severity: { classic: "warning", nolazy: "warning", counted: "warning" },
  summary: "A page-table entry is read after it was written in the same lazy MMU section.",
  why: [
    "The write may be pending until the section is left. On x86 Xen PV it is the write of the entry itself that is queued, so that a read gives the old value, through `ptep_get()` as well as through the plain pointer. Reading an entry before it is written is fine, and so is reading another one.",
    "Followed is one function, by the expression that points to the entry: a write, then a read of the same expression on some path with no leave, flush or pause and no new value for the pointer in between.",
  ],
  advice: [
    "Keep the value in a variable: it was just written from one.",
    "Where the entry must be read back, leave the section first.",
  ],
  inDialect: {
    classic: "Warning.",
    nolazy: "Warning, for sections and for callbacks of the walks that hold the mode.",
    counted:
      "Warning: counting changes nothing for what is pending. Between `lazy_mmu_mode_pause()` and `lazy_mmu_mode_resume()` nothing is.",
  },
  example: {
    bad: `static bool set_entry(pte_t *ptep, unsigned long addr, pte_t value)
{
	bool same;

	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr, ptep, value);
	same = pte_same(ptep_get(ptep), value);
	arch_leave_lazy_mmu_mode();
	return same;
}
`,
    good: `static bool set_entry(pte_t *ptep, unsigned long addr, pte_t value)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr, ptep, value);
	arch_leave_lazy_mmu_mode();
	return pte_same(ptep_get(ptep), value);
}
`,
  },
  sources: [
    {
      source: "include/linux/pgtable.h, comment on lazy MMU batching, 6.12",
      says: "asks that entries are not read through a pointer after they were modified in the section",
    },
    {
      source: "arch/x86/xen/mmu_pv.c, xen_batched_set_pte(), 6.12",
      says: "queues the write of the entry until the mode is left",
    },
  ],
};

export const stalePteRead = defineRule({
  meta,
  check: (context) =>
    context.problems
      .filter(({ kind }) => kind === "stale-read")
      .map((problem) => toFinding(context, problem)),
});

function toFinding(context: RuleContext, problem: SectionProblem): Finding {
  const written = problem.writtenAt === undefined ? "" : ` in line ${problem.writtenAt.line}`;
  const what = `the entry at ${problem.what} is read ${modePhrase(problem)}, after it was written${written}`;
  return {
    rule: meta.id,
    severity: meta.severity[context.facts.dialect],
    confidence: "high",
    location: problem.location,
    message: `${what}; the write may be pending, and the read give the old value; keep the written value, or read outside of the section`,
    path: problem.path,
    related: problemNotes(problem),
    fixes: [],
  };
}
