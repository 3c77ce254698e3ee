/**
 * What of a tree's findings a change has to do with: those that it brought, made worse, or touches
 * in any line that the finding names. All that was there before and stands apart is left out.
 */
import { compareLocations, type Location } from "#engine/base";
import { opaqueAt } from "./c-text.ts";
import type { CodeText } from "./code-text.ts";
import type { Finding, Severity } from "./finding.ts";
import { type FoundFindings, identifyFindings } from "./fingerprint.ts";

/** What the change did to the lines of the later tree. */
export interface ChangedPlaces {
  /** The later name of a file. */
  readonly nameOf: (fileBefore: string) => string;
  /** Whether a line of this range was added or changed. */
  readonly isChanged: (file: string, firstLine: number, lastLine: number) => boolean;
  readonly textOf: (file: string) => CodeText | undefined;
}

/** "new": nothing of the earlier tree is the same finding. "updated": it is touched, or more severe. */
export type ChangeState = "new" | "updated";

/**
 * The findings that the change has to do with, and suppressed ones of which the same is true. What
 * was suppressed before and is no more is new.
 */
export function findingsOfChange(
  before: FoundFindings,
  after: FoundFindings,
  places: ChangedPlaces,
): ReadonlyMap<Finding, ChangeState> {
  const hidden = after.suppressed.map(({ finding }) => finding);
  const all = {
    ...before,
    findings: [...before.findings, ...before.suppressed.map(({ finding }) => finding)],
    suppressed: [],
  };
  return new Map([
    ...statesOf(before, after.findings, after, places),
    ...statesOf(all, hidden, after, places),
  ]);
}

function statesOf(
  before: FoundFindings,
  findings: readonly Finding[],
  after: FoundFindings,
  places: ChangedPlaces,
): ReadonlyMap<Finding, ChangeState> {
  const earlier = new EarlierFindings(before, places.nameOf);
  const identities = identifyFindings(after);
  const touched = new Set(findings.filter((finding) => isTouched(finding, places)));
  const result = new Map<Finding, ChangeState>();
  const kindOf = (finding: Finding): string => identities.get(finding)?.kind ?? "";
  // Equal findings are told apart by their order alone, which a change moves. So those that it left
  // alone are matched first, and what it brought remains.
  const apart = findings.filter((finding) => !touched.has(finding));
  const unmatched = apart.filter((finding) => !earlier.takeAlike(kindOf(finding), finding));
  for (const finding of unmatched) {
    const match = earlier.takeAny(kindOf(finding));
    if (match === undefined) result.set(finding, "new");
    else if (rank[match.severity] < rank[finding.severity]) result.set(finding, "updated");
  }
  for (const finding of findings) {
    if (!touched.has(finding)) continue;
    result.set(finding, earlier.takeAny(kindOf(finding)) === undefined ? "new" : "updated");
  }
  return result;
}

/** The files that any finding names, suppressed or not. */
export function filesNamedBy({ findings, suppressed }: FoundFindings): ReadonlySet<string> {
  const all = [...findings, ...suppressed.map(({ finding }) => finding)];
  return new Set(all.flatMap((finding) => placesOf(finding).map(({ file }) => file)));
}

const rank: Readonly<Record<Severity, number>> = { hint: 0, information: 1, warning: 2, error: 3 };

/** Findings by kind, each of which matches one later finding. */
class EarlierFindings {
  readonly #left = new Map<string, Finding[]>();

  constructor(found: FoundFindings, nameOf: (file: string) => string) {
    const identities = identifyFindings(found, nameOf);
    for (const finding of found.findings.toSorted((a, b) =>
      compareLocations(a.location, b.location),
    )) {
      const kind = identities.get(finding)?.kind ?? "";
      const list = this.#left.get(kind);
      if (list === undefined) this.#left.set(kind, [finding]);
      else list.push(finding);
    }
  }

  /** Takes one with the same path and severity; false when there is none. */
  takeAlike(kind: string, finding: Finding): boolean {
    const list = this.#left.get(kind) ?? [];
    const at = list.findIndex((one) => shapeOf(one) === shapeOf(finding));
    if (at >= 0) list.splice(at, 1);
    return at >= 0;
  }

  takeAny(kind: string): Finding | undefined {
    return this.#left.get(kind)?.shift();
  }
}

function shapeOf({ path, severity }: Finding): string {
  return JSON.stringify([severity, path.map((step) => [step.function, step.what])]);
}

function isTouched(finding: Finding, { isChanged, textOf }: ChangedPlaces): boolean {
  return placesOf(finding).some((place) => {
    const { file, line, endLine } = place;
    return isChanged(file, line, Math.max(endLine, lastLineOfCall(textOf(file), place)));
  });
}

/** Where it is, each step of its path, and all else that a report shows of it. */
function placesOf({ location, path, related }: Finding): readonly Location[] {
  return [location, ...path.map((step) => step.location), ...related.map((note) => note.location)];
}

/** No call of kernel code is longer; what is, is taken for its first lines. */
const longestCall = 4000;

/** The line that ends the argument list behind a called name; the name's own without one. */
function lastLineOfCall(code: CodeText | undefined, place: Location): number {
  if (code === undefined) return place.endLine;
  const { text, lines } = code;
  const start = lines.offsetAt(place.endLine, place.endColumn);
  const end = Math.min(text.length, start + longestCall);
  let depth = 0;
  for (let at = start; at < end; at++) {
    const opaque = opaqueAt(text, at);
    const character = text[at] ?? "";
    if (opaque !== undefined) at = opaque.end - 1;
    else if (character === "(") depth++;
    else if (character === ")" && --depth <= 0) {
      return depth < 0 ? place.endLine : lines.positionAt(at).line;
    } else if (depth === 0 && !/\s/.test(character)) return place.endLine;
  }
  return lines.positionAt(end).line;
}
