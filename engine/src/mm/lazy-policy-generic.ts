/** Architectures and releases without lazy MMU mode: everything takes effect at once. */
import type { LazyCore } from "./lazy-core.ts";
import {
  cite,
  flushNow,
  type LazyPolicy,
  noHook,
  noSpuriousFault,
  openRelease,
  type SetCode,
  setCodes,
  type WriteHook,
} from "./lazy-policy.ts";

const storeNow: WriteHook = (core, slot, low, high) => {
  core.store(slot, low, high);
  return setCodes.done;
};

/** s390's ptep_xchg_lazy() invalidates (arch/s390/mm/pgtable.c, ptep_flush_lazy(), 6.12). */
const updateNow: WriteHook = (core, slot, low, high, _oldLow, _oldHigh, space, page) => {
  core.store(slot, low, high);
  if (core.format.invalidatesOnUpdate && page >= 0) core.tlb.invalidatePage(space, page);
  return setCodes.done;
};

export const genericPolicy: LazyPolicy = {
  id: "generic",
  name: "no lazy MMU mode",
  machine: "other",
  releases: "all",
  from: 0,
  until: openRelease,
  postpones: "nothing",
  isCounted: false,
  endsBatching: false,
  ignoresInterrupts: false,
  turnsPreemptionOff: false,
  readsBack: false,
  batchLimit: 0,
  cost: "flushes",
  linearMap: "kernel",
  spuriousFault: noSpuriousFault,
  citations: [
    cite("include/linux/pgtable.h", "arch_enter_lazy_mmu_mode()", "6.1"),
    cite("include/linux/pgtable.h", "arch_enter_lazy_mmu_mode()", "6.12"),
  ],
  isActive: () => false,
  enter: noHook,
  leave: noHook,
  flush: noHook,
  setPte: storeNow,
  clearPte: storeNow,
  updatePte: updateNow,
  setTable: (core, slot, low, high) => {
    core.store(slot, low, high);
    return setCodes.done;
  },
  flushTlb: flushNow,
  switchTask: noHook,
};

/** Counts sections, with hooks that do nothing: powerpc radix and x86 without Xen PV from 7.0 on. */
export const countedGenericPolicy: LazyPolicy = {
  ...genericPolicy,
  id: "generic-7.0",
  name: "sections counted, nothing postponed",
  releases: "from 7.0",
  from: 7_000,
  isCounted: true,
  citations: [
    cite("include/linux/pgtable.h", "lazy_mmu_mode_enable()", "7.0"),
    cite("arch/x86/include/asm/paravirt.h", "arch_enter_lazy_mmu_mode()", "6.12"),
    cite(
      "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h",
      "arch_enter_lazy_mmu_mode()",
      "6.12",
    ),
  ],
};

/** arm64 before 6.16: the barriers follow each valid kernel entry. */
export const arm64NonePolicy: LazyPolicy = {
  ...genericPolicy,
  id: "arm64-none",
  name: "arm64 without lazy MMU mode",
  machine: "arm64",
  releases: "before 6.16",
  until: 6_016,
  cost: "barriers",
  citations: [
    cite("arch/arm64/include/asm/pgtable.h", "__set_pte()", "6.12"),
    cite("arch/arm64/include/asm/pgtable.h", "set_pte()", "6.1"),
  ],
  setPte: (core, slot, low, high) => {
    core.store(slot, low, high);
    return completeNow(core, slot, core.format.pteIsValidKernel(low, high));
  },
  setTable: (core, slot, low, high, mustComplete) => {
    core.store(slot, low, high);
    return completeNow(core, slot, mustComplete);
  },
};

function completeNow(core: LazyCore, slot: number, mustComplete: boolean): SetCode {
  if (!mustComplete) return setCodes.done;
  core.barrierPair(slot, "after a valid kernel entry");
  return setCodes.paid;
}
