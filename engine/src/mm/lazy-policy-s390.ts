/**
 * s390 as proposed (Alexander Gordeev, "s390/mm: Batch PTE updates in lazy MMU mode", 2026); no
 * release is known to have it, so that no machine gets it by its release.
 *
 * A section announced for a run of entries keeps writes of these in a cache: ptep_get() sees them,
 * memory does not. Other entries, the linear map's among them, are written at once.
 */
import type { LazyCore } from "./lazy-core.ts";
import { cite, flushNow, type LazyPolicy, setCodes, type WriteHook } from "./lazy-policy.ts";
import { genericPolicy } from "./lazy-policy-generic.ts";

const isActive = (core: LazyCore) =>
  core.isCountedActive() && core.state.hintTo > core.state.hintFrom;

const write: WriteHook = (core, slot, low, high, oldLow, oldHigh, space, page) => {
  const { hintFrom, hintTo } = core.state;
  if (isActive(core) && slot >= hintFrom && slot < hintTo) {
    core.pending.add(slot, oldLow, oldHigh, low, high, space, page);
    return setCodes.queued;
  }
  core.store(slot, low, high);
  if (page >= 0) core.tlb.invalidatePage(space, page);
  return setCodes.done;
};

const apply = (core: LazyCore) => core.applyWrites("the cached entries");

export const s390ProposedPolicy: LazyPolicy = {
  ...genericPolicy,
  id: "s390-proposed",
  name: "s390, proposed cache of announced entries",
  machine: "abstract",
  releases: "proposed",
  postpones: "writes",
  isCounted: true,
  turnsPreemptionOff: true,
  readsBack: true,
  batchLimit: 256,
  spuriousFault: {
    goesOn: false,
    consequence: "The entry is in the cache alone, and not in memory.",
    citations: [],
  },
  citations: [
    cite("arch/s390/mm/lazy_mmu.c", "arch_enter_lazy_mmu_mode_with_ptes()", "proposal v6"),
  ],
  isActive,
  // Preemption is off while there is a cache (get_cpu_var()).
  enter: (core) => {
    if (core.state.hintTo > core.state.hintFrom) core.context.change("preempt", 1);
  },
  leave: (core) => {
    if (core.state.hintTo <= core.state.hintFrom) return;
    apply(core);
    core.state.hintFrom = 0;
    core.state.hintTo = 0;
    core.context.change("preempt", -1);
  },
  flush: apply,
  setPte: write,
  clearPte: write,
  updatePte: write,
  flushTlb: flushNow,
};
