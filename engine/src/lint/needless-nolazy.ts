/** A `_nolazy` walk whose callback does nothing that calls for it. */
import { findWalker } from "#engine/kernel";
import type { CallSite } from "#engine/model";
import type { Finding, Fix } from "./finding.ts";
import { renamingFixes } from "./fix-builder.ts";
import { defineRule, type RuleContext, type RuleMeta } from "./rule.ts";
import { callbackPhrase, callOf } from "./wording.ts";

const meta: RuleMeta = {
  id: "needless-nolazy",
  severity: { classic: "information", nolazy: "information", counted: "information" },
  summary:
    "A walk outside lazy MMU mode whose callback never reaches the page allocator may give batching away for nothing.",
  why: [
    "The `_nolazy` variants exist for callbacks that allocate or free pages. Without lazy MMU mode each page-table update is completed by itself, where the plain walker lets an architecture that has the mode batch them. On an architecture without the mode there is no difference.",
  ],
  advice: [
    "Keep the variant, and say why in a comment, when the callback needs to run outside lazy MMU mode for another reason: it touches memory through an entry that it has just made valid, reads an entry back after changing it, or sleeps.",
    "Otherwise call the plain walker; the quick fix does that. It is offered, never preferred and never part of fix-all: that no page is allocated or freed is all that was checked, and none of the reasons above is.",
  ],
  inDialect: {
    classic: "Does not occur: a tree that declares the variants counts as nolazy.",
    nolazy:
      "Information, with a quick fix back to the plain walker, which is never applied unasked.",
    counted:
      "Information, where a tree has added the variants itself: with counted sections the plain walker is right even for callbacks that allocate.",
  },
  example: {
    bad: `static int count_entry(pte_t *pte, unsigned long addr, void *data)
{
	unsigned long *count = data;

	(*count)++;
	return 0;
}

static int count_range(unsigned long start, unsigned long size, unsigned long *count)
{
	return apply_to_existing_page_range_nolazy(&init_mm, start, size, count_entry, count);
}
`,
    good: `static int count_entry(pte_t *pte, unsigned long addr, void *data)
{
	unsigned long *count = data;

	(*count)++;
	return 0;
}

static int count_range(unsigned long start, unsigned long size, unsigned long *count)
{
	return apply_to_existing_page_range(&init_mm, start, size, count_entry, count);
}
`,
  },
  sources: [
    {
      source:
        "RFC PATCH v1 3/6 “mm: Avoid calling page allocator from apply_to_page_range()”, 30 May 2025",
      says: "adds the variants for users that need the page allocator in their callback",
    },
    {
      source: "include/linux/pgtable.h, comment on lazy MMU batching, 6.12",
      says: "what lazy MMU mode may batch, and that reads after writes are a hazard in it",
    },
  ],
};

export const needlessNolazy = defineRule({
  meta,
  check: (context) =>
    context.callSites.flatMap((site) => {
      // A call of a forwarder is left alone: what it forwards to is a matter of all its callers.
      const walker = findWalker(site.api);
      const isNeedless = walker !== undefined && !walker.lazy && site.verdict === "clean";
      return isNeedless ? [toFinding(context, site, walker.counterpart)] : [];
    }),
});

function toFinding(context: RuleContext, site: CallSite, plain: string): Finding {
  return {
    rule: meta.id,
    severity: meta.severity[context.facts.dialect],
    confidence: "high",
    location: site.location,
    message: messageOf(site, plain),
    path: [],
    related: [],
    fixes: fixesOf(context, site, plain),
  };
}

function messageOf(site: CallSite, plain: string): string {
  return [
    `${callbackPhrase(site)} never reaches the page allocator`,
    `${callOf(site.api)} gives the batching of lazy MMU mode away`,
    `call ${callOf(plain)}, unless the callback sleeps or needs an update to take effect at once`,
  ].join("; ");
}

function fixesOf(context: RuleContext, site: CallSite, plain: string): Fix[] {
  const code = context.textOf(site.location.file);
  if (code === undefined) return [];
  return renamingFixes(code, {
    location: site.location,
    from: site.api,
    to: plain,
    isDeclared: context.declares(plain),
    // That nothing allocates is known; what else a callback may need the variant for is not.
    isCertain: false,
    proviso: "only if the callback needs no update at once and never sleeps",
  });
}
