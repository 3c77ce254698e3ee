/**
 * What lazy policies work on: the state of one task on one CPU, and the few things that hooks do.
 *
 * State is plain numbers and booleans, so a copy of it (with the pending records) is a checkpoint.
 */
import type { ExecutionContext } from "./execution-context.ts";
import { type Citation, type MmSink, newCounters } from "./outcome.ts";
import { PendingEntries, recordKinds } from "./pending-entries.ts";
import type { PhysicalMemory } from "./physical-memory.ts";
import type { TableFormat } from "./table-format.ts";
import type { Tlb } from "./tlb.ts";

/** Of init_mm; user address spaces are 1 and up. */
export const kernelSpace = 0;

export interface LazyState {
  /** TIF_LAZY_MMU, the CPU's `active`, or Xen's mode being MMU. */
  isLazy: boolean;
  /** Xen's mode is CPU: a context switch is under way. */
  isCpuMode: boolean;
  /** TIF_LAZY_MMU_PENDING: a barrier pair is owed. */
  isPending: boolean;
  /** xen_lazy_nesting. */
  nesting: number;
  /** current->lazy_mmu_state of 7.0: bytes, which wrap. */
  enableCount: number;
  pauseCount: number;
  /** What the records of a batch have in common. */
  batchKey: number;
  /** The multicall buffer: entries, bytes of arguments, and the last operation. */
  mcEntries: number;
  mcBytes: number;
  mcLastOp: number;
  /** Physical addresses of the entries that a section was announced for (s390, proposed). */
  hintFrom: number;
  hintTo: number;
  /** A DSB was executed since the last store whose barrier is owed. */
  isOrdered: boolean;
  /** Invalidations done one by one, outside of a batch. */
  singleFlushes: number;
  /** Times that a batch or queue took effect. */
  drains: number;
}

function newLazyState(): LazyState {
  return {
    isLazy: false,
    isCpuMode: false,
    isPending: false,
    nesting: 0,
    enableCount: 0,
    pauseCount: 0,
    batchKey: 0,
    mcEntries: 0,
    mcBytes: 0,
    mcLastOp: 0,
    hintFrom: 0,
    hintTo: 0,
    isOrdered: false,
    singleFlushes: 0,
    drains: 0,
  };
}

export interface CoreOptions {
  readonly memory: PhysicalMemory;
  readonly format: TableFormat;
  readonly context: ExecutionContext;
  readonly tlb: Tlb;
  readonly sink: MmSink;
  readonly pageByteSize: number;
}

export class LazyCore {
  readonly memory: PhysicalMemory;
  readonly format: TableFormat;
  readonly context: ExecutionContext;
  readonly tlb: Tlb;
  readonly sink: MmSink;
  readonly pageByteSize: number;
  readonly state = newLazyState();
  readonly pending = new PendingEntries();
  readonly counters = newCounters();
  /** True once a BUG() was hit: the kernel has stopped. */
  isStopped = false;
  readonly #isWide: boolean;

  constructor({ memory, format, context, tlb, sink, pageByteSize }: CoreOptions) {
    this.pageByteSize = pageByteSize;
    this.memory = memory;
    this.format = format;
    this.context = context;
    this.tlb = tlb;
    this.sink = sink;
    this.#isWide = format.entryByteSize("pte") === 8;
  }

  store(slot: number, low: number, high: number): void {
    if (this.#isWide) this.memory.write(slot, low, high);
    else this.memory.writeLow(slot, low);
  }

  readHigh(slot: number): number {
    return this.#isWide ? this.memory.readHigh(slot) : 0;
  }

  /** is_lazy_mmu_mode_active() of 7.0. */
  isCountedActive(): boolean {
    const { enableCount, pauseCount } = this.state;
    return enableCount > 0 && pauseCount === 0 && !this.context.inInterrupt();
  }

  /** DSB ISHST and ISB: every store before is seen by the walker. */
  barrierPair(slot: number, note: string): void {
    this.counters.barriers++;
    this.pending.clear();
    this.state.isOrdered = false;
    this.sink.event("barrier", 0, slot, note);
  }

  /** One old translation is invalidated at once. */
  singleFlush(slot: number, space: number, page: number, note: string): void {
    this.counters.flushes++;
    this.state.singleFlushes++;
    if (page >= 0) this.tlb.invalidatePage(space, page);
    this.sink.event("tlb-flush", 1, slot, note);
  }

  /** All records of a batch of invalidations are carried out. */
  drainInvalidations(note: string): void {
    const { pending } = this;
    const { n } = pending;
    if (n === 0) return;
    for (let at = 0; at < n; at++) {
      const page = pending.page[at] as number;
      if (page >= 0) this.tlb.invalidatePage(pending.space[at] as number, page);
    }
    pending.clear();
    this.counters.flushes++;
    this.state.drains++;
    this.sink.event("drain", n, -1, note);
  }

  /** The multicall queue is carried out, in order. */
  drainQueue(note: string): void {
    const { pending, state } = this;
    if (state.mcEntries === 0) return;
    const { n } = pending;
    for (let at = 0; at < n; at++) {
      if (pending.kind[at] === recordKinds.tlbFlush) {
        const space = pending.space[at] as number;
        this.tlb.invalidateRange(space, pending.slot[at] as number, pending.page[at] as number);
      } else {
        this.store(pending.slot[at] as number, pending.newLow(at), pending.newHigh(at));
      }
    }
    pending.clear();
    state.mcEntries = 0;
    state.mcBytes = 0;
    state.mcLastOp = 0;
    state.drains++;
    this.counters.hypercalls++;
    this.sink.event("hypercall", n, -1, note);
    this.sink.event("drain", n, -1, note);
  }

  /** Writes kept back in a cache are carried out. */
  applyWrites(note: string): void {
    const { pending } = this;
    const { n } = pending;
    if (n === 0) return;
    for (let at = 0; at < n; at++) {
      this.store(pending.slot[at] as number, pending.newLow(at), pending.newHigh(at));
      const page = pending.page[at] as number;
      if (page >= 0) this.tlb.invalidatePage(pending.space[at] as number, page);
    }
    pending.clear();
    this.counters.flushes++;
    this.state.drains++;
    this.sink.event("drain", n, -1, note);
  }

  warn(message: string): void {
    this.sink.event("warning", 0, -1, message);
  }

  /** BUG(): nothing goes on behind it. */
  bug(
    kind: "nested-entry-bug" | "kernel-bug",
    message: string,
    citations: readonly Citation[],
  ): void {
    this.isStopped = true;
    this.sink.problem({ kind, isWrong: true, code: kind, message, citations });
  }
}
