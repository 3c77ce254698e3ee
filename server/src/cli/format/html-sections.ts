/** The table of all lazy MMU sections of the page. */
import { compareLocations } from "#engine/base";
import { type Finding, findingsOfSection } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { reachClauses } from "./html-sites.ts";
import { shownCall, shownPlace, table } from "./html-text.ts";
import { describeExtent } from "./report-words.ts";

type LazySection = TreeReport["sections"][number];

export function sectionTable(
  sections: readonly LazySection[],
  shown: readonly { readonly finding: Finding; readonly id: string }[],
): string {
  if (sections.length === 0) return "<p>No lazy MMU section.</p>";
  const findings = shown.map(({ finding }) => finding);
  const placeOf = (section: LazySection): string => {
    const [first] = findingsOfSection(section, findings);
    const id = shown.find(({ finding }) => finding === first)?.id;
    const place = shownPlace(section.location);
    return id === undefined ? place : `<a href="#${id}">${place}</a>`;
  };
  return table<LazySection>(
    "All lazy MMU sections, by the place where they are entered",
    [
      { title: "Place", cell: placeOf },
      { title: "Verdict", cell: ({ verdict }) => verdict },
      { title: "In function", cell: (section) => shownCall(section.function) },
      { title: "Extent", cell: describeExtent },
      { title: "More", cell: (section) => reachClauses(section).join("; ") },
    ],
    sections.toSorted((a, b) => compareLocations(a.location, b.location)),
  );
}
