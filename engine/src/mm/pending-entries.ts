/**
 * What a lazy section owes: records in the order in which they were made, found again by slot.
 *
 * A record keeps the entry as the hardware still sees it (`old`) and as it is to become (`new`).
 * All is in typed arrays; emptying it costs nothing, since the index is stamped with an epoch.
 */

/** A write of an entry, an invalidation of translations in the queue, or a record already met. */
export const recordKinds = { write: 0, tlbFlush: 1, done: 2 } as const;

export interface SavedPending {
  readonly n: number;
  readonly kind: Uint8Array;
  readonly slot: Float64Array;
  readonly page: Float64Array;
  readonly space: Int32Array;
  readonly lanes: Int32Array;
}

const lanesPerRecord = 4;

export class PendingEntries {
  n = 0;
  kind = new Uint8Array(64);
  /** Physical address of the entry; of a flush, the first page. */
  slot = new Float64Array(64);
  /** Virtual page of the entry, or -1; of a flush, the page behind the last. */
  page = new Float64Array(64);
  space = new Int32Array(64);
  /** Old low, old high, new low, new high. */
  lanes = new Int32Array(64 * lanesPerRecord);

  /** Open addressing: the record of a slot, valid when its stamp is the epoch. */
  #indexOf = new Int32Array(256);
  #stamps = new Int32Array(256);
  #epoch = 1;

  add(
    slot: number,
    oldLow: number,
    oldHigh: number,
    newLow: number,
    newHigh: number,
    space: number,
    page: number,
  ): void {
    const at = this.#append(recordKinds.write, slot, page, space);
    const lane = at * lanesPerRecord;
    this.lanes[lane] = oldLow;
    this.lanes[lane + 1] = oldHigh;
    this.lanes[lane + 2] = newLow;
    this.lanes[lane + 3] = newHigh;
    this.#put(slot, at);
  }

  addFlush(from: number, to: number, space: number): void {
    this.#append(recordKinds.tlbFlush, from, to, space);
  }

  /** The newest record of the slot that is not done, or -1. */
  find(slot: number): number {
    if (this.n === 0) return -1;
    const mask = this.#indexOf.length - 1;
    for (let cell = hash(slot) & mask; ; cell = (cell + 1) & mask) {
      if (this.#stamps[cell] !== this.#epoch) return -1;
      const at = this.#indexOf[cell] as number;
      if (this.slot[at] === slot) return this.kind[at] === recordKinds.write ? at : -1;
    }
  }

  /** The slot's newest record is met; it stays in its place. */
  resolve(slot: number): void {
    const at = this.find(slot);
    if (at >= 0) this.kind[at] = recordKinds.done;
  }

  oldLow(at: number): number {
    return this.lanes[at * lanesPerRecord] as number;
  }
  oldHigh(at: number): number {
    return this.lanes[at * lanesPerRecord + 1] as number;
  }
  newLow(at: number): number {
    return this.lanes[at * lanesPerRecord + 2] as number;
  }
  newHigh(at: number): number {
    return this.lanes[at * lanesPerRecord + 3] as number;
  }

  clear(): void {
    this.n = 0;
    this.#epoch++;
    if (this.#epoch === 0x7fff_ffff) {
      this.#stamps.fill(0);
      this.#epoch = 1;
    }
  }

  save(): SavedPending {
    const { n } = this;
    return {
      n,
      kind: this.kind.slice(0, n),
      slot: this.slot.slice(0, n),
      page: this.page.slice(0, n),
      space: this.space.slice(0, n),
      lanes: this.lanes.slice(0, n * lanesPerRecord),
    };
  }

  restore(saved: SavedPending): void {
    this.clear();
    for (let at = 0; at < saved.n; at++) {
      const kind = saved.kind[at] as number;
      this.#append(
        kind,
        saved.slot[at] as number,
        saved.page[at] as number,
        saved.space[at] as number,
      );
      for (let lane = at * lanesPerRecord; lane < (at + 1) * lanesPerRecord; lane++) {
        this.lanes[lane] = saved.lanes[lane] as number;
      }
      if (kind !== recordKinds.tlbFlush) this.#put(saved.slot[at] as number, at);
    }
  }

  #append(kind: number, slot: number, page: number, space: number): number {
    if (this.n === this.slot.length) this.#grow();
    const at = this.n++;
    this.kind[at] = kind;
    this.slot[at] = slot;
    this.page[at] = page;
    this.space[at] = space;
    return at;
  }

  #put(slot: number, at: number): void {
    const mask = this.#indexOf.length - 1;
    let cell = hash(slot) & mask;
    while (
      this.#stamps[cell] === this.#epoch &&
      this.slot[this.#indexOf[cell] as number] !== slot
    ) {
      cell = (cell + 1) & mask;
    }
    this.#stamps[cell] = this.#epoch;
    this.#indexOf[cell] = at;
  }

  #grow(): void {
    const size = this.slot.length * 2;
    this.kind = copied(this.kind, new Uint8Array(size));
    this.slot = copied(this.slot, new Float64Array(size));
    this.page = copied(this.page, new Float64Array(size));
    this.space = copied(this.space, new Int32Array(size));
    this.lanes = copied(this.lanes, new Int32Array(size * lanesPerRecord));
    // Four cells a record keep chains short.
    this.#indexOf = new Int32Array(size * 4);
    this.#stamps = new Int32Array(size * 4);
    this.#epoch = 1;
    for (let at = 0; at < this.n; at++) {
      if (this.kind[at] !== recordKinds.tlbFlush) this.#put(this.slot[at] as number, at);
    }
  }
}

function hash(slot: number): number {
  return Math.imul(slot * 0.125, 0x9e37_79b1) >>> 7;
}

function copied<T extends Uint8Array | Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
