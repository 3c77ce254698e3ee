/** Memory touched through an entry that was made valid in the same section. */
import type { SectionProblem } from "#engine/model";
import type { Finding } from "./finding.ts";
import { defineRule, type RuleContext, type RuleMeta } from "./rule.ts";
import { modePhrase, problemNotes } from "./section-wording.ts";

const meta: RuleMeta = {
  id: "access-through-pending-entry",
  severity: { classic: "warning", nolazy: "warning", counted: "warning" },
  summary:
    "Memory is touched at an address whose entry was made valid in the same lazy MMU section.",
  why: [
    "Until the section ends the entry may not be there for the hardware: its write is queued (x86 Xen PV), or the barriers that let the table walk see it are postponed (arm64 from 6.16 on). The access can fault, and on arm64 such a fault is spurious: the entry is valid when the handler looks.",
    "Followed is one function, for kernel addresses: an entry of `init_mm` is written for an address, and the same address, cast to a pointer, is then read, written or handed to a function that touches memory, with no leave, flush or pause in between.",
  ],
  advice: [
    "Touch the memory before the entry is written, through the address that it already has, as `kasan_populate_vmalloc_pte()` fills a page before it maps it.",
    "Otherwise leave the section first.",
  ],
  inDialect: {
    classic: "Warning.",
    nolazy: "Warning, for sections and for callbacks of the walks that hold the mode.",
    counted:
      "Warning: leaving a nested section flushes, the outer one does so only at its end. `lazy_mmu_mode_pause()` ends it for a while.",
  },
  example: {
    bad: `static int map_entry(pte_t *pte, unsigned long addr, void *data)
{
	set_pte_at(&init_mm, addr, pte, mk_pte(data, PAGE_KERNEL));
	memset((void *)addr, 0, PAGE_SIZE);
	return 0;
}

static int map_page(unsigned long start, struct page *page)
{
	return apply_to_page_range(&init_mm, start, PAGE_SIZE, map_entry, page);
}
`,
    good: `static int map_entry(pte_t *pte, unsigned long addr, void *data)
{
	memset(page_to_virt(data), 0, PAGE_SIZE);
	set_pte_at(&init_mm, addr, pte, mk_pte(data, PAGE_KERNEL));
	return 0;
}

static int map_page(unsigned long start, struct page *page)
{
	return apply_to_page_range(&init_mm, start, PAGE_SIZE, map_entry, page);
}
`,
  },
  sources: [
    {
      source: "include/linux/pgtable.h, comment on lazy MMU batching, 6.12",
      says: "updates may not be seen before the mode is left",
    },
    {
      source: "arch/arm64/include/asm/pgtable.h, set_pte_complete(), 6.16 (commit 5fdd05efa1cd)",
      says: "postpones the barriers after a valid kernel entry while the mode is on",
    },
    {
      source: "mm/kasan/shadow.c, kasan_populate_vmalloc_pte(), 6.12",
      says: "fills the page before its entry is written",
    },
  ],
};

export const accessThroughPendingEntry = defineRule({
  meta,
  check: (context) =>
    context.problems
      .filter(({ kind }) => kind === "access")
      .map((problem) => toFinding(context, problem)),
});

function toFinding(context: RuleContext, problem: SectionProblem): Finding {
  const written = problem.writtenAt === undefined ? "" : ` in line ${problem.writtenAt.line}`;
  const what = `memory at ${problem.what} is touched ${modePhrase(problem)}, after its entry was made valid${written}`;
  return {
    rule: meta.id,
    severity: meta.severity[context.facts.dialect],
    confidence: "high",
    location: problem.location,
    message: `${what}; the entry may be pending, and the access fault; touch it before the entry is written, or outside of the section`,
    path: problem.path,
    related: problemNotes(problem),
    fixes: [],
  };
}
