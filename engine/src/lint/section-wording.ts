/** The words of findings about lazy MMU sections. */
import type { Location } from "#engine/base";
import type { AllocatorPath, LazySection, PathStep, SectionProblem } from "#engine/model";
import type { RelatedNote } from "./finding.ts";
import { callOf, listNames, placeOf, stepPhrase } from "./wording.ts";

/** "the lazy MMU section of zap() (entered in line 12)". */
export function sectionPhrase(section: LazySection): string {
  return `the lazy MMU section of ${callOf(section.function)} (${enteredPhrase(section.enters)})`;
}

/** "in the lazy MMU section entered in line 12", or for a callback by which walks. */
export function modePhrase({ isCallback, enteredAt, location }: SectionProblem): string {
  if (!isCallback) {
    return enteredAt.length === 0
      ? "in lazy MMU mode"
      : `in the lazy MMU section ${enteredPhrase(enteredAt)}`;
  }
  const places = enteredAt.map((place) =>
    place.file === location.file ? `line ${place.line}` : placeOf(place),
  );
  return places.length === 0
    ? "in lazy MMU mode"
    : `in lazy MMU mode, held by the walk in ${listNames(places)}`;
}

function enteredPhrase(enters: readonly Location[]): string {
  return `entered in ${linePhrase(enters)}`;
}

/** "line 12", "lines 12 and 20". */
export function linePhrase(places: readonly Location[]): string {
  const lines = places.map(({ line }) => `${line}`);
  return `${lines.length > 1 ? "lines" : "line"} ${listNames(lines)}`;
}

/** "free_page() (mm/x.c:12) frees", with the doubts of the path. */
export function endPhrase({ allocator, use, path, condition, doubt }: AllocatorPath): string {
  const last = path.at(-1);
  const place = last === undefined ? "" : ` (${placeOf(last.location)})`;
  const doubts = [condition === undefined ? [] : `only if ${condition}`, doubt ?? []].flat();
  const clause = doubts.length === 0 ? "" : ` (${doubts.join("; ")})`;
  return `${callOf(allocator)}${place} ${use}${clause}`;
}

/** Where the mode is entered, where the pending write stands, then every step of the path. */
export function problemNotes(problem: SectionProblem): RelatedNote[] {
  const { enteredAt, isCallback, writtenAt, path } = problem;
  const entered = isCallback
    ? "runs the callback in lazy MMU mode from here"
    : "lazy MMU mode is entered here";
  return [
    ...enteredAt.map((location) => ({ location, message: entered })),
    ...(writtenAt === undefined
      ? []
      : [{ location: writtenAt, message: "the entry is written here; the write may be pending" }]),
    ...stepNotes(path),
  ];
}

/** Every step of a path. */
export function stepNotes(path: readonly PathStep[]): RelatedNote[] {
  return path.map((step) => ({ location: step.location, message: stepPhrase(step) }));
}
