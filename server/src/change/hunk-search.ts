/** Where a hunk belongs in a file: the nearest place to the one it names where all its lines are. */
import type { PatchHunk } from "./parse-patch.ts";

/** Lines that may be looked at for all hunks of a patch: more is no patch that anybody wrote. */
const maxLines = 10_000_000;

/** What was done with a file's lines before the hunk. */
export interface Progress {
  /** Lines of the file that earlier hunks have passed. */
  readonly used: number;
  /** Lines that came out of them. */
  readonly written: number;
}

export class HunkSearch {
  #left = maxLines;

  /**
   * The index in `lines` at which the hunk begins, not before `used`; undefined when it is nowhere.
   * As `git apply` has it: a hunk that begins with line 1 belongs to the beginning, and one without
   * context at its end belongs to the end.
   */
  find(
    lines: readonly string[],
    { lines: hunkLines, newStart, oldStart }: PatchHunk,
    { used, written }: Progress,
  ): number | "too far" | undefined {
    const old = hunkLines.filter(({ kind }) => kind !== "added").map(({ text }) => text);
    const growth = written - used;
    const isAtBeginning = oldStart <= 1;
    const isAtEnd = hunkLines.at(-1)?.kind !== "context";
    const last = lines.length - old.length;
    const fits = (at: number): boolean =>
      at >= used &&
      at <= last &&
      (!isAtBeginning || at + growth === 0) &&
      (!isAtEnd || at === last);
    const expected = Math.max(0, newStart - 1) - growth;
    if (fits(expected) && matchesAt(lines, old, expected)) return expected;
    if (isAtBeginning || isAtEnd) {
      const only = isAtBeginning ? -growth : last;
      return fits(only) && matchesAt(lines, old, only) ? only : undefined;
    }
    this.#left -= lines.length - used + old.length;
    if (this.#left < 0) return "too far";
    return nearest(placesOf(lines, old, used), expected);
  }
}

function matchesAt(lines: readonly string[], old: readonly string[], at: number): boolean {
  return old.every((text, index) => lines[at + index] === text);
}

/** The nearest of ascending places; of two, the one behind. */
function nearest(places: readonly number[], expected: number): number | undefined {
  let best: number | undefined;
  for (const place of places) {
    const isNearer = best === undefined || Math.abs(place - expected) <= Math.abs(best - expected);
    if (isNearer) best = place;
  }
  return best;
}

/** Every place where the lines are, in time that does not grow with how often they almost are. */
function placesOf(lines: readonly string[], old: readonly string[], from: number): number[] {
  const borders = bordersOf(old);
  const places: number[] = [];
  let matched = 0;
  for (let at = from; at < lines.length; at++) {
    while (matched > 0 && old[matched] !== lines[at]) matched = borders[matched - 1] ?? 0;
    if (old[matched] === lines[at]) matched++;
    if (matched < old.length) continue;
    places.push(at + 1 - old.length);
    matched = borders[matched - 1] ?? 0;
  }
  return places;
}

/** For each beginning of the list, the length of its longest end that is its beginning too. */
function bordersOf(old: readonly string[]): Int32Array {
  const borders = new Int32Array(old.length);
  let length = 0;
  for (let at = 1; at < old.length; at++) {
    while (length > 0 && old[at] !== old[length]) length = borders[length - 1] ?? 0;
    if (old[at] === old[length]) length++;
    borders[at] = length;
  }
  return borders;
}
