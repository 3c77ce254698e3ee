/**
 * From pages of 64-bit addresses to two small numbers, in one typed array: an open-addressed hash.
 *
 * An entry is four lanes: the page's address (low lane without its twelve offset bits, plus one so
 * that zero means free; high lane) and the two numbers. Entries are never taken out, only emptied.
 */
const laneCount = 4;

export class PageMap {
  #entries = new Int32Array(laneCount * 256);
  #count = 0;
  /** Two equal versions are of the same content. */
  version = 0;
  #nextVersion = 1;

  /** The index of the page's entry, or -1. The entry may be an emptied one. */
  find(low: number, high: number): number {
    const entries = this.#entries;
    const mask = entries.length - 1;
    const tag = (low & -4096) | 1;
    for (let at = start(low, high) & mask; ; at = (at + laneCount) & mask) {
      const found = entries[at] as number;
      if (found === tag && entries[at + 1] === high) return at;
      if (found === 0) return -1;
    }
  }

  /** The first number of a page, or -1 when it has none. */
  get(low: number, high: number): number {
    const at = this.find(low, high);
    return at < 0 ? -1 : (this.#entries[at + 2] as number);
  }

  first(at: number): number {
    return this.#entries[at + 2] as number;
  }

  second(at: number): number {
    return this.#entries[at + 3] as number;
  }

  set(low: number, high: number, first: number, second: number): void {
    this.version = this.#nextVersion++;
    let at = this.find(low, high);
    if (at < 0) {
      if ((this.#count + 1) * laneCount * 2 > this.#entries.length) this.#grow();
      at = this.#insert((low & -4096) | 1, high);
    }
    this.#entries[at + 2] = first;
    this.#entries[at + 3] = second;
  }

  /** Empties a page's entry: its first number is -1 then. */
  remove(low: number, high: number): void {
    if (this.get(low, high) >= 0) this.set(low, high, -1, 0);
  }

  clear(): void {
    if (this.#count === 0) return;
    this.version = this.#nextVersion++;
    this.#entries.fill(0);
    this.#count = 0;
  }

  /** Calls for every entry that is not emptied, in no order that means anything. */
  forEach(visit: (low: number, high: number, first: number, second: number) => void): void {
    const entries = this.#entries;
    for (let at = 0; at < entries.length; at += laneCount) {
      const tag = entries[at] as number;
      const first = entries[at + 2] as number;
      if (tag !== 0 && first >= 0)
        visit(tag & -4096, entries[at + 1] as number, first, entries[at + 3] as number);
    }
  }

  save(): Int32Array {
    return this.#entries.slice();
  }

  restore(saved: Int32Array, version: number): void {
    this.version = version;
    this.#entries = saved.slice() as Int32Array<ArrayBuffer>;
    this.#count = 0;
    for (let at = 0; at < saved.length; at += laneCount) if (saved[at] !== 0) this.#count++;
  }

  #insert(tag: number, high: number): number {
    const entries = this.#entries;
    const mask = entries.length - 1;
    let at = start(tag, high) & mask;
    while (entries[at] !== 0) at = (at + laneCount) & mask;
    entries[at] = tag;
    entries[at + 1] = high;
    this.#count++;
    return at;
  }

  #grow(): void {
    const old = this.#entries;
    this.#entries = new Int32Array(old.length * 2);
    this.#count = 0;
    for (let from = 0; from < old.length; from += laneCount) {
      if (old[from] === 0 || (old[from + 2] as number) < 0) continue;
      const at = this.#insert(old[from] as number, old[from + 1] as number);
      this.#entries[at + 2] = old[from + 2] as number;
      this.#entries[at + 3] = old[from + 3] as number;
    }
  }
}

/** Where the search for a page begins; neighbours in memory are neighbours here. */
function start(low: number, high: number): number {
  return (((low >>> 12) + Math.imul(high, 0x9e3779b1)) | 0) * laneCount;
}
