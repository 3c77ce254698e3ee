/** The places that belong to a finding beside its own. */
import type { Location } from "#engine/base";
import type { Finding, RelatedNote } from "#engine/lint";

/** The steps of the path as notes, in order. */
export function stepNotes(finding: Finding): readonly RelatedNote[] {
  return finding.path.map(({ location, function: name, what }) => ({
    location,
    message: `${name}() ${what}`,
  }));
}

/** The steps, then what is said of other places; what stands at the finding itself is left out. */
export function notesOf(finding: Finding): readonly RelatedNote[] {
  const steps = stepNotes(finding);
  const said = new Set([finding, ...steps].map(({ location }) => placeKey(location)));
  return [...steps, ...finding.related.filter(({ location }) => !said.has(placeKey(location)))];
}

/** Equal for places that begin at the same character. */
export function placeKey({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
