/** What needless-nolazy reports, and its way back. */
import { expect, test } from "vitest";
import { applyFileEdits } from "#engine/lint";
import type { CallSite } from "#engine/model";
import { needlessNolazy } from "../../src/lint/needless-nolazy.ts";
import { callSite, locate, ruleContext } from "./sites.ts";

const file = "mm/count.c";
const nolazy = "apply_to_page_range_nolazy";
const text = `static int count(struct mm_struct *mm, unsigned long *n)
{
	/*
	 * Not apply_to_page_range(): see apply_to_page_range_nolazy().
	 */
	return apply_to_page_range_nolazy(mm, 0,
					  PAGE_SIZE, count_entry, n);
}
`;

const proviso = "only if the callback needs no update at once and never sleeps";

const location = locate(file, text, nolazy, 1);
const cleanSite = callSite(location, {
  api: nolazy,
  lazy: false,
  callbacks: [{ name: "count_entry", location }],
});

function check(site: CallSite, declared = ["apply_to_page_range"]) {
  const context = {
    dialect: "nolazy",
    callSites: [site],
    texts: { [file]: text },
    declared,
  } as const;
  return needlessNolazy.check(ruleContext(context));
}

test("a _nolazy walk with a clean callback is information", () => {
  expect(check(cleanSite)).toMatchObject([
    {
      rule: "needless-nolazy",
      severity: "information",
      confidence: "high",
      location,
      message:
        "callback count_entry() never reaches the page allocator; " +
        "apply_to_page_range_nolazy() gives the batching of lazy MMU mode away; " +
        "call apply_to_page_range(), unless the callback sleeps or needs an update to take effect at once",
    },
  ]);
});

test("the way back shortens the indentation again, and is only offered", () => {
  const fixes = check(cleanSite)[0]?.fixes ?? [];
  expect(fixes.map(({ title, safe, preferred }) => ({ title, safe, preferred }))).toEqual(
    [
      "Call apply_to_page_range()",
      "Call apply_to_page_range() and realign its arguments",
      "Call apply_to_page_range(), realign its arguments and name it in the comment above",
    ].map((title) => ({ title: `${title} (${proviso})`, safe: false, preferred: false })),
  );
  expect(applyFileEdits(text, fixes[2]?.edits ?? [])).toBe(
    text
      .replace("see apply_to_page_range_nolazy", "see apply_to_page_range")
      .replace("return apply_to_page_range_nolazy", "return apply_to_page_range")
      .replace("\t\t\t\t\t  PAGE", "\t\t\t\t   PAGE"),
  );
});

test("it is neither safe nor preferred without a plain walker in the tree", () => {
  expect(check(cleanSite, [])[0]?.fixes[0]).toMatchObject({
    title: `Call apply_to_page_range() (not declared in this tree; ${proviso})`,
    safe: false,
    preferred: false,
  });
});

test("other verdicts, lazy walks and forwarders are accepted", () => {
  const accepted: readonly Partial<CallSite>[] = [
    { verdict: "reaches" },
    { verdict: "may-reach" },
    { verdict: "unknown" },
    { api: "apply_to_page_range", walker: "apply_to_page_range", lazy: true },
    { api: "visit_slowly" },
  ];
  for (const difference of accepted) expect(check({ ...cleanSite, ...difference })).toEqual([]);
  expect(check(cleanSite)).toHaveLength(1);
});
