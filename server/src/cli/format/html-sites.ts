/** The table of all call sites of the page. */
import { compareLocations, compareText } from "#engine/base";
import type { Finding } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { shownCall, shownPlace, shownText, table } from "./html-text.ts";

type CallSite = TreeReport["callSites"][number];
type LazySection = TreeReport["sections"][number];

/** More misses than this make a row that nobody reads. */
const shownMisses = 5;

export function siteTable(
  callSites: readonly CallSite[],
  shown: readonly { readonly finding: Finding; readonly id: string }[],
): string {
  if (callSites.length === 0) return "<p>No call of a page-table walker.</p>";
  const sorted = callSites.toSorted(
    (a, b) => compareLocations(a.location, b.location) || compareText(a.api, b.api),
  );
  const placeOf = (site: CallSite): string => {
    const id = shown.find(
      ({ finding }) => compareLocations(finding.location, site.location) === 0,
    )?.id;
    const place = shownPlace(site.location);
    return id === undefined ? place : `<a href="#${id}">${place}</a>`;
  };
  return table<CallSite>(
    "All call sites, by place",
    [
      { title: "Place", cell: placeOf },
      { title: "Verdict", cell: ({ verdict }) => verdict },
      { title: "Callback", cell: callbacksOf },
      { title: "In function", cell: (site) => shownCall(site.function) },
      { title: "Calls", cell: ({ api }) => shownCall(api) },
      { title: "More", cell: moreOf },
    ],
    sorted,
  );
}

function callbacksOf({ callbacks }: CallSite): string {
  return callbacks.length === 0
    ? "none found"
    : callbacks.map(({ name }) => shownCall(name)).join(", ");
}

function moreOf(site: CallSite): string {
  const parts = [
    ...(site.lazy ? [] : ["not in lazy MMU mode"]),
    ...(site.walker === site.api ? [] : [`forwards to ${shownCall(site.walker)}`]),
    ...reachClauses(site),
  ];
  return parts.join("; ");
}

/** What a verdict alone does not say, as markup. */
export function reachClauses(found: CallSite | LazySection): string[] {
  const { allocator, use, condition, doubt, notFollowed } = found;
  const nMore = notFollowed.length - shownMisses;
  return [
    ...(allocator === undefined ? [] : [`${shownText(use ?? "uses")} by ${shownCall(allocator)}`]),
    ...(condition === undefined ? [] : [`only if ${shownText(condition)}`]),
    ...(doubt === undefined ? [] : [shownText(doubt)]),
    ...notFollowed
      .slice(0, shownMisses)
      .map(
        ({ name, reason }) => `not followed: <code>${shownText(name)}</code>, ${shownText(reason)}`,
      ),
    ...(nMore > 0 ? [`${nMore} more not followed`] : []),
  ];
}
