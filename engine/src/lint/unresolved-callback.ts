/** A walk in lazy MMU mode of which nothing certain can be said, since something was not followed. */
import type { CallSite } from "#engine/model";
import type { Finding } from "./finding.ts";
import { defineRule, type RuleMeta } from "./rule.ts";
import { callbackPhrase, notFollowedPhrase, walkPhrase } from "./wording.ts";

const meta: RuleMeta = {
  id: "unresolved-callback",
  severity: { classic: "hint", nolazy: "hint", counted: "hint" },
  summary:
    "What the callback of a page-table walk in lazy MMU mode does could not be followed to its end.",
  why: [
    "Nothing was found, but not everything was read: a function has no definition in the tree, a pointer has no known target, or the callback itself could not be determined. The finding names what was not followed and why, so that silence elsewhere means something.",
  ],
  advice: [
    "Read the named functions: none of them may allocate or free pages while the walk holds lazy MMU mode.",
    "Where the callback comes from a variable or a table, passing the function by name makes the walk readable for people and tools alike.",
  ],
  inDialect: {
    classic: "Hint. If the callback does use the page allocator, `allocation-in-callback` applies.",
    nolazy:
      "Hint, for the lazy walks only; a `_nolazy` walk may allocate as far as this rule is concerned.",
    counted: "Hint. What was missed can cost an early flush, not correctness.",
  },
  example: {
    bad: `struct entry_visitor {
	pte_fn_t visit;
};

static int visit_range(struct entry_visitor *visitor, unsigned long start, unsigned long size)
{
	return apply_to_page_range(&init_mm, start, size, visitor->visit, NULL);
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
	return apply_to_page_range(&init_mm, start, size, count_entry, count);
}
`,
  },
  sources: [
    {
      source: "mm/memory.c, apply_to_pte_range(), 6.12",
      says: "calls whatever function pointer it was given, in lazy MMU mode",
    },
  ],
};

export const unresolvedCallback = defineRule({
  meta,
  check: (context) =>
    context.callSites.filter(isUnresolved).map((site) => ({
      ...describe(site),
      severity: meta.severity[context.facts.dialect],
    })),
});

function isUnresolved(site: CallSite): boolean {
  // A walk without any callback (NULL) is clean, and has none to determine.
  const hasNoCallback = site.callbacks.length === 0 && site.verdict !== "clean";
  const isFound = site.verdict === "reaches" || site.verdict === "may-reach";
  return site.lazy && !isFound && (site.verdict === "unknown" || hasNoCallback);
}

function describe(site: CallSite): Omit<Finding, "severity"> {
  return {
    rule: meta.id,
    confidence: "low",
    location: site.location,
    message: messageOf(site),
    path: site.path,
    related: site.notFollowed.map(({ name, location, reason }) => ({
      location,
      message: `${name} was not followed: ${reason}`,
    })),
    fixes: [],
  };
}

function messageOf(site: CallSite): string {
  const what =
    site.callbacks.length === 0
      ? "the callback of this walk could not be determined"
      : `${callbackPhrase(site)} could not be followed to the end`;
  const missing = site.notFollowed.length === 0 ? "" : `: ${notFollowedPhrase(site.notFollowed)}`;
  const risk = `it must not allocate or free pages while ${walkPhrase(site)} holds lazy MMU mode`;
  return `${what}${missing}; ${risk}; check by hand`;
}
