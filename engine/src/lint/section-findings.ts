/** Which findings speak of a lazy MMU section. */
import { compareLocations, type Location } from "#engine/base";
import type { LazySection } from "#engine/model";
import type { Finding } from "./finding.ts";

/** Those at a call that enters or leaves it, and those that name such a call; in their order. */
export function findingsOfSection(
  { enters, leaves }: LazySection,
  findings: readonly Finding[],
): readonly Finding[] {
  const isOneOf = (places: readonly Location[], location: Location) =>
    places.some((place) => compareLocations(place, location) === 0);
  return findings.filter(
    ({ location, related }) =>
      isOneOf([...enters, ...leaves], location) ||
      related.some((note) => isOneOf(enters, note.location)),
  );
}
