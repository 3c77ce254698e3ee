/**
 * Which object an address lies in: the image's objects, blocks that hosts have made, and the stack.
 *
 * Addresses are plain numbers here, exact below 2^53; only the ISO profile asks, whose programs lie
 * there.
 */
export interface FoundObject {
  readonly start: number;
  readonly byteSize: number;
}

export class ObjectTable {
  /** Sorted; neighbours are apart, so that one past an end belongs to one object only. */
  #starts: number[] = [];
  #sizes: number[] = [];
  #last = 0;

  /** Adds an object, or gives the one that starts there its size; cheap when it lies above all others. */
  add(start: number, byteSize: number): void {
    const at = this.#after(start);
    if (this.#starts[at - 1] === start) {
      this.#sizes[at - 1] = byteSize;
    } else if (at === this.#starts.length) {
      this.#starts.push(start);
      this.#sizes.push(byteSize);
    } else {
      this.#starts.splice(at, 0, start);
      this.#sizes.splice(at, 0, byteSize);
    }
  }

  /** The object that holds the address or ends at it. */
  find(address: number): FoundObject | undefined {
    const last = this.#starts[this.#last];
    if (last !== undefined && address >= last && address <= last + this.#sizeAt(this.#last)) {
      return { start: last, byteSize: this.#sizeAt(this.#last) };
    }
    const at = this.#after(address) - 1;
    const start = this.#starts[at];
    if (start === undefined || address > start + this.#sizeAt(at)) return undefined;
    this.#last = at;
    return { start, byteSize: this.#sizeAt(at) };
  }

  save(): unknown {
    return { starts: this.#starts.slice(), sizes: this.#sizes.slice() };
  }

  restore(state: unknown): void {
    const { starts, sizes } = state as { starts: number[]; sizes: number[] };
    this.#starts = starts.slice();
    this.#sizes = sizes.slice();
    this.#last = 0;
  }

  #sizeAt(index: number): number {
    return this.#sizes[index] as number;
  }

  /** The index of the first object that starts above the address. */
  #after(address: number): number {
    let from = 0;
    let to = this.#starts.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#starts[middle] as number) <= address) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
