/**
 * A finite cache of translations: one entry a set, chosen by the page, so that what is evicted is
 * the same in every run. Only valid entries are cached; an invalid one never is.
 */

export interface SavedTlb {
  readonly page: Float64Array;
  readonly space: Int32Array;
  readonly lanes: Int32Array;
}

const nSets = 256;
const empty = -1;

/** Every address space but the kernel's, for flushes. */
export const anyUserSpace = -2;
export const anySpace = -3;

export class Tlb {
  readonly #page = new Float64Array(nSets).fill(empty);
  readonly #space = new Int32Array(nSets);
  readonly #lanes = new Int32Array(nSets * 2);
  /** Entries that may be cached; zero keeps what is not cached from being noticed. */
  #nCached = 0;

  /** The set that holds the translation, or -1. */
  find(space: number, page: number): number {
    const at = setOf(space, page);
    return this.#page[at] === page && this.#space[at] === space ? at : -1;
  }

  low(at: number): number {
    return this.#lanes[at * 2] as number;
  }

  high(at: number): number {
    return this.#lanes[at * 2 + 1] as number;
  }

  fill(space: number, page: number, low: number, high: number): void {
    const at = setOf(space, page);
    if (this.#page[at] === empty) this.#nCached++;
    this.#page[at] = page;
    this.#space[at] = space;
    this.#lanes[at * 2] = low;
    this.#lanes[at * 2 + 1] = high;
  }

  invalidatePage(space: number, page: number): void {
    const at = this.find(space, page);
    if (at >= 0) this.#drop(at);
  }

  /** Pages `from` up to and without `to`, of one space or of a group of them. */
  invalidateRange(space: number, from: number, to: number): void {
    if (this.#nCached === 0) return;
    for (let at = 0; at < nSets; at++) {
      const page = this.#page[at] as number;
      if (page !== empty && page >= from && page < to && inGroup(this.#space[at] as number, space))
        this.#drop(at);
    }
  }

  save(): SavedTlb {
    return { page: this.#page.slice(), space: this.#space.slice(), lanes: this.#lanes.slice() };
  }

  restore({ page, space, lanes }: SavedTlb): void {
    this.#page.set(page);
    this.#space.set(space);
    this.#lanes.set(lanes);
    this.#nCached = page.reduce((n, one) => n + (one === empty ? 0 : 1), 0);
  }

  #drop(at: number): void {
    this.#page[at] = empty;
    this.#nCached--;
  }
}

function setOf(space: number, page: number): number {
  return (page + space * 37) % nSets;
}

function inGroup(space: number, group: number): boolean {
  return group === anySpace || (group === anyUserSpace ? space !== 0 : group === space);
}
