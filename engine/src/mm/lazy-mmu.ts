/**
 * Lazy MMU mode as the kernel's code meets it: sections, writes of entries, and what is lost when
 * an inner section ends an outer one.
 *
 * Two interfaces open sections. Classic trees call the hooks (`enter`, `leave`, `flush`); from 7.0
 * on, `enable`, `disable`, `pause` and `resume` count and call the hooks. `enterSection` and
 * `leaveSection` take the policy's own.
 */
import { type CoreOptions, LazyCore, type LazyState } from "./lazy-core.ts";
import type { LazyPolicy } from "./lazy-policy.ts";
import { setCodes } from "./lazy-policy.ts";
import { LostBatchingMeter, type SavedMeter } from "./lost-batching.ts";
import type { MmCounters, MmLostBatching, MmProblem } from "./outcome.ts";
import type { SavedPending } from "./pending-entries.ts";

export interface SavedLazyMmu {
  readonly state: LazyState;
  readonly pending: SavedPending;
  readonly counters: MmCounters;
  readonly meter: SavedMeter;
  readonly isStopped: boolean;
  readonly depth: number;
  readonly nPaused: number;
}

const byteMax = 255;

export class LazyMmu {
  readonly policy: LazyPolicy;
  readonly core: LazyCore;
  /** The entry before the last write, as the kernel's code reads it. */
  oldLow = 0;
  oldHigh = 0;
  readonly #meter: LostBatchingMeter;
  /** Sections open in the caller's eyes, whatever the policy makes of them. */
  #depth = 0;
  /** Of `pause` on a tree that does not count. */
  #nPaused = 0;

  constructor(policy: LazyPolicy, options: CoreOptions) {
    this.policy = policy;
    this.core = new LazyCore(options);
    this.#meter = new LostBatchingMeter(policy, this.core);
  }

  get counters(): MmCounters {
    return this.core.counters;
  }

  get depth(): number {
    return this.#depth;
  }

  /** What was lost so far, an open outer section included. */
  get lost(): MmLostBatching {
    return this.#meter.current();
  }

  /** The kernel hit a BUG(): stop the run. */
  get isStopped(): boolean {
    return this.core.isStopped;
  }

  /** Updates that are not in force yet. */
  get nPending(): number {
    return this.core.pending.n;
  }

  /** is_lazy_mmu_mode_active(), or whether setters postpone now. */
  isActive(): boolean {
    return this.policy.isActive(this.core);
  }

  // ---- sections ----

  enterSection(): void {
    if (this.policy.isCounted) this.enable();
    else this.enter();
  }

  leaveSection(): void {
    if (this.policy.isCounted) this.disable();
    else this.leave();
  }

  /** arch_enter_lazy_mmu_mode() of a classic tree. */
  enter(): void {
    const { core, policy } = this;
    if (this.#isIgnored("section-enter")) return;
    core.sink.event("section-enter", this.#depth + 1, -1, policy.id);
    core.counters.sections++;
    if (this.#depth === 0) this.#meter.begin();
    this.#depth++;
    policy.enter(core);
  }

  /** arch_leave_lazy_mmu_mode() of a classic tree. */
  leave(): void {
    const { core, policy } = this;
    if (this.#isIgnored("section-leave")) return;
    core.sink.event("section-leave", Math.max(0, this.#depth - 1), -1, policy.id);
    policy.leave(core);
    this.#meter.settle();
    if (this.#depth > 0) this.#depth--;
    if (this.#depth === 0) this.#meter.end();
    else if (policy.endsBatching && !core.state.isLazy) this.#meter.noteEnded();
  }

  /** arch_flush_lazy_mmu_mode(), called by code of the architecture. */
  flush(): void {
    if (this.#isIgnored("section-flush")) return;
    this.core.sink.event("section-flush", this.#depth, -1, this.policy.id);
    this.policy.flush(this.core);
    this.#meter.settle();
  }

  /** lazy_mmu_mode_enable() (include/linux/pgtable.h, 7.0). */
  enable(): void {
    const { core, policy } = this;
    const { state, sink } = core;
    if (!policy.isCounted) return;
    if (core.context.inInterrupt() || state.pauseCount > 0) {
      sink.event("section-enter", this.#depth, -1, "ignored");
      return;
    }
    if (state.enableCount === byteMax) core.warn("lazy_mmu_mode_enable(): the count is full");
    const was = state.enableCount;
    state.enableCount = (was + 1) & byteMax;
    this.#depth = state.enableCount;
    sink.event("section-enter", state.enableCount, -1, policy.id);
    core.counters.sections++;
    if (was === 0) this.#meter.begin();
    if (was === 0) policy.enter(core);
  }

  /** lazy_mmu_mode_enable_with_ptes() of the s390 proposal: the entries that the section is for. */
  enableWithPtes(fromSlot: number, toSlot: number): void {
    const { state } = this.core;
    if (this.policy.isCounted && state.enableCount === 0 && !this.core.context.inInterrupt()) {
      state.hintFrom = fromSlot;
      state.hintTo = toSlot;
    }
    this.enterSection();
  }

  /** lazy_mmu_mode_disable(). */
  disable(): void {
    const { core, policy } = this;
    const { state, sink } = core;
    if (!policy.isCounted) return;
    if (core.context.inInterrupt() || state.pauseCount > 0) {
      sink.event("section-leave", this.#depth, -1, "ignored");
      return;
    }
    if (state.enableCount === 0) core.warn("lazy_mmu_mode_disable(): no section is open");
    state.enableCount = (state.enableCount - 1) & byteMax;
    this.#depth = state.enableCount;
    sink.event("section-leave", state.enableCount, -1, policy.id);
    if (state.enableCount === 0) policy.leave(core);
    else policy.flush(core);
    this.#meter.settle();
    if (state.enableCount === 0) this.#meter.end();
  }

  /**
   * lazy_mmu_mode_pause(). A tree that does not count has no such call; there the hooks are called
   * as code of that time did it, leaving and entering again.
   */
  pause(): void {
    const { core, policy } = this;
    const { state, sink } = core;
    if (core.context.inInterrupt()) {
      sink.event("section-pause", 0, -1, "ignored");
      return;
    }
    if (!policy.isCounted) {
      sink.event("section-pause", ++this.#nPaused, -1, policy.id);
      if (this.#nPaused === 1 && this.#depth > 0) policy.leave(core);
      return;
    }
    if (state.pauseCount === byteMax) core.warn("lazy_mmu_mode_pause(): the count is full");
    const was = state.pauseCount;
    state.pauseCount = (was + 1) & byteMax;
    sink.event("section-pause", state.pauseCount, -1, policy.id);
    if (was === 0 && state.enableCount > 0) policy.leave(core);
  }

  /** lazy_mmu_mode_resume(). */
  resume(): void {
    const { core, policy } = this;
    const { state, sink } = core;
    if (core.context.inInterrupt()) {
      sink.event("section-resume", 0, -1, "ignored");
      return;
    }
    if (!policy.isCounted) {
      const wasPaused = this.#nPaused > 0;
      if (wasPaused) this.#nPaused--;
      sink.event("section-resume", this.#nPaused, -1, policy.id);
      if (wasPaused && this.#nPaused === 0 && this.#depth > 0) policy.enter(core);
      return;
    }
    if (state.pauseCount === 0) core.warn("lazy_mmu_mode_resume(): nothing is paused");
    state.pauseCount = (state.pauseCount - 1) & byteMax;
    sink.event("section-resume", state.pauseCount, -1, policy.id);
    if (state.pauseCount === 0 && state.enableCount > 0) policy.enter(core);
  }

  /** The task is switched out and in again; false where preemption is off, so that it cannot be. */
  switchTask(): boolean {
    if (this.core.context.isAtomic()) return false;
    this.policy.switchTask(this.core);
    return true;
  }

  // ---- writes ----

  /** set_pte(), set_pte_at(), one entry of set_ptes(). Answers one of `setCodes`. */
  setPte(slot: number, low: number, high: number, space: number, page: number): number {
    this.#readOld(slot);
    const { core, oldLow, oldHigh } = this;
    return this.#count(this.policy.setPte(core, slot, low, high, oldLow, oldHigh, space, page));
  }

  /** pte_clear(); s390's empty entry is not zero. */
  clearPte(slot: number, space: number, page: number): number {
    this.#readOld(slot);
    const { core, oldLow, oldHigh } = this;
    const { low, high } = core.format.emptyEntry("pte");
    return this.#count(this.policy.clearPte(core, slot, low, high, oldLow, oldHigh, space, page));
  }

  /** ptep_get_and_clear(): what was read is left in `oldLow` and `oldHigh`. */
  getAndClearPte(slot: number, space: number, page: number): number {
    const { low, high } = this.core.format.emptyEntry("pte");
    return this.exchangePte(slot, low, high, space, page);
  }

  /** An atomic read-modify-write that ends in the entry given. */
  exchangePte(slot: number, low: number, high: number, space: number, page: number): number {
    this.#readOld(slot);
    const { core, oldLow, oldHigh } = this;
    return this.#count(this.policy.updatePte(core, slot, low, high, oldLow, oldHigh, space, page));
  }

  /** pte_update(), ptep_set_wrprotect() and the like: bits cleared, then bits set. */
  updatePte(
    slot: number,
    clearLow: number,
    clearHigh: number,
    setLow: number,
    setHigh: number,
    space: number,
    page: number,
  ): number {
    const low = (this.readPteLow(slot) & ~clearLow) | setLow;
    const high = (this.readPteHigh(slot) & ~clearHigh) | setHigh;
    return this.exchangePte(slot, low, high, space, page);
  }

  /**
   * set_pmd() and so on. `mustComplete` says that the architecture completes it like a valid kernel
   * entry (arm64: a valid PMD or PUD entry, any P4D or PGD entry).
   */
  setTable(slot: number, low: number, high: number, mustComplete: boolean): number {
    return this.#count(this.policy.setTable(this.core, slot, low, high, mustComplete));
  }

  /** A plain store to an entry, such as __set_pte_nosync(): takes part in nothing. */
  storePlain(slot: number, low: number, high: number): void {
    this.#readOld(slot);
    this.core.store(slot, low, high);
    this.core.counters.pteWrites++;
    if (this.policy.postpones === "barriers") this.core.pending.resolve(slot);
  }

  flushTlb(space: number, from: number, to: number): void {
    this.policy.flushTlb(this.core, space, from, to);
  }

  /** mmu_gather's tlb_flush(): carries out a batch of invalidations (hash__tlb_flush(), 6.12). */
  flushGather(): void {
    if (this.policy.postpones === "invalidations") this.core.drainInvalidations("mmu_gather");
  }

  /** A barrier of the kernel's own code, by its name as written: "dsb ishst", "isb". */
  barrier(name: string): void {
    const { state, pending } = this.core;
    if (this.policy.postpones !== "barriers") return;
    if (name.startsWith("dsb")) state.isOrdered = true;
    else if (name.startsWith("isb") && state.isOrdered) pending.clear();
  }

  // ---- what is where ----

  /** Whether reading the entry now gives a value that is about to change (the read hazard). */
  isStale(slot: number): boolean {
    return this.policy.postpones === "writes" && this.core.pending.find(slot) >= 0;
  }

  /** The entry as ptep_get() gives it. */
  readPteLow(slot: number): number {
    return this.policy.readsBack ? this.newestLow(slot) : this.core.memory.readLow(slot);
  }
  readPteHigh(slot: number): number {
    return this.policy.readsBack ? this.newestHigh(slot) : this.core.readHigh(slot);
  }

  /** The problem that a plain load of the entry is now, or undefined. */
  findStaleRead(slot: number): MmProblem | undefined {
    const at = this.#recordOfNew(slot);
    if (at < 0) return undefined;
    const { memory, pending } = this.core;
    const isSame =
      memory.readLow(slot) === pending.newLow(at) &&
      this.core.readHigh(slot) === pending.newHigh(at);
    if (isSame) return undefined;
    return {
      kind: "stale-read",
      isWrong: true,
      code: "stale-read",
      message:
        "An entry is read while a write to it waits in the queue: the old value is what is read.",
      citations: [
        {
          file: "include/linux/pgtable.h",
          name: "comment above arch_enter_lazy_mmu_mode()",
          release: "6.12",
        },
        ...this.policy.citations,
      ],
    };
  }

  /** The entry as the hardware sees it. */
  visibleLow(slot: number): number {
    const at = this.#recordOfOld(slot);
    return at < 0 ? this.core.memory.readLow(slot) : this.core.pending.oldLow(at);
  }
  visibleHigh(slot: number): number {
    const at = this.#recordOfOld(slot);
    return at < 0 ? this.core.readHigh(slot) : this.core.pending.oldHigh(at);
  }

  /** The entry as it will be once nothing is owed. */
  newestLow(slot: number): number {
    const at = this.#recordOfNew(slot);
    return at < 0 ? this.core.memory.readLow(slot) : this.core.pending.newLow(at);
  }
  newestHigh(slot: number): number {
    const at = this.#recordOfNew(slot);
    return at < 0 ? this.core.readHigh(slot) : this.core.pending.newHigh(at);
  }

  save(): SavedLazyMmu {
    const { core } = this;
    return {
      state: { ...core.state },
      pending: core.pending.save(),
      counters: { ...core.counters },
      meter: this.#meter.save(),
      isStopped: core.isStopped,
      depth: this.#depth,
      nPaused: this.#nPaused,
    };
  }

  restore(saved: SavedLazyMmu): void {
    const { core } = this;
    Object.assign(core.state, saved.state);
    core.pending.restore(saved.pending);
    Object.assign(core.counters, saved.counters);
    this.#meter.restore(saved.meter);
    core.isStopped = saved.isStopped;
    this.#depth = saved.depth;
    this.#nPaused = saved.nPaused;
  }

  #recordOfOld(slot: number): number {
    return this.policy.postpones === "writes" ? -1 : this.core.pending.find(slot);
  }

  #recordOfNew(slot: number): number {
    return this.policy.postpones === "writes" ? this.core.pending.find(slot) : -1;
  }

  #readOld(slot: number): void {
    this.oldLow = this.readPteLow(slot);
    this.oldHigh = this.readPteHigh(slot);
  }

  #count(code: number): number {
    this.core.counters.pteWrites++;
    if (code !== setCodes.done && this.#depth > 0) this.#meter.noteUpdate(code);
    return code;
  }

  #isIgnored(kind: "section-enter" | "section-leave" | "section-flush"): boolean {
    const { core, policy } = this;
    if (!policy.ignoresInterrupts || !core.context.inInterrupt()) return false;
    core.sink.event(kind, this.#depth, -1, "ignored");
    return true;
  }
}
