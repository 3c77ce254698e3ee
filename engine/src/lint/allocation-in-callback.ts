/** A callback that reaches the page allocator while its walk holds lazy MMU mode. */
import type { Dialect } from "#engine/index";
import { findWalker, nestedSectionEffect } from "#engine/kernel";
import type { CallSite } from "#engine/model";
import { bracketBody, bracketCall } from "./around-call.ts";
import type { Finding, Fix, Severity } from "./finding.ts";
import { renamingFixes } from "./fix-builder.ts";
import { modeFunctions } from "./mode-functions.ts";
import { defineRule, type RuleContext, type RuleMeta } from "./rule.ts";
import {
  advicePhrase,
  callOf,
  pathClause,
  pathNotes,
  reachPhrase,
  walkPhrase,
  whyPhrase,
} from "./wording.ts";

const meta: RuleMeta = {
  id: "allocation-in-callback",
  severity: { classic: "warning", nolazy: "warning", counted: "information" },
  summary:
    "The callback of a page-table walk reaches the page allocator while the walk holds lazy MMU mode.",
  why: [
    "`apply_to_page_range()` and `apply_to_existing_page_range()` enter lazy MMU mode before the first callback for a page table and leave it after the last one. In that mode an architecture may postpone page-table updates, or what completes them, to the end of the section.",
    "With `CONFIG_DEBUG_PAGEALLOC` in use, the page allocator changes page tables too: it maps each page in the linear map when it hands it out and unmaps it when it takes it back. If the architecture makes these updates without a section of its own, they may be postponed with the rest, and the first access to a new page can fault. If it makes them in a section of its own, that section is nested: where the mode does not nest, leaving the inner section ends the outer one's batching.",
    "Which of the two can happen, if any, depends on architecture and release; many architectures have no lazy mode at all. The finding says that the rule is broken, not that a given machine faults.",
    "A doubtful path (through slab or vmalloc, a reference drop, a candidate function pointer, or one configuration) is reported as information, with the doubt.",
  ],
  advice: [
    "Allocate before the walk and hand the pages to the callback; let the callback collect what is to be freed, and free it after the walk.",
    "Where the tree has the `_nolazy` variants, call the variant: the callback then runs outside lazy MMU mode, and the whole walk gives batching up. The quick fix does that; two more realign the arguments and update a comment directly above that names the old function.",
    "The variant takes away the mode alone: for a user address space the page-table lock is still held around the callback, so an allocation that may sleep stays forbidden.",
    "Where the tree does not declare the variant the quick fix is still offered, for a tree that is about to get it; it says so, and it is never applied unasked. To add the variants themselves, `lazymmu fix --introduce` prints the patches, and an action in the editor makes the same edits for one call.",
  ],
  inDialect: {
    classic:
      "Warning. Nesting is not permitted. In 6.12 only Xen PV guests, powerpc with the hash MMU and sparc64 have a lazy mode; none of the three is known to fault there, since x86 flushes at the end of `__kernel_map_pages()` and the other two change the linear map past their batches. arm64 has the mode from 6.16 on, and there, up to 6.19, the allocator's own nested section ends the batching of the walk.",
    nolazy:
      "Warning, with a quick fix that is safe when the path is certain: the tree declares the variants that do not enter lazy MMU mode.",
    counted: `Information. Sections are counted: ${nestedSectionEffect.effect}. The cost is at most an early flush. Where it matters, \`lazy_mmu_mode_pause()\` and \`lazy_mmu_mode_resume()\` around the call take the callback out of the mode.`,
  },
  example: {
    bad: `static int release_entry(pte_t *pte, unsigned long addr, void *data)
{
	struct page *page = pte_page(ptep_get(pte));

	pte_clear(&init_mm, addr, pte);
	__free_page(page);
	return 0;
}

static void release_range(unsigned long start, unsigned long size)
{
	apply_to_existing_page_range(&init_mm, start, size, release_entry, NULL);
}
`,
    good: `static int release_entry(pte_t *pte, unsigned long addr, void *data)
{
	struct page *page = pte_page(ptep_get(pte));

	pte_clear(&init_mm, addr, pte);
	__free_page(page);
	return 0;
}

static void release_range(unsigned long start, unsigned long size)
{
	apply_to_existing_page_range_nolazy(&init_mm, start, size, release_entry, NULL);
}
`,
  },
  sources: [
    {
      source: "mm/memory.c, apply_to_pte_range(), 6.12",
      says: "enters lazy MMU mode before the first callback and leaves it after the last; for a user address space it holds the page-table lock too",
    },
    {
      source: "include/linux/pgtable.h, comment on lazy MMU batching, 6.12",
      says: "updates may be delayed until the mode is left; nesting is not permitted",
    },
    {
      source: "mm/page_alloc.c, post_alloc_hook() and free_pages_prepare(), 6.12",
      says: "map and unmap pages for CONFIG_DEBUG_PAGEALLOC, on every allocation and free",
    },
    {
      source: "arch/x86/mm/pat/set_memory.c, __kernel_map_pages(), 6.12",
      says: "ends with arch_flush_lazy_mmu_mode()",
    },
    {
      source: "arch/arm64/include/asm/pgtable.h, arch_enter_lazy_mmu_mode(), 6.16",
      says: "gives arm64 a lazy mode, whose inner section ends the outer one",
    },
    {
      source:
        "RFC PATCH v1 3/6 “mm: Avoid calling page allocator from apply_to_page_range()”, 30 May 2025",
      says: "names the two ways to fail and proposes the _nolazy variants; never merged",
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

export const allocationInCallback = defineRule({
  meta,
  check: (context) =>
    context.callSites.filter(allocatesInLazyMode).map((site) => toFinding(context, site)),
});

/** True when a path leads from a callback that runs in lazy MMU mode to the page allocator. */
export function allocatesInLazyMode(site: CallSite): boolean {
  return site.lazy && (site.verdict === "reaches" || site.verdict === "may-reach");
}

function toFinding(context: RuleContext, site: CallSite): Finding {
  const { dialect } = context.facts;
  return {
    rule: meta.id,
    severity: severityOf(site, dialect),
    confidence: site.verdict === "reaches" ? "high" : "moderate",
    location: site.location,
    message: messageOf(context, site),
    path: site.path,
    related: pathNotes(site),
    fixes: fixesOf(context, site),
  };
}

function severityOf(site: CallSite, dialect: Dialect): Severity {
  return site.verdict === "reaches" ? meta.severity[dialect] : "information";
}

function messageOf(context: RuleContext, site: CallSite): string {
  const { dialect } = context.facts;
  const variant = findWalker(site.api)?.counterpart;
  const replacement = variant !== undefined && context.declares(variant) ? variant : undefined;
  const parts = [
    `${reachPhrase(site)} while ${walkPhrase(site)} holds lazy MMU mode`,
    whyPhrase(dialect),
    advicePhrase(site, dialect, replacement, pauseFixes(context, site).length > 0),
  ];
  return parts.join("; ") + pathClause(site.path);
}

function fixesOf(context: RuleContext, site: CallSite): Fix[] {
  const variant = findWalker(site.api)?.counterpart;
  const code = context.textOf(site.location.file);
  if (context.facts.dialect === "counted") return pauseFixes(context, site);
  if (variant === undefined || code === undefined) return [];
  return renamingFixes(code, {
    location: site.location,
    from: site.api,
    to: variant,
    isDeclared: context.declares(variant),
    isCertain: site.verdict === "reaches",
  });
}

/** Pauses the mode in the callback: around the call that sets out for the allocator, or all of it. */
function pauseFixes(context: RuleContext, site: CallSite): Fix[] {
  const { pause } = modeFunctions(context);
  const [first] = site.path;
  if (pause === undefined || first === undefined) return [];
  const called = /(\w+)\(\)/.exec(first.what)?.[1];
  const around = bracketCall(context, first.location, pause);
  const body = bracketBody(context, first.location, pause);
  const fixes: Fix[] = [];
  // Only a fix after which nothing is left to report is one to make without a look.
  const isEnough = site.verdict === "reaches" && site.isOnlyPath;
  if (around !== undefined && called !== undefined) {
    const title = `Pause lazy MMU mode around ${callOf(called)} in ${callOf(first.function)}`;
    fixes.push({ title, safe: isEnough, preferred: isEnough, edits: around });
  }
  if (body !== undefined) {
    const title = `Pause lazy MMU mode in all of ${callOf(first.function)}`;
    const isCertain = site.verdict === "reaches" && site.callbacks.length === 1;
    const preferred = isCertain && !(isEnough && around !== undefined);
    fixes.push({ title, safe: isCertain, preferred, edits: body });
  }
  return fixes;
}
