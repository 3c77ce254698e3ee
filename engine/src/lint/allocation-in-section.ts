/** A lazy MMU section that reaches the page allocator. */
import type { Dialect } from "#engine/index";
import { nestedSectionEffect } from "#engine/kernel";
import type { AllocatorPath, LazySection, PathStep } from "#engine/model";
import { type Brackets, bracketCall } from "./around-call.ts";
import type { FileEdit, Finding, Fix, Severity } from "./finding.ts";
import { modeFunctions } from "./mode-functions.ts";
import { defineRule, type RuleContext, type RuleMeta } from "./rule.ts";
import { endPhrase, sectionPhrase, stepNotes } from "./section-wording.ts";
import { callOf, pathClause, whyPhrase } from "./wording.ts";

const meta: RuleMeta = {
  id: "allocation-in-section",
  severity: { classic: "warning", nolazy: "warning", counted: "information" },
  summary: "Code between entering and leaving lazy MMU mode reaches the page allocator.",
  why: [
    "In lazy MMU mode an architecture may postpone page-table updates, or what completes them, to the end of the section. With `CONFIG_DEBUG_PAGEALLOC` in use the page allocator changes page tables too: it maps each page in the linear map when it hands it out, and unmaps it when it takes it back. Inside a section these updates may be postponed with the rest, or, made in a section of their own, may end the batching of the outer one.",
    "That sections keep clear of the page allocator was proposed and never merged: no released kernel states it as a rule, and from 7.0 on nested sections are allowed and flush. The finding says what can be reached, not that a given machine faults; the hover over the entering call says what each architecture postpones in this release.",
    "What direct calls prove is a warning, once for each call in the section. All that is doubtful (a dropped reference, slab, one configuration, a candidate function pointer) is one information for the section, at its likeliest path.",
  ],
  advice: [
    "Allocate before the section is entered, or collect what is to be freed and free it after the section is left.",
    "Where that is not possible, leave the section around the allocation and enter it again, as the quick fix does: where the tree has `arch_in_lazy_mmu_mode()` at the allocation itself, with that test; without it only around a call in the section that allocates itself.",
  ],
  inDialect: {
    classic:
      "Warning for what direct calls prove. The quick fix leaves the section and enters it again.",
    nolazy:
      "Warning for what direct calls prove. The series that brought the variants added `arch_in_lazy_mmu_mode()` and leaves the mode around the allocation in `tlb_next_batch()`; the quick fix does the same where the function is declared.",
    counted:
      "Information: the allocator's own section is nested, and leaving it flushes. The quick fix puts `lazy_mmu_mode_pause()` and `lazy_mmu_mode_resume()` around the allocating call.",
  },
  example: {
    bad: `static void fill_range(pte_t *pte, unsigned long addr, unsigned long end)
{
	struct page *page;

	arch_enter_lazy_mmu_mode();
	for (; addr < end; addr += PAGE_SIZE, pte++) {
		page = alloc_page(GFP_ATOMIC);
		if (!page)
			break;
		set_pte_at(&init_mm, addr, pte, mk_pte(page, PAGE_KERNEL));
	}
	arch_leave_lazy_mmu_mode();
}
`,
    good: `static void fill_range(pte_t *pte, unsigned long addr, struct page **pages, int count)
{
	int i;

	arch_enter_lazy_mmu_mode();
	for (i = 0; i < count; i++, addr += PAGE_SIZE, pte++)
		set_pte_at(&init_mm, addr, pte, mk_pte(pages[i], PAGE_KERNEL));
	arch_leave_lazy_mmu_mode();
}
`,
  },
  sources: [
    {
      source: "include/linux/pgtable.h, comment on lazy MMU batching, 6.12",
      says: "updates may be delayed until the mode is left; nesting is not permitted",
    },
    {
      source: "mm/mmu_gather.c, tlb_next_batch(), 6.12",
      says: "gets a page while zap_pte_range() is in the mode",
    },
    {
      source:
        "RFC PATCH v1 5/6 “mm: Avoid calling page allocator while in lazy mmu mode”, 30 May 2025",
      says: "leaves the mode around that allocation; never merged",
    },
    {
      source: nestedSectionEffect.source,
      says: "counts nesting levels; leaving an inner level flushes and stays in the mode",
    },
    {
      source: "include/linux/pgtable.h, lazy_mmu_mode_pause(), 7.0",
      says: "leaves the mode, whatever the level, until lazy_mmu_mode_resume()",
    },
  ],
};

export const allocationInSection = defineRule({
  meta,
  check: (context) =>
    context.sections.flatMap((section) =>
      section.paths.map((path) => toFinding(context, section, path)),
    ),
});

function toFinding(context: RuleContext, section: LazySection, found: AllocatorPath): Finding {
  const { dialect } = context.facts;
  const isSure = found.verdict === "reaches";
  const fixes = isSure ? fixesOf(context, section, found) : [];
  return {
    rule: meta.id,
    severity: isSure ? meta.severity[dialect] : ("information" satisfies Severity),
    confidence: isSure ? "high" : "moderate",
    location: found.path[0]?.location ?? section.location,
    message: messageOf(section, found, dialect, fixes),
    path: found.path,
    related: [
      { location: section.location, message: "lazy MMU mode is entered here" },
      ...stepNotes(found.path),
    ],
    fixes,
  };
}

function messageOf(
  section: LazySection,
  found: AllocatorPath,
  dialect: Dialect,
  fixes: readonly Fix[],
): string {
  const reach = found.verdict === "reaches" ? "reaches" : "may reach";
  const parts = [
    `${sectionPhrase(section)} ${reach} the page allocator: ${endPhrase(found)}`,
    whyPhrase(dialect),
  ];
  if (found.verdict === "reaches") parts.push(adviceOf(found, fixes));
  return parts.join("; ") + pathClause(found.path);
}

function adviceOf({ use }: AllocatorPath, fixes: readonly Fix[]): string {
  const move = use === "frees" ? "free after the section" : "allocate before the section";
  return fixes.length === 0 ? move : `${move}, or leave the mode around the call`;
}

/** Around the allocation where code can ask for the mode or pause it; else around a direct call. */
function fixesOf(context: RuleContext, section: LazySection, found: AllocatorPath): Fix[] {
  const { path, isAlwaysInside } = found;
  const [first] = path;
  const last = path.at(-1);
  if (first === undefined || last === undefined) return [];
  const { pause, conditionally, plainly } = modeFunctions(context);
  if (pause !== undefined) return fixAround(context, last, pause, "Pause lazy MMU mode", true);
  if (conditionally !== undefined)
    return fixAround(context, last, conditionally, "Leave lazy MMU mode", true);
  // Without a question to ask, the mode can only be left where it is known to be on.
  if (plainly === undefined || section.leaves.length === 0 || !isAlwaysInside) return [];
  const isDirect = path.length === 1;
  return fixAround(context, first, plainly, "Leave lazy MMU mode", isDirect);
}

function fixAround(
  context: RuleContext,
  step: PathStep,
  brackets: Brackets,
  what: string,
  safe: boolean,
): Fix[] {
  const edits: FileEdit[] | undefined = bracketCall(context, step.location, brackets);
  const called = /(\w+)\(\)/.exec(step.what)?.[1];
  if (edits === undefined || called === undefined) return [];
  const cost = safe ? "" : " (and so give up batching what it writes)";
  const title = `${what} around ${callOf(called)} in ${callOf(step.function)}${cost}`;
  return [{ title, safe, preferred: safe, edits }];
}
