/**
 * Who owns which physical page. There are no buddies: single pages come from a list of which the
 * page freed last is taken first, as from a CPU's own list; larger requests take the lowest aligned
 * run of free pages. So the same requests always get the same pages.
 */
import { invariant } from "#engine/base";
import { cite } from "./lazy-policy.ts";
import type { MmCounters, MmProblem, MmSink } from "./outcome.ts";

/** Answers of `take` that are no page. */
export const takeFailures = { planned: -1, exhausted: -2, tooLarge: -3 } as const;

export interface PageState {
  readonly status: "free" | "allocated" | "reserved" | "outside";
  /** Of the allocation that it belongs to. */
  readonly order: number;
  readonly count: number;
  readonly isPoisoned: boolean;
  /** Ordinal of the allocation that it was last part of, from 0; -1 for none. */
  readonly allocation: number;
  /** First page of that allocation. */
  readonly head: number;
  readonly mapCount: number;
}

export interface PageAllocatorOptions {
  readonly firstPfn: number;
  readonly nPages: number;
  readonly counters: MmCounters;
  readonly sink: MmSink;
  /** Ordinals of the attempts that fail, from 0. */
  readonly failing?: readonly number[];
  /** MAX_PAGE_ORDER, 10 unless told; CONFIG_ARCH_FORCE_MAX_ORDER changes it. */
  readonly maxOrder?: number;
}

export interface SavedAllocator {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly attempts: number;
  readonly nTaken: number;
  readonly nFree: number;
  readonly firstFree: number;
}

/** MAX_PAGE_ORDER without CONFIG_ARCH_FORCE_MAX_ORDER (include/linux/mmzone.h, 6.12). */
const usualMaxOrder = 10;
const free = 0;
const allocated = 1;
const reserved = 2;
/** Between `give` and `release`: freed for its callers, not on the list yet. */
const leaving = 3;

export class PageAllocator {
  readonly #firstPfn: number;
  readonly #nPages: number;
  readonly #counters: MmCounters;
  readonly #sink: MmSink;
  readonly #failing: ReadonlySet<number>;
  readonly #maxOrder: number;
  /** Three columns of bytes: status, order, poison. */
  readonly #bytes: Uint8Array;
  #saved: Pick<SavedAllocator, "bytes" | "words"> | undefined;
  readonly #status: Uint8Array;
  readonly #order: Uint8Array;
  readonly #poison: Uint8Array;
  /** Six columns of words. */
  readonly #words: Int32Array;
  readonly #count: Int32Array;
  readonly #allocation: Int32Array;
  readonly #head: Int32Array;
  readonly #mapCount: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  #attempts = 0;
  #nTaken = 0;
  #nFree = 0;
  #firstFree = -1;

  constructor({ firstPfn, nPages, counters, sink, failing, maxOrder }: PageAllocatorOptions) {
    this.#maxOrder = maxOrder ?? usualMaxOrder;
    this.#firstPfn = firstPfn;
    this.#nPages = nPages;
    this.#counters = counters;
    this.#sink = sink;
    this.#failing = new Set(failing ?? []);
    this.#bytes = new Uint8Array(nPages * 3);
    this.#status = this.#bytes.subarray(0, nPages);
    this.#order = this.#bytes.subarray(nPages, nPages * 2);
    this.#poison = this.#bytes.subarray(nPages * 2);
    this.#words = new Int32Array(nPages * 6);
    const column = (at: number) => this.#words.subarray(at * nPages, (at + 1) * nPages);
    this.#count = column(0);
    this.#allocation = column(1).fill(-1);
    this.#head = column(2).fill(-1);
    this.#mapCount = column(3);
    this.#next = column(4).fill(-1);
    this.#previous = column(5).fill(-1);
    for (let page = nPages - 1; page >= 0; page--) this.#push(page);
  }

  get nFree(): number {
    return this.#nFree;
  }

  /** How many requests there were, met or not. */
  get attempts(): number {
    return this.#attempts;
  }

  has(pfn: number): boolean {
    return pfn >= this.#firstPfn && pfn < this.#firstPfn + this.#nPages;
  }

  /** Keeps pages out of the list for good, such as those of page tables set up before the run. */
  reserve(pfn: number, nPages: number): void {
    for (let page = pfn - this.#firstPfn; page < pfn - this.#firstPfn + nPages; page++) {
      invariant(this.#status[page] === free, "a page is reserved once, while it is free");
      this.#unlink(page);
      this.#status[page] = reserved;
      this.#count[page] = 1;
    }
  }

  /** The first page, with a count of one, or one of `takeFailures`. */
  take(order: number): number {
    const attempt = this.#attempts++;
    if (order > this.#maxOrder || order < 0) return takeFailures.tooLarge;
    if (this.#failing.has(attempt)) return takeFailures.planned;
    const head = order === 0 ? this.#firstFree : this.#findRun(1 << order);
    if (head < 0) return takeFailures.exhausted;
    const serial = this.#nTaken++;
    for (let page = head; page < head + (1 << order); page++) {
      this.#unlink(page);
      this.#status[page] = allocated;
      this.#order[page] = order;
      this.#allocation[page] = serial;
      this.#head[page] = head;
      this.#count[page] = 0;
    }
    this.#count[head] = 1;
    this.#counters.allocations++;
    this.#sink.event("page-alloc", order, this.#firstPfn + head, "");
    return this.#firstPfn + head;
  }

  /**
   * Adds to the reference count and answers the new one. Taking a reference away that is not there
   * is told as a double free, answered with -1, and changes nothing.
   */
  changeCount(pfn: number, delta: number): number {
    const page = pfn - this.#firstPfn;
    const count = this.#count[page];
    if (count === undefined) {
      this.#tell(outsideProblem(pfn));
      return -1;
    }
    if (count + delta < 0) {
      this.#tell(doubleFreeProblem(pfn, this.#allocation[page] as number));
      return -1;
    }
    this.#count[page] = count + delta;
    return count + delta;
  }

  /**
   * Begins to free: false, told as a problem, when that is wrong and nothing is freed. The page is
   * nobody's from here on, and on the list from `release` on.
   */
  give(pfn: number, order: number): boolean {
    const page = pfn - this.#firstPfn;
    const status = this.#status[page];
    if (status === undefined || status === reserved) {
      this.#tell(outsideProblem(pfn));
      return false;
    }
    if (status !== allocated) {
      this.#tell(doubleFreeProblem(pfn, this.#allocation[page] as number));
      return false;
    }
    if (this.#head[page] !== page || this.#order[page] !== order) {
      this.#tell(wrongOrderProblem(pfn, order, this.#order[page] as number));
      return false;
    }
    const mapped = this.#findMapped(page, order);
    if (mapped >= 0) this.#tell(stillMappedProblem(this.#firstPfn + mapped));
    if ((this.#count[page] as number) > 0) this.#tell(stillHeldProblem(pfn));
    for (let one = page; one < page + (1 << order); one++) {
      this.#status[one] = leaving;
      this.#count[one] = 0;
    }
    this.#counters.frees++;
    this.#sink.event("page-free", order, pfn, "");
    return true;
  }

  /** Ends freeing: the pages may be taken again. */
  release(pfn: number, order: number): void {
    const page = pfn - this.#firstPfn;
    for (let one = page + (1 << order) - 1; one >= page; one--) {
      invariant(this.#status[one] === leaving, "pages are released once, after they were given");
      this.#push(one);
    }
  }

  /** Entries of page tables, the linear map's apart, that map it. */
  changeMapCount(pfn: number, delta: number): void {
    const page = pfn - this.#firstPfn;
    const count = this.#mapCount[page];
    if (count !== undefined) this.#mapCount[page] = Math.max(0, count + delta);
  }

  setPoisoned(pfn: number, isPoisoned: boolean): void {
    if (this.has(pfn)) this.#poison[pfn - this.#firstPfn] = isPoisoned ? 1 : 0;
  }

  /** False for a page on its way to the list, too. */
  isAllocated(pfn: number): boolean {
    return this.#status[pfn - this.#firstPfn] === allocated;
  }

  stateOf(pfn: number): PageState {
    const page = pfn - this.#firstPfn;
    const status = this.#status[page];
    if (status === undefined) {
      return {
        status: "outside",
        order: 0,
        count: 0,
        isPoisoned: false,
        allocation: -1,
        head: -1,
        mapCount: 0,
      };
    }
    const head = this.#head[page] as number;
    return {
      status: status === allocated ? "allocated" : status === reserved ? "reserved" : "free",
      order: this.#order[page] as number,
      count: this.#count[page] as number,
      isPoisoned: this.#poison[page] === 1,
      allocation: this.#allocation[page] as number,
      head: head < 0 ? -1 : this.#firstPfn + head,
      mapCount: this.#mapCount[page] as number,
    };
  }

  /** What has not changed since it was saved or restored last is not copied a second time. */
  save(): SavedAllocator {
    const before = this.#saved;
    const bytes =
      before !== undefined && isEqual(before.bytes, this.#bytes)
        ? before.bytes
        : this.#bytes.slice();
    const words =
      before !== undefined && isEqual(before.words, this.#words)
        ? before.words
        : this.#words.slice();
    this.#saved = { bytes, words };
    return {
      bytes,
      words,
      attempts: this.#attempts,
      nTaken: this.#nTaken,
      nFree: this.#nFree,
      firstFree: this.#firstFree,
    };
  }

  restore(saved: SavedAllocator): void {
    this.#saved = saved;
    this.#bytes.set(saved.bytes);
    this.#words.set(saved.words);
    this.#attempts = saved.attempts;
    this.#nTaken = saved.nTaken;
    this.#nFree = saved.nFree;
    this.#firstFree = saved.firstFree;
  }

  /** The lowest aligned run, or -1. */
  #findRun(length: number): number {
    const skew = this.#firstPfn % length;
    for (let from = (length - skew) % length; from + length <= this.#nPages; from += length) {
      let page = from;
      while (page < from + length && this.#status[page] === free) page++;
      if (page === from + length) return from;
    }
    return -1;
  }

  #findMapped(page: number, order: number): number {
    for (let one = page; one < page + (1 << order); one++) {
      if ((this.#mapCount[one] as number) > 0) return one;
    }
    return -1;
  }

  #push(page: number): void {
    const next = this.#firstFree;
    this.#status[page] = free;
    this.#next[page] = next;
    this.#previous[page] = -1;
    if (next >= 0) this.#previous[next] = page;
    this.#firstFree = page;
    this.#nFree++;
  }

  #unlink(page: number): void {
    const next = this.#next[page] as number;
    const previous = this.#previous[page] as number;
    if (previous >= 0) this.#next[previous] = next;
    else this.#firstFree = next;
    if (next >= 0) this.#previous[next] = previous;
    this.#nFree--;
  }

  #tell(problem: MmProblem): void {
    this.#sink.problem(problem);
  }
}

const freeCheck = cite("mm/page_alloc.c", "free_page_is_bad()", "6.12");
const putCheck = cite("include/linux/mm.h", "put_page_testzero()", "6.12");

function doubleFreeProblem(pfn: number, allocation: number): MmProblem {
  const was = allocation < 0 ? "was never allocated" : `is free; allocation ${allocation} held it`;
  return {
    kind: "double-free",
    isWrong: true,
    code: "double-free",
    message: `Page ${pfn} is freed, and ${was}.`,
    citations: [putCheck, freeCheck],
  };
}

function outsideProblem(pfn: number): MmProblem {
  return {
    kind: "double-free",
    isWrong: true,
    code: "free-of-foreign-page",
    message: `Page ${pfn} is freed, and is none of the page allocator's.`,
    citations: [freeCheck],
  };
}

function wrongOrderProblem(pfn: number, order: number, actual: number): MmProblem {
  return {
    kind: "double-free",
    isWrong: true,
    code: "free-of-part",
    message: `Page ${pfn} is freed with order ${order}; it belongs to an allocation of order ${actual}.`,
    citations: [freeCheck],
  };
}

function stillMappedProblem(pfn: number): MmProblem {
  return {
    kind: "rule-broken",
    isWrong: false,
    code: "free-while-mapped",
    message: `Page ${pfn} is freed while an entry of a page table still maps it.`,
    citations: [freeCheck],
  };
}

function stillHeldProblem(pfn: number): MmProblem {
  return {
    kind: "rule-broken",
    isWrong: true,
    code: "free-while-held",
    message: `Page ${pfn} is freed while a reference to it is held.`,
    citations: [freeCheck],
  };
}

function isEqual<T extends Int32Array | Uint8Array>(before: T, now: T): boolean {
  for (let at = 0; at < now.length; at++) if (before[at] !== now[at]) return false;
  return true;
}
