/**
 * The two possibilities of the RFC's text (patch 3 of 6, 30 May 2025), and the naive counter that
 * its discussion argued against. They belong to no architecture.
 *
 * Every write of an entry is postponed in a section: it reaches memory, so that the kernel reads it
 * back, but the hardware's walker sees it only when the section is left or flushed. The flag is
 * flat: an inner leave completes everything and ends the mode.
 */
import type { LazyCore } from "./lazy-core.ts";
import { cite, flushNow, type LazyPolicy, setCodes, type WriteHook } from "./lazy-policy.ts";
import { genericPolicy } from "./lazy-policy-generic.ts";

const rfc = cite("mm/memory.c", "apply_to_page_range()", "RFC patch 3 of 6 of 30 May 2025");

const isActive = (core: LazyCore) => core.state.isLazy && !core.context.inInterrupt();

const postpone: WriteHook = (core, slot, low, high, oldLow, oldHigh, space, page) => {
  core.store(slot, low, high);
  if (!isActive(core)) {
    core.pending.resolve(slot);
    core.singleFlush(slot, space, page, "one entry took effect");
    return setCodes.paid;
  }
  if (core.pending.find(slot) < 0) {
    core.pending.add(slot, oldLow, oldHigh, low, high, space, page);
  }
  return setCodes.owed;
};

const completeAll = (core: LazyCore) => core.drainInvalidations("what the section postponed");

/** The linear map is written in whatever section the allocator is called in. */
export const rfcDirectPolicy: LazyPolicy = {
  ...genericPolicy,
  id: "rfc-direct",
  name: "abstract, linear map written directly",
  machine: "abstract",
  postpones: "visibility",
  endsBatching: true,
  ignoresInterrupts: true,
  linearMap: "direct",
  spuriousFault: {
    goesOn: true,
    consequence: "The update of the linear map is postponed until the section that was left open.",
    citations: [rfc],
  },
  citations: [rfc],
  isActive,
  enter: (core) => {
    core.state.isLazy = true;
  },
  leave: (core) => {
    completeAll(core);
    core.state.isLazy = false;
  },
  flush: completeAll,
  setPte: postpone,
  clearPte: postpone,
  updatePte: postpone,
  setTable: (core, slot, low, high) => {
    const oldLow = core.memory.readLow(slot);
    return postpone(core, slot, low, high, oldLow, core.readHigh(slot), 0, -1);
  },
  flushTlb: flushNow,
};

/** The linear map is written in a section of its own, whose leave ends the outer one. */
export const rfcNestedPolicy: LazyPolicy = {
  ...rfcDirectPolicy,
  id: "rfc-nested",
  name: "abstract, linear map written in a nested section",
  linearMap: "own-section",
};

/** An inner leave does nothing but count, so that what was made valid inside is not in force. */
export const naiveCountPolicy: LazyPolicy = {
  ...rfcNestedPolicy,
  id: "naive-count",
  name: "abstract, counted without a flush at the inner leave",
  endsBatching: false,
  citations: [rfc, cite("include/linux/pgtable.h", "lazy_mmu_mode_disable()", "7.0")],
  enter: (core) => {
    if (core.state.isLazy) core.state.nesting++;
    core.state.isLazy = true;
  },
  leave: (core) => {
    if (core.state.nesting > 0) {
      core.state.nesting--;
      return;
    }
    completeAll(core);
    core.state.isLazy = false;
  },
};
