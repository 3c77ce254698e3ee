/**
 * x86 as a Xen PV guest: the write itself waits in a queue of hypercalls, together with flushes of
 * the TLB, in order. Until the queue is carried out, reading the entry gives the old value.
 */
import type { LazyCore } from "./lazy-core.ts";
import { cite, type LazyPolicy, openRelease, setCodes, type WriteHook } from "./lazy-policy.ts";
import { genericPolicy } from "./lazy-policy-generic.ts";
import type { Citation } from "./outcome.ts";

/** arch/x86/xen/multicalls.c: MC_BATCH, MC_ARGS; sizes of struct mmu_update and mmuext_op. */
const maxEntries = 32;
const maxBytes = 512;
const updateByteSize = 16;
const flushByteSize = 24;
const updateOp = 1;
const flushOp = 2;

type Active = (core: LazyCore) => boolean;

const isModeActive: Active = (core) => core.state.isLazy && !core.context.inInterrupt();
const isCountedActive: Active = (core) => core.isCountedActive();

/** __xen_mc_entry(): a new call, behind a drain when there is no room for it. */
function addCall(core: LazyCore, operation: number, byteSize: number): void {
  const { state } = core;
  const bytes = Math.ceil(state.mcBytes / 8) * 8;
  if (state.mcEntries === maxEntries || bytes + byteSize >= maxBytes) {
    core.drainQueue("the queue was full");
  }
  state.mcEntries++;
  state.mcBytes = Math.ceil(state.mcBytes / 8) * 8 + byteSize;
  state.mcLastOp = operation;
}

/** xen_extend_mmu_update(): extends the last call when it is of the same kind and has room. */
function queueUpdate(
  core: LazyCore,
  slot: number,
  low: number,
  high: number,
  oldLow: number,
  oldHigh: number,
  space: number,
  page: number,
): void {
  const { state } = core;
  const extends_ =
    state.mcEntries > 0 && state.mcLastOp === updateOp && state.mcBytes + updateByteSize < maxBytes;
  if (extends_) state.mcBytes += updateByteSize;
  else addCall(core, updateOp, updateByteSize);
  core.pending.add(slot, oldLow, oldHigh, low, high, space, page);
}

function setPte(isActive: Active): WriteHook {
  return (core, slot, low, high, oldLow, oldHigh, space, page) => {
    if (isActive(core)) {
      queueUpdate(core, slot, low, high, oldLow, oldHigh, space, page);
      return setCodes.queued;
    }
    core.store(slot, low, high);
    core.counters.hypercalls++;
    core.sink.event("hypercall", 1, slot, "mmu_update");
    return setCodes.paid;
  };
}

/** A read-modify-write of a read-only page: Xen emulates it at once, past what is queued. */
const emulate: WriteHook = (core, slot, low, high) => {
  core.store(slot, low, high);
  return setCodes.done;
};

/** Tables are taken as pinned; outside of the mode xen_mc_issue() carries out the whole queue. */
function setTable(isActive: Active): LazyPolicy["setTable"] {
  return (core, slot, low, high) => {
    queueUpdate(core, slot, low, high, core.memory.readLow(slot), core.readHigh(slot), 0, -1);
    if (isActive(core)) return setCodes.queued;
    core.drainQueue("an upper entry outside of the mode");
    return setCodes.paid;
  };
}

function flushTlb(isActive: Active): LazyPolicy["flushTlb"] {
  return (core, space, from, to) => {
    addCall(core, flushOp, flushByteSize);
    core.pending.addFlush(from, to, space);
    core.counters.flushes++;
    core.sink.event("tlb-flush", 0, -1, "queued behind the writes before it");
    if (!isActive(core)) core.drainQueue("a flush outside of the mode");
  };
}

const queueCitations = [
  cite("arch/x86/xen/mmu_pv.c", "xen_batched_set_pte()", "6.12"),
  cite("arch/x86/xen/multicalls.c", "__xen_mc_entry() and xen_mc_extend_args()", "6.12"),
];

/** The hooks of a release that keeps the mode in a variable of the CPU. */
function modeHooks(enterSource: Citation, isNestable: boolean) {
  const enterMode = (core: LazyCore): void => {
    const { state } = core;
    if (isNestable && state.isLazy) {
      state.nesting++;
      return;
    }
    if (state.isLazy || state.isCpuMode) {
      core.bug(
        "nested-entry-bug",
        state.isLazy
          ? "BUG: a section is entered inside of another one."
          : "BUG: a section is entered while the task is switched.",
        [enterSource],
      );
      return;
    }
    state.isLazy = true;
  };
  const leaveMode = (core: LazyCore): void => {
    const { state } = core;
    core.drainQueue("the section ended");
    if (!state.isLazy) {
      core.bug("kernel-bug", "BUG: a section is left that is not the CPU's mode.", [enterSource]);
    } else if (state.nesting > 0) state.nesting--;
    else state.isLazy = false;
  };
  return {
    isActive: isModeActive,
    enter: enterMode,
    leave: leaveMode,
    flush: (core: LazyCore) => {
      if (!isModeActive(core)) return;
      leaveMode(core);
      if (!core.isStopped) enterMode(core);
    },
    switchTask: (core: LazyCore) => {
      const { state } = core;
      const wasLazy = state.isLazy;
      if (wasLazy) leaveMode(core);
      if (state.isLazy) {
        // enter_lazy(XEN_LAZY_CPU) finds the mode still on, since leaving took one level only.
        core.bug("kernel-bug", "BUG: the task is switched in a nested section.", [enterSource]);
        return;
      }
      state.isCpuMode = true;
      core.drainQueue("the task was switched");
      state.isCpuMode = false;
      if (wasLazy) enterMode(core);
    },
    setPte: setPte(isModeActive),
    clearPte: setPte(isModeActive),
    setTable: setTable(isModeActive),
    flushTlb: flushTlb(isModeActive),
  };
}

const shared = {
  ...genericPolicy,
  machine: "xen-pv",
  postpones: "writes",
  cost: "hypercalls",
  batchLimit: 31,
  updatePte: emulate,
  spuriousFault: {
    goesOn: false,
    consequence:
      "The hardware's entry is not present, and only stale permissions are forgiven, so the kernel oopses.",
    citations: [cite("arch/x86/mm/fault.c", "spurious_kernel_fault()", "6.12")],
  },
} as const;

const paravirtEnter = cite("arch/x86/kernel/paravirt.c", "enter_lazy()", "6.1");
const nestingEnter = cite("arch/x86/include/asm/xen/hypervisor.h", "enter_lazy()", "6.12");
const revertedEnter = cite(
  "arch/x86/include/asm/xen/hypervisor.h",
  "enter_lazy()",
  "6.15 (c36549ff8d84)",
);

export const xen61Policy: LazyPolicy = {
  ...shared,
  ...modeHooks(paravirtEnter, false),
  id: "xen-6.1",
  name: "Xen PV, one mode of the CPU",
  releases: "before 6.6",
  until: 6_006,
  citations: [paravirtEnter, ...queueCitations],
};

export const xen66Policy: LazyPolicy = {
  ...shared,
  ...modeHooks(nestingEnter, true),
  id: "xen-6.6",
  name: "Xen PV, mode with a nesting count",
  releases: "6.6 to 6.14",
  from: 6_006,
  until: 6_015,
  citations: [nestingEnter, ...queueCitations],
};

export const xen615Policy: LazyPolicy = {
  ...shared,
  ...modeHooks(revertedEnter, false),
  id: "xen-6.15",
  name: "Xen PV, one mode of the CPU again",
  releases: "6.15 to 6.19",
  from: 6_015,
  until: 7_000,
  citations: [revertedEnter, ...queueCitations],
};

/** The generic count calls the hooks at the outermost level alone. */
export const xen70Policy: LazyPolicy = {
  ...xen615Policy,
  id: "xen-7.0",
  name: "Xen PV, mode behind the generic count",
  releases: "7.0 and 7.1",
  from: 7_000,
  until: 7_002,
  isCounted: true,
  citations: [
    cite("include/linux/pgtable.h", "lazy_mmu_mode_enable()", "7.0 (5ab246749569)"),
    cite("arch/x86/xen/mmu_pv.c", "xen_flush_lazy_mmu()", "7.0 (291b3abed657)"),
  ],
};

const drain = (core: LazyCore) => core.drainQueue("the section ended or was flushed");

export const xen72Policy: LazyPolicy = {
  ...shared,
  id: "xen-7.2",
  name: "Xen PV, the generic count alone",
  releases: "from 7.2",
  from: 7_002,
  until: openRelease,
  isCounted: true,
  citations: [
    cite("arch/x86/xen/mmu_pv.c", "xen_batched_set_pte()", "7.2 (811f0d8caa40)"),
    cite("include/linux/pgtable.h", "lazy_mmu_mode_enable()", "7.0 (5ab246749569)"),
  ],
  isActive: isCountedActive,
  enter: () => {},
  leave: drain,
  flush: drain,
  // __task_lazy_mmu_mode_pause() and resume() around the switch; the queue is carried out.
  switchTask: drain,
  setPte: setPte(isCountedActive),
  clearPte: setPte(isCountedActive),
  setTable: setTable(isCountedActive),
  flushTlb: flushTlb(isCountedActive),
};
