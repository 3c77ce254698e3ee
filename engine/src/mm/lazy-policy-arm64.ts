/**
 * arm64 from 6.16 on: an entry is stored at once, and the barrier pair (DSB ISHST, ISB) that makes
 * a new valid kernel entry visible to the walker is postponed.
 */
import type { LazyCore } from "./lazy-core.ts";
import {
  cite,
  flushNow,
  type LazyPolicy,
  openRelease,
  setCodes,
  type WriteHook,
} from "./lazy-policy.ts";
import { genericPolicy } from "./lazy-policy-generic.ts";

const header = "arch/arm64/include/asm/pgtable.h";

/** queue_pte_barriers(): owed in the mode, else emitted at once. */
function complete(
  core: LazyCore,
  isActive: boolean,
  slot: number,
  low: number,
  high: number,
  oldLow: number,
  oldHigh: number,
  space: number,
  page: number,
) {
  if (!isActive) {
    core.barrierPair(slot, "after a valid kernel entry");
    return setCodes.paid;
  }
  // What the walker may still see is the entry as it was before the first store that is owed.
  if (core.pending.find(slot) < 0) {
    core.pending.add(slot, oldLow, oldHigh, low, high, space, page);
  }
  core.state.isPending = true;
  core.state.isOrdered = false;
  return setCodes.owed;
}

function setPte(isActive: (core: LazyCore) => boolean): WriteHook {
  return (core, slot, low, high, oldLow, oldHigh, space, page) => {
    core.store(slot, low, high);
    if (core.format.pteIsValidKernel(low, high)) {
      return complete(core, isActive(core), slot, low, high, oldLow, oldHigh, space, page);
    }
    core.pending.resolve(slot);
    return setCodes.done;
  };
}

/** Clears and read-modify-write operations queue no barrier, whatever they write. */
const store: WriteHook = (core, slot, low, high) => {
  core.store(slot, low, high);
  core.pending.resolve(slot);
  return setCodes.done;
};

function setTable(isActive: (core: LazyCore) => boolean): LazyPolicy["setTable"] {
  return (core, slot, low, high, mustComplete) => {
    const oldLow = core.memory.readLow(slot);
    const oldHigh = core.readHigh(slot);
    core.store(slot, low, high);
    if (!mustComplete) return setCodes.done;
    return complete(core, isActive(core), slot, low, high, oldLow, oldHigh, 0, -1);
  };
}

function emitPending(core: LazyCore): void {
  if (!core.state.isPending) return;
  core.state.isPending = false;
  core.state.drains++;
  const { n } = core.pending;
  core.barrierPair(-1, "what the section owed");
  core.sink.event("drain", n, -1, "stores that waited for the barriers");
}

/** TLBI begins with DSB ISHST and ends with DSB ISH and ISB; the pair stays owed. */
function flushTlb(core: LazyCore, space: number, from: number, to: number): void {
  flushNow(core, space, from, to);
  core.pending.clear();
}

/** __switch_to() has a full DSB ISH but no certain ISB; the flags travel with the task. */
function switchTask(core: LazyCore): void {
  core.state.isOrdered = true;
}

const isFlatActive = (core: LazyCore) => core.state.isLazy && !core.context.inInterrupt();

const spuriousFault = {
  goesOn: true,
  consequence:
    "The walker may not see the entry yet. The handler finds the translation valid, warns (Ignoring spurious kernel translation fault) and tries again.",
  citations: [
    cite("arch/arm64/mm/fault.c", "is_spurious_el1_translation_fault()", "6.12"),
    cite(header, "emit_pte_barriers()", "7.0"),
  ],
} as const;

/** 6.16 with 1ef3095b1405: nesting is permitted; the first inner leave ends the mode. */
export const arm64FlatPolicy: LazyPolicy = {
  ...genericPolicy,
  id: "arm64-6.16",
  name: "arm64, one flag",
  machine: "arm64",
  releases: "6.16 to 6.19",
  from: 6_016,
  until: 7_000,
  postpones: "barriers",
  endsBatching: true,
  ignoresInterrupts: true,
  cost: "barriers",
  spuriousFault,
  citations: [
    cite(header, "arch_enter_lazy_mmu_mode() and arch_leave_lazy_mmu_mode()", "6.16"),
    cite(header, "queue_pte_barriers()", "6.16 (5fdd05efa1cd, b81c688426a9, 1ef3095b1405)"),
  ],
  isActive: isFlatActive,
  enter: (core) => {
    core.state.isLazy = true;
  },
  leave: (core) => {
    emitPending(core);
    core.state.isLazy = false;
  },
  flush: emitPending,
  setPte: setPte(isFlatActive),
  clearPte: store,
  updatePte: store,
  setTable: setTable(isFlatActive),
  flushTlb,
  switchTask,
};

const isCountedActive = (core: LazyCore) => core.isCountedActive();

export const arm64CountedPolicy: LazyPolicy = {
  ...arm64FlatPolicy,
  id: "arm64-7.0",
  name: "arm64, sections counted",
  releases: "from 7.0",
  from: 7_000,
  until: openRelease,
  isCounted: true,
  endsBatching: false,
  // The generic calls look at the context; arch_flush_lazy_mmu_mode() by itself does not.
  ignoresInterrupts: false,
  citations: [
    cite("include/linux/pgtable.h", "lazy_mmu_mode_enable()", "7.0 (5ab246749569)"),
    cite(header, "arch_flush_lazy_mmu_mode()", "7.0 (4dd9b4d7a8d5)"),
  ],
  isActive: isCountedActive,
  enter: () => {},
  leave: emitPending,
  flush: emitPending,
  setPte: setPte(isCountedActive),
  setTable: setTable(isCountedActive),
};
