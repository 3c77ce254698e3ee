/** A small file with a walk whose callback frees, and the call sites that belong to it. */
import type { CallSite } from "#engine/model";
import { callSite, callStep, locate } from "./sites.ts";

export const shadowFile = "mm/shadow.c";

export const shadowText = `static void put_entry(pte_t *pte)
{
	__free_page(pte_page(ptep_get(pte)));
}

static int drop_entry(pte_t *pte, unsigned long addr, void *data)
{
	put_entry(pte);
	return 0;
}

static void drop_range(unsigned long start, unsigned long size)
{
	/* apply_to_existing_page_range() visits what is there. */
	apply_to_existing_page_range(&init_mm, start,
				     size, drop_entry, NULL);
}
`;

export function shadowLocation(needle: string, nth = 0) {
  return locate(shadowFile, shadowText, needle, nth);
}

/** The site with a path of two direct calls. */
export function reachingSite(difference: Partial<CallSite> = {}): CallSite {
  return callSite(shadowLocation("apply_to_existing_page_range", 1), {
    function: "drop_range",
    callbacks: [{ name: "drop_entry", location: shadowLocation("drop_entry") }],
    verdict: "reaches",
    use: "frees",
    allocator: "__free_page",
    path: [
      callStep("drop_entry", "put_entry", shadowLocation("put_entry", 1)),
      callStep("put_entry", "__free_page", shadowLocation("__free_page")),
    ],
    ...difference,
  });
}
