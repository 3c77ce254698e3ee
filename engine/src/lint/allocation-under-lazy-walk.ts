/** The same defect seen from inside the callback: a call that uses the page allocator in lazy MMU mode. */
import { compareLocations } from "#engine/base";
import type { CallSite, PathStep } from "#engine/model";
import { allocatesInLazyMode } from "./allocation-in-callback.ts";
import type { Finding, RelatedNote } from "./finding.ts";
import { defineRule, type RuleContext, type RuleMeta } from "./rule.ts";
import {
  allocatorPhrase,
  callOf,
  doubtPhrase,
  listNames,
  pathClause,
  placeOf,
  stepPhrase,
  whyPhrase,
} from "./wording.ts";

const meta: RuleMeta = {
  id: "allocation-under-lazy-walk",
  severity: { classic: "information", nolazy: "information", counted: "information" },
  summary:
    "A call inside a callback uses the page allocator, and some page-table walk runs that callback in lazy MMU mode.",
  why: [
    "It is the other end of `allocation-in-callback`: the call site of the walk and the callback are often in different functions or files, and whoever edits the callback sees nothing of the walk. The finding stands at the call in the callback from which the path to the page allocator sets out, and names the walks that run the callback in lazy MMU mode.",
  ],
  advice: [
    "Move the allocation in front of the walk or the freeing behind it, or change the named walks; `allocation-in-callback` offers the fix there.",
  ],
  inDialect: {
    classic:
      "Information; the warning is at the walk. What lazy MMU mode does to the allocator's own page-table updates is on the page of `allocation-in-callback`.",
    nolazy:
      "Information; the warning and its fix are at the walk. A callback that only `_nolazy` walks run is not reported.",
    counted:
      "Information: leaving the allocator's nested section flushes, and batching goes on. `lazy_mmu_mode_pause()` and `lazy_mmu_mode_resume()` around the call take it out of the mode.",
  },
  example: {
    bad: `static int release_entry(pte_t *pte, unsigned long addr, void *data)
{
	__free_page(pte_page(ptep_get(pte)));
	return 0;
}

static void release_range(unsigned long start, unsigned long size)
{
	apply_to_existing_page_range(&init_mm, start, size, release_entry, NULL);
}
`,
    good: `struct released_pages {
	struct page **pages;
	unsigned int count;
};

static int collect_entry(pte_t *pte, unsigned long addr, void *data)
{
	struct released_pages *released = data;

	released->pages[released->count++] = pte_page(ptep_get(pte));
	return 0;
}

static void release_range(unsigned long start, unsigned long size,
			  struct released_pages *released)
{
	released->count = 0;
	apply_to_existing_page_range(&init_mm, start, size, collect_entry, released);
	while (released->count)
		__free_page(released->pages[--released->count]);
}
`,
  },
  sources: [
    {
      source: "mm/memory.c, apply_to_pte_range(), 6.12",
      says: "calls the callback for each entry between entering and leaving lazy MMU mode",
    },
    {
      source:
        "RFC PATCH v1 3/6 “mm: Avoid calling page allocator from apply_to_page_range()”, 30 May 2025",
      says: "asks that callbacks of the lazy walks do not use the page allocator",
    },
  ],
};

export const allocationUnderLazyWalk = defineRule({ meta, check });

/** Call sites whose paths leave the callback at the same place for the same allocator. */
interface Departure {
  readonly step: PathStep;
  readonly sites: readonly [CallSite, ...CallSite[]];
}

function check(context: RuleContext): Finding[] {
  return departures(context.callSites).map((departure) => toFinding(context, departure));
}

function departures(callSites: readonly CallSite[]): Departure[] {
  const byPlace = new Map<string, Departure>();
  const sites = callSites.filter(allocatesInLazyMode);
  for (const site of sites.toSorted((a, b) => compareLocations(a.location, b.location))) {
    const step = departureStep(site);
    if (step === undefined) continue;
    const { file, line, column } = step.location;
    const key = JSON.stringify([file, line, column, site.allocator]);
    const known = byPlace.get(key);
    byPlace.set(key, { step, sites: known === undefined ? [site] : [...known.sites, site] });
  }
  return [...byPlace.values()];
}

/** The last step that is still inside the callback, before the path enters another function. */
function departureStep(site: CallSite): PathStep | undefined {
  const callback = site.path[0]?.function;
  const leaving = site.path.findIndex((step) => step.function !== callback);
  return site.path.at(leaving < 0 ? -1 : leaving - 1);
}

function toFinding(context: RuleContext, { step, sites }: Departure): Finding {
  // The most certain site speaks for all; the walks of the others are listed with it.
  const witness = sites.find((site) => site.verdict === "reaches") ?? sites[0];
  return {
    rule: meta.id,
    severity: meta.severity[context.facts.dialect],
    confidence: witness.verdict === "reaches" ? "high" : "moderate",
    location: step.location,
    message: messageOf(context, witness, step, sites),
    path: witness.path,
    related: [...sites.map(walkNote), ...witness.path.map(stepNote)],
    fixes: [],
  };
}

function messageOf(
  context: RuleContext,
  witness: CallSite,
  step: PathStep,
  sites: readonly CallSite[],
): string {
  const reach = witness.verdict === "reaches" ? "reaches" : "may reach";
  const what = `${callOf(step.function)} runs in lazy MMU mode and here ${reach} the page allocator`;
  const walks = sites.map(
    (site) => `${callOf(site.api)} in ${callOf(site.function)} (${placeOf(site.location)})`,
  );
  const parts = [
    `${what}: ${allocatorPhrase(witness)}${doubtPhrase(witness)}`,
    whyPhrase(context.facts.dialect),
    `move it out of the callback, or change the walk: ${listNames(walks)}`,
  ];
  return parts.join("; ") + pathClause(witness.path);
}

function walkNote(site: CallSite): RelatedNote {
  const how =
    site.api === site.walker
      ? callOf(site.api)
      : `${callOf(site.api)}, which calls ${callOf(site.walker)}`;
  return {
    location: site.location,
    message: `${callOf(site.function)} runs the callback in lazy MMU mode, through ${how}`,
  };
}

function stepNote(step: PathStep): RelatedNote {
  return { location: step.location, message: stepPhrase(step) };
}
