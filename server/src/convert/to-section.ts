/** Lazy MMU sections in the words and shapes that clients show. */
import type { Location } from "#engine/base";
import type { LazySection } from "#engine/model";
import type { SectionSummary } from "#server/protocol";
import { toLocation, type UriOf } from "./to-range.ts";

/** `fixAt` is where a quick fix is offered, if one is. */
export function toSectionSummary(
  section: LazySection,
  fixAt: Location | undefined,
  uriOf: UriOf,
): SectionSummary {
  const convert = (location: Location) => toLocation(location, uriOf);
  return {
    location: convert(section.location),
    function: section.function,
    enters: section.enters.map(convert),
    leaves: section.leaves.map(convert),
    runsCallbacks: section.runsCallbacks,
    verdict: section.verdict,
    allocator: section.allocator ?? null,
    use: section.use ?? null,
    fixAt: fixAt === undefined ? null : convert(fixAt),
    path: [section.location, ...section.path.map((step) => step.location)].map(convert),
  };
}

/** One short line for a section, such as "lazy MMU section: reaches free_page()". */
export function sectionTitle({ verdict, allocator, runsCallbacks }: LazySection): string {
  const end = allocator === undefined ? "the page allocator" : `${allocator}()`;
  switch (verdict) {
    case "reaches":
      return `lazy MMU section: reaches ${end}`;
    case "may-reach":
      return `lazy MMU section: may reach ${end}`;
    case "clean":
      return runsCallbacks
        ? "lazy MMU section: runs callbacks, and nothing else reaches the page allocator"
        : "lazy MMU section: nothing reaches the page allocator";
    case "unknown":
      return "lazy MMU section: not known what it reaches";
  }
}
