/**
 * powerpc with the hash MMU, and sparc64: an entry is stored at once, and invalidating the old
 * translation is postponed in a batch of the CPU, with preemption off.
 */
import { kernelSpace, type LazyCore } from "./lazy-core.ts";
import {
  cite,
  flushNow,
  type LazyPolicy,
  noHook,
  openRelease,
  setCodes,
  type WriteHook,
} from "./lazy-policy.ts";
import { genericPolicy } from "./lazy-policy-generic.ts";

/** PPC64_TLB_BATCH_NR and TLB_BATCH_NR. */
const batchLimit = 192;

type Active = (core: LazyCore) => boolean;

const isFlatActive: Active = (core) => core.state.isLazy;
const isCountedActive: Active = (core) => core.isCountedActive();

const drain = (core: LazyCore) => core.drainInvalidations("a batch of invalidations");

const flatHooks = {
  endsBatching: true,
  isActive: isFlatActive,
  enter: (core: LazyCore) => {
    core.context.change("preempt", 1);
    core.state.isLazy = true;
  },
  leave: (core: LazyCore) => {
    drain(core);
    core.state.isLazy = false;
    core.context.change("preempt", -1);
  },
  flush: noHook,
} as const;

const countedHooks = {
  releases: "from 7.0",
  from: 7_000,
  until: openRelease,
  isCounted: true,
  endsBatching: false,
  isActive: isCountedActive,
  enter: (core: LazyCore) => {
    core.context.change("preempt", 1);
  },
  leave: (core: LazyCore) => {
    drain(core);
    core.context.change("preempt", -1);
  },
  flush: drain,
} as const;

const shared = {
  ...genericPolicy,
  releases: "before 7.0",
  until: 7_000,
  postpones: "invalidations",
  turnsPreemptionOff: true,
  batchLimit,
  cost: "flushes",
} as const;

/** Appends the old translation of a slot; a batch has one key, and drains when it is full. */
function append(
  core: LazyCore,
  key: number,
  slot: number,
  oldLow: number,
  oldHigh: number,
  space: number,
  page: number,
) {
  const { pending, state } = core;
  if (pending.n > 0 && key !== state.batchKey) drain(core);
  state.batchKey = key;
  pending.add(slot, oldLow, oldHigh, oldLow, oldHigh, space, page);
  if (pending.n >= batchLimit) drain(core);
  return setCodes.owed;
}

// ---- powerpc, hash ----

/** Segments of 1 TiB are used for user addresses from 1 TiB on, and for the kernel. */
function hashKey(core: LazyCore, space: number, page: number): number {
  const isHigh = space === kernelSpace || page * core.pageByteSize >= 2 ** 40;
  return space * 2 + (isHigh ? 1 : 0);
}

/** hpte_need_flush(): for an old entry that has a hash table entry. */
function updateHashed(isActive: Active): WriteHook {
  return (core, slot, low, high, oldLow, oldHigh, space, page) => {
    core.store(slot, low, high);
    if (!core.format.pteIsCached(oldLow, oldHigh)) return setCodes.done;
    const key = hashKey(core, space, page);
    if (isActive(core)) return append(core, key, slot, oldLow, oldHigh, space, page);
    core.state.batchKey = key;
    core.singleFlush(slot, space, page, "one entry of the hash table");
    return setCodes.paid;
  };
}

/** set_ptes() merely stores (arch/powerpc/mm/pgtable.c, set_ptes(), 6.12). */
const storeOver: WriteHook = (core, slot, low, high, oldLow, oldHigh) => {
  if (core.format.pteIsValid(oldLow, oldHigh)) {
    core.warn("set_ptes() over an entry that is valid for the hardware");
  }
  core.store(slot, low, high);
  return setCodes.done;
};

export const powerpcHashPolicy: LazyPolicy = {
  ...shared,
  ...flatHooks,
  id: "powerpc-hash-6.1",
  name: "powerpc hash, one flag of the CPU",
  machine: "powerpc-hash",
  citations: [
    cite(
      "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h",
      "arch_enter_lazy_mmu_mode()",
      "6.12",
    ),
    cite("arch/powerpc/mm/book3s64/hash_tlb.c", "hpte_need_flush()", "6.12"),
  ],
  setPte: storeOver,
  clearPte: updateHashed(isFlatActive),
  updatePte: updateHashed(isFlatActive),
  // flush_tlb_range(), flush_tlb_kernel_range() and the others return at once on hash.
  flushTlb: noHook,
};

export const powerpcHashCountedPolicy: LazyPolicy = {
  ...powerpcHashPolicy,
  ...countedHooks,
  id: "powerpc-hash-7.0",
  name: "powerpc hash, sections counted",
  citations: [
    cite("include/linux/pgtable.h", "lazy_mmu_mode_enable()", "7.0 (5ab246749569)"),
    cite(
      "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h",
      "arch_flush_lazy_mmu_mode()",
      "7.0 (c3f0778ffeca, 313a05a15a1b)",
    ),
  ],
  clearPte: updateHashed(isCountedActive),
  updatePte: updateHashed(isCountedActive),
};

// ---- sparc64 ----

/** tlb_batch_add_one(): for an old entry of a user space that was valid. */
function setAccessible(isActive: Active): WriteHook {
  return (core, slot, low, high, oldLow, oldHigh, space, page) => {
    core.store(slot, low, high);
    if (space === kernelSpace || !core.format.pteIsCached(oldLow, oldHigh)) return setCodes.done;
    // Another mm's batch is flushed even when the mode is off.
    if (core.pending.n > 0 && space !== core.state.batchKey) drain(core);
    if (isActive(core)) return append(core, space, slot, oldLow, oldHigh, space, page);
    core.state.batchKey = space;
    core.singleFlush(slot, space, page, "one page of the TSB and the TLB");
    return setCodes.paid;
  };
}

const sparcFlat = setAccessible(isFlatActive);
const sparcCounted = setAccessible(isCountedActive);

export const sparc64Policy: LazyPolicy = {
  ...shared,
  ...flatHooks,
  id: "sparc64-6.1",
  name: "sparc64, one flag of the CPU",
  machine: "sparc64",
  citations: [
    cite("arch/sparc/mm/tlb.c", "arch_enter_lazy_mmu_mode() and tlb_batch_add_one()", "6.12"),
    cite("arch/sparc/include/asm/pgtable_64.h", "maybe_tlb_batch_add()", "6.12"),
  ],
  setPte: sparcFlat,
  clearPte: sparcFlat,
  updatePte: sparcFlat,
  flushTlb: flushKernelOnly,
};

export const sparc64CountedPolicy: LazyPolicy = {
  ...sparc64Policy,
  ...countedHooks,
  id: "sparc64-7.0",
  name: "sparc64, sections counted",
  citations: [
    cite("include/linux/pgtable.h", "lazy_mmu_mode_enable()", "7.0 (5ab246749569)"),
    cite("arch/sparc/mm/tlb.c", "arch_flush_lazy_mmu_mode()", "7.0 (442bf488b9e8, dacd24ec4965)"),
  ],
  setPte: sparcCounted,
  clearPte: sparcCounted,
  updatePte: sparcCounted,
};

/** flush_tlb_range() and the other user flushes are empty; the kernel's are not. */
function flushKernelOnly(core: LazyCore, space: number, from: number, to: number): void {
  if (space === kernelSpace) flushNow(core, space, from, to);
}
