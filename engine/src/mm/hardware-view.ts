/**
 * What an access to a virtual page meets: the cached translation, or a walk of the tables as the
 * hardware sees them, compared with what the entry will be once nothing is owed.
 */
import type { LazyMmu } from "./lazy-mmu.ts";
import type { MmProblem } from "./outcome.ts";
import type { EntryReader, PageTables } from "./page-tables.ts";

/**
 * `spurious-fault`: the newest write made the page valid, and it is not in force yet.
 * `stale-pending`, `stale-tlb`: the access succeeds although the newest write forbids it, since that
 * write's effect is still owed, or since a translation was left in the cache.
 */
export type AccessResult =
  | "ok"
  | "spurious-fault"
  | "not-mapped"
  | "protected"
  | "stale-pending"
  | "stale-tlb";

/** Whether the hardware reaches a page now, and if it should not, through what. */
export type Reach = "mapped" | "pending" | "tlb" | "no";

export class HardwareView {
  readonly mmu: LazyMmu;
  readonly #spaces: PageTables[] = [];
  /** Upper entries as the hardware sees them. */
  readonly #visible: EntryReader;
  /** Upper entries as they will be once nothing is owed. */
  readonly #newest: EntryReader;
  /** The entry that the last access ended at, or -1. */
  lastSlot = -1;
  /** Meets the upper entries that it reads. */
  readonly #resolving: EntryReader;
  /** Of the last fault. */
  #lastSpace = 0;
  #lastPage = 0;

  constructor(mmu: LazyMmu) {
    this.mmu = mmu;
    this.#visible = {
      readLow: (slot) => mmu.visibleLow(slot),
      readHigh: (slot) => mmu.visibleHigh(slot),
    };
    this.#resolving = {
      readLow: (slot) => {
        mmu.core.pending.resolve(slot);
        return mmu.newestLow(slot);
      },
      readHigh: (slot) => mmu.newestHigh(slot),
    };
    this.#newest = {
      readLow: (slot) => mmu.newestLow(slot),
      readHigh: (slot) => mmu.newestHigh(slot),
    };
  }

  /** `space` is 0 for the kernel's tables, 1 and up for a process's. */
  addSpace(space: number, tables: PageTables): void {
    this.#spaces[space] = tables;
  }

  tablesOf(space: number): PageTables | undefined {
    return this.#spaces[space];
  }

  /** One access by the processor; fills the cache as the processor would. */
  access(space: number, page: number, isWrite: boolean): AccessResult {
    const { mmu } = this;
    const { format, tlb } = mmu.core;
    const cached = tlb.find(space, page);
    if (cached >= 0) {
      const low = tlb.low(cached);
      const high = tlb.high(cached);
      // A store through a read-only translation walks again.
      if (!isWrite || format.pteIsWritable(low, high)) {
        this.lastSlot = this.#slotOf(space, page);
        return this.#judge(low, high, true);
      }
      tlb.invalidatePage(space, page);
    }
    const slot = this.#visibleSlotOf(space, page);
    this.lastSlot = slot;
    if (slot < 0) return this.#missing(space, page);
    const low = mmu.visibleLow(slot);
    const high = mmu.visibleHigh(slot);
    if (!format.pteIsValid(low, high)) return this.#missing(space, page);
    if (isWrite && !format.pteIsWritable(low, high)) {
      const newLow = mmu.newestLow(slot);
      const newHigh = mmu.newestHigh(slot);
      return format.pteIsValid(newLow, newHigh) && format.pteIsWritable(newLow, newHigh)
        ? "spurious-fault"
        : "protected";
    }
    tlb.fill(space, page, low, high);
    if (!format.pteIsCached(low, high)) {
      // The first access puts a translation in the hash table, and says so in the entry.
      const entry = format.cached(low, high);
      mmu.core.store(slot, entry.low, entry.high);
    }
    // A table that was taken away, and is still walked, maps what nothing will map.
    if (mmu.nPending > 0 && this.#slotOf(space, page) !== slot) return "stale-pending";
    return this.#judge(low, high, false);
  }

  /** As `access` would find it, with no trace left. */
  reach(space: number, page: number): Reach {
    const { mmu } = this;
    const { format, tlb } = mmu.core;
    const slot = this.#slotOf(space, page);
    if (slot >= 0 && format.pteIsValid(mmu.newestLow(slot), mmu.newestHigh(slot))) return "mapped";
    const seen = this.#visibleSlotOf(space, page);
    if (seen >= 0 && format.pteIsValid(mmu.visibleLow(seen), mmu.visibleHigh(seen))) {
      return "pending";
    }
    return tlb.find(space, page) >= 0 ? "tlb" : "no";
  }

  /** What the processor's handler does behind a spurious fault; false when the kernel stops. */
  afterSpuriousFault(): boolean {
    const { spuriousFault, postpones } = this.mmu.policy;
    if (postpones === "barriers") {
      // Taking the exception synchronised the context, and the handler saw the translation.
      const { pending } = this.mmu.core;
      pending.resolve(this.lastSlot);
      this.#spaces[this.#lastSpace]?.findSlot(this.#lastPage, this.#resolving);
    }
    return spuriousFault.goesOn;
  }

  /** The problem that a result is, or undefined for `ok`; `what` names the memory touched. */
  describe(result: AccessResult, what: string): MmProblem | undefined {
    const { policy } = this.mmu;
    switch (result) {
      case "ok":
        return undefined;
      case "spurious-fault":
        return {
          kind: "spurious-fault",
          isWrong: true,
          code: "spurious-fault",
          message: `${what} is mapped by a write that is not in force yet. ${policy.spuriousFault.consequence}`,
          citations: [...policy.spuriousFault.citations, ...policy.citations],
        };
      case "stale-pending":
        return {
          kind: "lost-detection",
          isWrong: true,
          code: "lost-detection-pending",
          message: `${what} is no longer mapped, and the access succeeds: the section still owes the update.`,
          citations: policy.citations,
        };
      case "stale-tlb":
        return {
          kind: "lost-detection",
          isWrong: true,
          code: "lost-detection-tlb",
          message: `${what} is no longer mapped, and the access succeeds through a translation that was not flushed. This is not a matter of lazy MMU mode.`,
          citations: [],
        };
      case "protected":
        return unmapped(`${what} is mapped read-only, and written to.`, "write-protected");
      case "not-mapped":
        return unmapped(`${what} is not mapped.`, "unmapped-access");
    }
  }

  /** Whether an access that succeeds ought to, by the newest value of the entry. */
  #judge(low: number, high: number, isCached: boolean): AccessResult {
    const { mmu, lastSlot: slot } = this;
    const { format } = mmu.core;
    if (slot < 0) return "stale-tlb";
    const pfn = format.ptePfn(low, high);
    const newLow = mmu.newestLow(slot);
    const newHigh = mmu.newestHigh(slot);
    if (format.pteIsValid(newLow, newHigh) && format.ptePfn(newLow, newHigh) === pfn) return "ok";
    if (!isCached) return "stale-pending";
    const seenLow = mmu.visibleLow(slot);
    const seenHigh = mmu.visibleHigh(slot);
    const isSeen = format.pteIsValid(seenLow, seenHigh) && format.ptePfn(seenLow, seenHigh) === pfn;
    return isSeen ? "stale-pending" : "stale-tlb";
  }

  /** The walk ended at nothing valid: would it, with all writes in force? */
  #missing(space: number, page: number): AccessResult {
    const { mmu } = this;
    const slot = this.#slotOf(space, page);
    if (slot < 0) return "not-mapped";
    this.lastSlot = slot;
    this.#lastSpace = space;
    this.#lastPage = page;
    const isValid = mmu.core.format.pteIsValid(mmu.newestLow(slot), mmu.newestHigh(slot));
    return isValid ? "spurious-fault" : "not-mapped";
  }

  /** The entry that maps the page once nothing is owed, or -1. */
  #slotOf(space: number, page: number): number {
    const tables = this.#spaces[space];
    if (tables === undefined) return -1;
    return this.mmu.nPending === 0 ? tables.findSlot(page) : tables.findSlot(page, this.#newest);
  }

  /** The entry that the hardware's walk ends at, or -1. */
  #visibleSlotOf(space: number, page: number): number {
    if (this.mmu.nPending === 0) return this.#slotOf(space, page);
    return this.#spaces[space]?.findSlot(page, this.#visible) ?? -1;
  }
}

function unmapped(message: string, code: string): MmProblem {
  return { kind: "unmapped-access", isWrong: true, code, message, citations: [] };
}
