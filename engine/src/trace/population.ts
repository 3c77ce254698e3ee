/** Which entries of a walk map pages before it begins, and how people write that. */

/** First and last entry, from 0. */
export type EntryRange = readonly [first: number, last: number];

export type Population = "all" | "none" | readonly EntryRange[];

/** More ranges than this are no scenario but a program. */
const maxRanges = 64;
const maxEntry = (1 << 20) - 1;

/** From "all", "none" or "0-3, 8" to a population; undefined when it is none of these. */
export function parsePopulation(text: string): Population | undefined {
  const words = text.trim();
  if (words === "all" || words === "none") return words;
  const parts = words.split(/[\s,]+/);
  const ranges = parts.map((part): EntryRange | undefined => {
    const found = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(part);
    if (found === null) return undefined;
    const first = Number(found[1]);
    return [first, found[2] === undefined ? first : Number(found[2])];
  });
  return readPopulation(ranges);
}

/** A population that came from outside, checked; undefined when it is none. */
export function readPopulation(value: unknown): Population | undefined {
  if (value === "all" || value === "none") return value;
  if (!Array.isArray(value) || value.length === 0 || value.length > maxRanges) return undefined;
  const ranges: EntryRange[] = [];
  for (const range of value) {
    if (!Array.isArray(range) || range.length !== 2) return undefined;
    const [first, last]: unknown[] = range;
    if (!isEntry(first) || !isEntry(last) || first > last) return undefined;
    ranges.push([first, last]);
  }
  return merged(ranges);
}

/** In order and without overlap, so that no entry is set up twice. */
function merged(ranges: readonly EntryRange[]): EntryRange[] {
  const result: EntryRange[] = [];
  for (const [first, last] of ranges.toSorted(([a], [b]) => a - b)) {
    const before = result.at(-1);
    if (before === undefined || first > before[1] + 1) result.push([first, last]);
    else result[result.length - 1] = [before[0], Math.max(before[1], last)];
  }
  return result;
}

/** As {@link parsePopulation} reads it. */
export function formatPopulation(population: Population): string {
  if (typeof population === "string") return population;
  return population
    .map(([first, last]) => (first === last ? String(first) : `${first}-${last}`))
    .join(",");
}

function isEntry(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= maxEntry;
}
