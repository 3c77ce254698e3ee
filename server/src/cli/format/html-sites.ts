/** The table of all call sites of the page. */
import { compareLocations, compareText } from "#engine/base";
import type { Finding } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { shownPlace, shownText, table } from "./html-text.ts";

type CallSite = TreeReport["callSites"][number];

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
      { title: "In function", cell: (site) => called(site.function) },
      { title: "Calls", cell: ({ api }) => called(api) },
      { title: "More", cell: moreOf },
    ],
    sorted,
  );
}

function callbacksOf({ callbacks }: CallSite): string {
  return callbacks.length === 0
    ? "none found"
    : callbacks.map(({ name }) => called(name)).join(", ");
}

function moreOf(site: CallSite): string {
  const parts = [
    ...(site.lazy ? [] : ["not in lazy MMU mode"]),
    ...(site.walker === site.api ? [] : [`forwards to ${called(site.walker)}`]),
    ...(site.allocator === undefined
      ? []
      : [`${shownText(site.use ?? "uses")} by ${called(site.allocator)}`]),
    ...(site.condition === undefined ? [] : [`only if ${shownText(site.condition)}`]),
    ...(site.doubt === undefined ? [] : [shownText(site.doubt)]),
    ...site.notFollowed.map(
      ({ name, reason }) => `not followed: <code>${shownText(name)}</code>, ${shownText(reason)}`,
    ),
  ];
  return parts.join("; ");
}

/** The long names of a row may break, so that the table is no wider than the page. */
function called(name: string): string {
  return `<code>${shownText(name).replaceAll("_", "_<wbr>")}()</code>`;
}
