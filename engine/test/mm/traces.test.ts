/** The worked traces: state after each step, for each model. */
import { expect, test } from "vitest";
import { firstPfn, Machine, repeat } from "./machine.ts";

const k = 5;
const m = 7;
const page = firstPfn + 40;

/** LAZY and PEND of arm64, and the pairs so far. */
function arm({ mmu }: Machine): [boolean, boolean, number] {
  const { isLazy, isPending } = mmu.core.state;
  return [isLazy, isPending, mmu.counters.barriers];
}

/** Enable count, whether a pair is owed, and the pairs so far. */
function counted({ mmu }: Machine): [number, boolean, number] {
  const { enableCount, isPending } = mmu.core.state;
  return [enableCount, isPending, mmu.counters.barriers];
}

function batch({ mmu, context }: Machine) {
  const { isLazy, singleFlushes, drains } = mmu.core.state;
  return {
    preempt: context.counts.preempt,
    active: isLazy,
    index: mmu.nPending,
    singleFlushes,
    drains,
  };
}

function xen({ mmu }: Machine) {
  const { isLazy, nesting } = mmu.core.state;
  return { mmuMode: isLazy, nesting, queued: mmu.nPending, hypercalls: mmu.counters.hypercalls };
}

test("T1: on arm64 6.16 the inner leave ends the mode, and each later store pays a pair", () => {
  const machine = new Machine("arm64-6.16");
  const { mmu } = machine;
  machine.unmapBefore(page);
  mmu.enter();
  expect(arm(machine)).toEqual([true, false, 0]);
  repeat(0, k, (n) => machine.set(n));
  expect(arm(machine)).toEqual([true, true, 0]);
  expect(mmu.nPending).toBe(k);
  mmu.enter();
  expect(arm(machine)).toEqual([true, true, 0]);
  machine.mapDirectly(page, true);
  expect(arm(machine)).toEqual([true, true, 0]);
  mmu.leave();
  expect(arm(machine)).toEqual([false, false, 1]);
  expect(machine.linear.access(page, true)).toBe("ok");
  repeat(k, k + m, (n) => {
    machine.set(n);
    expect(arm(machine)).toEqual([false, false, 2 + n - k]);
  });
  mmu.leave();
  expect(arm(machine)).toEqual([false, false, 1 + m]);
  expect(mmu.lost).toEqual({ updates: m, extra: m - 1 });
  expect(machine.kinds).toEqual(["lost-batching"]);
});

test("T1 without lazy mode pays a pair for each of the k + 1 + m stores", () => {
  const machine = new Machine("arm64-none");
  const { mmu } = machine;
  mmu.enter();
  repeat(0, k, (n) => machine.set(n));
  mmu.enter();
  machine.mapDirectly(page, true);
  mmu.leave();
  repeat(k, k + m, (n) => machine.set(n));
  mmu.leave();
  expect(mmu.counters.barriers).toBe(k + 1 + m);
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
});

test("T2: on arm64 a linear-map store left in the outer section faults spuriously, and is tried again", () => {
  const machine = new Machine("arm64-6.16");
  const { mmu, view, linear } = machine;
  machine.unmapBefore(page);
  mmu.enter();
  repeat(0, k, (n) => machine.set(n));
  expect(arm(machine)).toEqual([true, true, 0]);
  machine.mapDirectly(page, true);
  expect(arm(machine)).toEqual([true, true, 0]);
  expect(linear.access(page, true)).toBe("spurious-fault");
  expect(view.describe("spurious-fault", "The page")?.kind).toBe("spurious-fault");
  expect(view.afterSpuriousFault()).toBe(true);
  expect(linear.access(page, true)).toBe("ok");
  expect(arm(machine)).toEqual([true, true, 0]);
  mmu.leave();
  expect(arm(machine)).toEqual([false, false, 1]);
});

test("T2: a task switch supplies the DSB and not the ISB", () => {
  const machine = new Machine("arm64-6.16");
  const { mmu, linear } = machine;
  machine.unmapBefore(page);
  mmu.enter();
  machine.mapDirectly(page, true);
  expect(mmu.switchTask()).toBe(true);
  expect(linear.access(page, true)).toBe("spurious-fault");
  mmu.barrier("isb");
  expect(linear.access(page, true)).toBe("ok");
  expect(arm(machine)).toEqual([true, true, 0]);
});

test("T3: on arm64 7.0 the inner disable pays one pair, and batching goes on", () => {
  const machine = new Machine("arm64-7.0");
  const { mmu } = machine;
  machine.unmapBefore(page);
  mmu.enable();
  repeat(0, k, (n) => machine.set(n));
  expect(counted(machine)).toEqual([1, true, 0]);
  mmu.enable();
  expect(counted(machine)).toEqual([2, true, 0]);
  machine.mapDirectly(page, true);
  expect(counted(machine)).toEqual([2, true, 0]);
  mmu.disable();
  expect(counted(machine)).toEqual([1, false, 1]);
  expect(machine.linear.access(page, true)).toBe("ok");
  repeat(k, k + m, (n) => machine.set(n));
  expect(counted(machine)).toEqual([1, true, 1]);
  mmu.disable();
  expect(counted(machine)).toEqual([0, false, 2]);
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
  expect(machine.problems).toEqual([]);
});

test("T4: on arm64 7.0 an interrupt works at once and leaves the task's pair owed", () => {
  const machine = new Machine("arm64-7.0");
  const { mmu, context } = machine;
  machine.unmapBefore(page);
  mmu.enable();
  machine.set(0);
  expect(counted(machine)).toEqual([1, true, 0]);
  context.change("softirq", 1);
  mmu.enable();
  expect(counted(machine)).toEqual([1, true, 0]);
  machine.mapDirectly(page, true);
  expect(counted(machine)).toEqual([1, true, 1]);
  mmu.disable();
  expect(counted(machine)).toEqual([1, true, 1]);
  expect(machine.linear.access(page, true)).toBe("ok");
  context.change("softirq", -1);
  expect(counted(machine)).toEqual([1, true, 1]);
  mmu.disable();
  expect(counted(machine)).toEqual([0, false, 2]);
});

test("T5: a walk without a section pays one pair a store, and the allocation's own section one", () => {
  const machine = new Machine("arm64-6.16");
  const { mmu } = machine;
  machine.unmapBefore(page);
  repeat(0, k, (n) => machine.set(n));
  expect(arm(machine)).toEqual([false, false, k]);
  mmu.enter();
  expect(arm(machine)).toEqual([true, false, k]);
  machine.mapDirectly(page, true);
  mmu.leave();
  expect(arm(machine)).toEqual([false, false, k + 1]);
  repeat(k, k + m, (n) => machine.set(n));
  expect(arm(machine)).toEqual([false, false, k + 1 + m]);
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
});

test("T6: on Xen 6.12 __kernel_map_pages() flushes the queue, and batching goes on", () => {
  const machine = new Machine("xen-6.6");
  const { mmu, linear } = machine;
  machine.unmapBefore(page);
  mmu.enter();
  expect(xen(machine)).toEqual({ mmuMode: true, nesting: 0, queued: 0, hypercalls: 0 });
  repeat(0, k, (n) => machine.set(n));
  expect(xen(machine)).toEqual({ mmuMode: true, nesting: 0, queued: k, hypercalls: 0 });
  machine.mapDirectly(page, true);
  mmu.flushTlb(0, 0, Number.POSITIVE_INFINITY);
  expect(xen(machine)).toEqual({ mmuMode: true, nesting: 0, queued: k + 2, hypercalls: 0 });
  mmu.flush();
  expect(xen(machine)).toEqual({ mmuMode: true, nesting: 0, queued: 0, hypercalls: 1 });
  expect(linear.access(page, true)).toBe("ok");
  repeat(k, k + m, (n) => machine.set(n));
  expect(xen(machine)).toEqual({ mmuMode: true, nesting: 0, queued: m, hypercalls: 1 });
  mmu.leave();
  expect(xen(machine)).toEqual({ mmuMode: false, nesting: 0, queued: 0, hypercalls: 2 });
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
});

test("T7: on Xen without that flush the page's entry is only queued, and the kernel oopses", () => {
  const machine = new Machine("xen-6.6");
  const { mmu, linear, view } = machine;
  machine.unmapBefore(page);
  mmu.enter();
  machine.mapDirectly(page, true);
  expect(linear.access(page, true)).toBe("spurious-fault");
  expect(view.afterSpuriousFault()).toBe(false);
  expect(view.describe("spurious-fault", "The page")?.message).toContain("oopses");
});

test.each(["xen-6.1", "xen-6.15"])("T8: on %s a nested enter is a BUG", (id) => {
  const machine = new Machine(id);
  machine.mmu.enter();
  machine.set(0);
  machine.mmu.enter();
  expect(machine.kinds).toEqual(["nested-entry-bug"]);
  expect(machine.mmu.isStopped).toBe(true);
});

test("T8: on Xen 6.6 the outer section stays lazy, and a switch inside the inner one is a BUG", () => {
  const machine = new Machine("xen-6.6");
  const { mmu } = machine;
  mmu.enter();
  repeat(0, k, (n) => machine.set(n));
  mmu.enter();
  expect(xen(machine)).toEqual({ mmuMode: true, nesting: 1, queued: k, hypercalls: 0 });
  const inside = mmu.save();
  mmu.leave();
  expect(xen(machine)).toEqual({ mmuMode: true, nesting: 0, queued: 0, hypercalls: 1 });
  repeat(k, k + m, (n) => machine.set(n));
  expect(xen(machine)).toEqual({ mmuMode: true, nesting: 0, queued: m, hypercalls: 1 });
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
  mmu.restore(inside);
  mmu.switchTask();
  expect(machine.kinds).toEqual(["kernel-bug"]);
  expect(mmu.core.state).toMatchObject({ isLazy: true, nesting: 0 });
});

test("T9: on powerpc hash the linear map bypasses the batch", () => {
  const machine = new Machine("powerpc-hash-6.1");
  const { mmu, linear } = machine;
  machine.prepare(k + m, 1);
  linear.setValid(page, 1, false);
  mmu.enter();
  expect(batch(machine)).toEqual({
    preempt: 1,
    active: true,
    index: 0,
    singleFlushes: 0,
    drains: 0,
  });
  repeat(0, k, (n) => machine.take(n, 1));
  expect(batch(machine)).toEqual({
    preempt: 1,
    active: true,
    index: k,
    singleFlushes: 0,
    drains: 0,
  });
  linear.setValid(page, 1, true);
  expect(batch(machine)).toEqual({
    preempt: 1,
    active: true,
    index: k,
    singleFlushes: 0,
    drains: 0,
  });
  expect(linear.access(page, true)).toBe("ok");
  repeat(k, k + m, (n) => machine.take(n, 1));
  mmu.leave();
  expect(batch(machine)).toEqual({
    preempt: 0,
    active: false,
    index: 0,
    singleFlushes: 0,
    drains: 1,
  });
  expect(machine.problems).toEqual([]);
});

test.each([
  ["T10", "powerpc-hash-6.1"],
  ["T11", "sparc64-6.1"],
])("%s: on %s artificial nesting makes each later update flush alone", (_, id) => {
  const machine = new Machine(id);
  const { mmu } = machine;
  machine.prepare(k + m, 1);
  mmu.enter();
  repeat(0, k, (n) => machine.take(n, 1));
  mmu.enter();
  expect(batch(machine)).toEqual({
    preempt: 2,
    active: true,
    index: k,
    singleFlushes: 0,
    drains: 0,
  });
  mmu.leave();
  expect(batch(machine)).toEqual({
    preempt: 1,
    active: false,
    index: 0,
    singleFlushes: 0,
    drains: 1,
  });
  repeat(k, k + m, (n) => machine.take(n, 1));
  expect(batch(machine)).toEqual({
    preempt: 1,
    active: false,
    index: 0,
    singleFlushes: m,
    drains: 1,
  });
  mmu.leave();
  expect(batch(machine)).toEqual({
    preempt: 0,
    active: false,
    index: 0,
    singleFlushes: m,
    drains: 1,
  });
  expect(mmu.lost).toEqual({ updates: m, extra: m - 1 });
});

test("T11: on sparc64 the linear map is stored at once, whatever the batch holds", () => {
  const machine = new Machine("sparc64-6.1");
  const { mmu, linear } = machine;
  machine.prepare(k, 1);
  machine.unmapBefore(page);
  mmu.enter();
  repeat(0, k, (n) => machine.take(n, 1));
  machine.mapDirectly(page, true);
  mmu.flushTlb(0, linear.pageOf(page), linear.pageOf(page) + 1);
  expect(batch(machine)).toMatchObject({ index: k, drains: 0 });
  expect(linear.access(page, true)).toBe("ok");
});

test.each([
  ["riscv64-sv48", "generic"],
  ["powerpc-radix-64k", "generic"],
  ["s390-3level", "generic"],
])("T12: on %s sections and nesting do nothing", (geometry, id) => {
  const machine = new Machine(id, geometry);
  const { mmu, linear, memory } = machine;
  machine.unmapBefore(page);
  mmu.enter();
  repeat(0, k, (n) => {
    machine.set(n);
    expect(memory.readLow(machine.slot(n))).toBe(machine.entry(firstPfn + n).low);
  });
  mmu.enter();
  machine.mapDirectly(page, true);
  expect(linear.access(page, true)).toBe("ok");
  mmu.leave();
  repeat(k, k + m, (n) => machine.set(n));
  mmu.leave();
  const { barriers, flushes, hypercalls } = mmu.counters;
  expect([barriers, flushes, hypercalls, mmu.nPending]).toEqual([0, 0, 0, 0]);
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
});

test("T13: pause and resume around each page give batching up for the whole walk", () => {
  const machine = new Machine("arm64-7.0");
  const { mmu, linear } = machine;
  mmu.enable();
  repeat(0, m, (n) => {
    machine.unmapBefore(firstPfn + n);
    mmu.pause();
    expect(mmu.core.state).toMatchObject({ enableCount: 1, pauseCount: 1 });
    mmu.enable();
    machine.mapDirectly(firstPfn + n, true);
    mmu.disable();
    expect(linear.access(firstPfn + n, true)).toBe("ok");
    machine.set(n);
    mmu.resume();
    expect(mmu.core.state).toMatchObject({ enableCount: 1, pauseCount: 0 });
    expect(mmu.counters.barriers).toBe(2 * (n + 1));
  });
  mmu.disable();
  expect(mmu.counters.barriers).toBe(2 * m);
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
});

test("T14: the s390 proposal caches announced entries alone", () => {
  const machine = new Machine("s390-proposed", "s390-3level");
  const { mmu, linear, memory, context } = machine;
  machine.unmapBefore(page);
  const from = machine.slot(0);
  mmu.enableWithPtes(from, from + 8 * 256);
  repeat(0, k, (n) => machine.set(n));
  expect([mmu.nPending, context.counts.preempt]).toEqual([k, 1]);
  expect(memory.readLow(from)).toBe(0x400);
  expect(mmu.readPteLow(from)).toBe(machine.entry(firstPfn).low);
  expect(mmu.isStale(from)).toBe(true);
  machine.mapDirectly(page, true);
  expect(linear.access(page, true)).toBe("ok");
  expect(mmu.nPending).toBe(k);
  mmu.enable();
  expect(mmu.core.state.enableCount).toBe(2);
  mmu.disable();
  expect([mmu.core.state.enableCount, mmu.nPending]).toEqual([1, 0]);
  expect(memory.readLow(from)).toBe(machine.entry(firstPfn).low);
  repeat(k, k + m, (n) => machine.set(n));
  expect(mmu.nPending).toBe(m);
  mmu.disable();
  expect([mmu.core.state.enableCount, mmu.nPending, context.counts.preempt]).toEqual([0, 0, 0]);
});
