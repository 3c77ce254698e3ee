/** What is counted: barrier pairs, flushes and hypercalls, for each policy that postpones. */
import { expect, test } from "vitest";
import { Machine, repeat } from "./machine.ts";

// ---- arm64: one pair a flush or leave at which one is owed; one a store outside of the mode ----

test.each(["arm64-6.16", "arm64-7.0"])("on %s a section of any length costs one pair", (id) => {
  for (const n of [1, 31, 192, 500]) {
    const machine = new Machine(id);
    machine.mmu.enterSection();
    repeat(0, n, (at) => machine.set(at));
    machine.mmu.leaveSection();
    expect(machine.mmu.counters).toMatchObject({ barriers: 1, pteWrites: n, sections: 1 });
  }
});

test.each(["arm64-6.16", "arm64-7.0"])("on %s an empty section costs nothing", (id) => {
  const machine = new Machine(id);
  machine.mmu.enterSection();
  machine.mmu.flush();
  machine.mmu.leaveSection();
  expect(machine.mmu.counters).toMatchObject({ barriers: 0, sections: 1 });
  expect(machine.events).toEqual(["section-enter 1", "section-flush 1", "section-leave"]);
});

test.each(["arm64-6.16", "arm64-7.0"])(
  "on %s each flush with a store owed costs one pair",
  (id) => {
    const { mmu, ...machine } = Object.assign(new Machine(id));
    const whole = new Machine(id);
    whole.mmu.enterSection();
    repeat(0, 3, (round) => {
      whole.set(round);
      whole.mmu.flush();
      whole.mmu.flush();
    });
    whole.mmu.leaveSection();
    expect(whole.mmu.counters.barriers).toBe(3);
    expect([mmu.counters.barriers, machine.problems]).toEqual([0, []]);
  },
);

test.each(["arm64-none", "arm64-6.16", "arm64-7.0"])(
  "on %s outside of the mode each valid kernel store costs one pair",
  (id) => {
    const machine = new Machine(id);
    repeat(0, 9, (at) => machine.set(at));
    expect(machine.mmu.counters.barriers).toBe(9);
  },
);

test.each(["arm64-none", "arm64-6.16", "arm64-7.0"])(
  "on %s clears, invalid entries and user entries cost no pair, in a section or not",
  (id) => {
    const machine = new Machine(id);
    const { mmu, format } = machine;
    machine.prepare(8);
    const change = () => {
      machine.clear(0);
      machine.take(1);
      mmu.updatePte(machine.slot(2), 0, 0, 0x80, 0, 0, machine.page(2));
      const { low, high } = format.unmapped(machine.entry(7).low, machine.entry(7).high);
      mmu.setPte(machine.slot(3), low, high, 0, machine.page(3));
      mmu.setPte(machine.slot(4), 0x43, 0, 1, machine.page(4));
      mmu.storePlain(machine.slot(5), 0x703, 1 << 22);
    };
    change();
    mmu.enterSection();
    change();
    expect(mmu.nPending).toBe(0);
    mmu.leaveSection();
    expect(mmu.counters).toMatchObject({ barriers: 0, pteWrites: 12 });
  },
);

test("on arm64 an upper entry that must complete costs a pair, in the mode with the others", () => {
  const machine = new Machine("arm64-7.0");
  const { mmu } = machine;
  const slot = machine.memory.allocateTable("pmd", 4096);
  mmu.setTable(slot, 0x1003, 0, true);
  mmu.setTable(slot, 0x1003, 0, false);
  expect(mmu.counters.barriers).toBe(1);
  mmu.enable();
  mmu.setTable(slot, 0x2003, 0, true);
  machine.set(0);
  mmu.disable();
  expect(mmu.counters.barriers).toBe(2);
});

test("on arm64 6.16 in an interrupt each store pays, and hooks are ignored", () => {
  const machine = new Machine("arm64-6.16");
  const { mmu, context } = machine;
  mmu.enter();
  machine.set(0);
  context.change("bhOff", 1);
  mmu.enter();
  machine.set(1);
  machine.set(2);
  mmu.flush();
  mmu.leave();
  context.change("bhOff", -1);
  expect(mmu.counters.barriers).toBe(2);
  expect(mmu.core.state).toMatchObject({ isLazy: true, isPending: true });
  mmu.leave();
  expect(mmu.counters.barriers).toBe(3);
});

test("pause and resume on 7.0 make each store pay one pair: N entries, N pairs", () => {
  const machine = new Machine("arm64-7.0");
  const { mmu } = machine;
  mmu.enable();
  repeat(0, 50, (at) => {
    mmu.pause();
    machine.set(at);
    mmu.resume();
  });
  mmu.disable();
  expect(mmu.counters.barriers).toBe(50);
});

// ---- powerpc hash and sparc64: batches of 192 ----

const batched = ["powerpc-hash-6.1", "powerpc-hash-7.0", "sparc64-6.1", "sparc64-7.0"];

test.each(batched)("on %s a section of N invalidations costs one drain per 192 begun", (id) => {
  for (const [n, drains] of [
    [0, 0],
    [1, 1],
    [191, 1],
    [192, 1],
    [193, 2],
    [384, 2],
    [385, 3],
  ] as const) {
    const machine = new Machine(id);
    const { mmu } = machine;
    machine.prepare(n, 1);
    mmu.enterSection();
    repeat(0, n, (at) => machine.take(at, 1));
    expect(mmu.nPending).toBe(n % 192);
    mmu.leaveSection();
    expect(mmu.counters.flushes).toBe(drains);
    expect(mmu.core.state).toMatchObject({ drains, singleFlushes: 0 });
    expect(mmu.nPending).toBe(0);
  }
});

test.each(batched)("on %s outside of the mode each invalidation is one flush", (id) => {
  const machine = new Machine(id);
  machine.prepare(20, 1);
  repeat(0, 20, (at) => machine.take(at, 1));
  expect(machine.mmu.core.state).toMatchObject({ drains: 0, singleFlushes: 20 });
  expect(machine.mmu.counters.flushes).toBe(20);
});

test.each(batched)("on %s an update of another address space drains the batch first", (id) => {
  const machine = new Machine(id);
  const { mmu } = machine;
  machine.prepare(6, 1);
  mmu.enterSection();
  repeat(0, 3, (at) => machine.take(at, 1));
  repeat(3, 6, (at) => mmu.getAndClearPte(machine.slot(at, 1), 2, machine.page(at, 1)));
  expect([mmu.core.state.drains, mmu.nPending]).toEqual([1, 3]);
  mmu.leaveSection();
  expect(mmu.core.state.drains).toBe(2);
});

test("on powerpc hash a segment of another size drains the batch first", () => {
  const machine = new Machine("powerpc-hash-6.1");
  const { mmu } = machine;
  machine.prepare(2, 1);
  mmu.enter();
  machine.take(0, 1);
  // From 1 TiB on, segments are of 1 TiB.
  mmu.getAndClearPte(machine.slot(1, 1), 1, 2 ** 40 / 65_536);
  expect([mmu.core.state.drains, mmu.nPending]).toEqual([1, 1]);
});

test("on powerpc hash entries that were never hashed cost nothing, and set_ptes() stores alone", () => {
  const machine = new Machine("powerpc-hash-6.1");
  const { mmu, format } = machine;
  const { low, high } = format.linearPte(5);
  mmu.enter();
  mmu.setPte(machine.slot(0), low, high, 0, machine.page(0));
  machine.clear(0);
  expect(mmu.nPending).toBe(0);
  mmu.leave();
  expect(mmu.counters).toMatchObject({ flushes: 0, pteWrites: 2 });
  machine.prepare(1);
  machine.set(0);
  expect(machine.events.filter((event) => event.startsWith("warning"))).toEqual(["warning"]);
});

test("on sparc64 kernel entries and entries that were not valid take no part", () => {
  const machine = new Machine("sparc64-6.1");
  const { mmu } = machine;
  machine.prepare(4);
  mmu.enter();
  repeat(0, 4, (at) => machine.take(at));
  repeat(0, 4, (at) => machine.set(at, undefined, 1));
  expect([mmu.nPending, mmu.counters.flushes]).toEqual([0, 0]);
  repeat(0, 4, (at) => machine.set(at, undefined, 1));
  expect(mmu.nPending).toBe(4);
});

test.each(batched)("on %s mmu_gather carries a batch out", (id) => {
  const machine = new Machine(id);
  const { mmu } = machine;
  machine.prepare(5, 1);
  mmu.enterSection();
  repeat(0, 5, (at) => machine.take(at, 1));
  mmu.flushGather();
  expect([mmu.nPending, mmu.core.state.drains]).toEqual([0, 1]);
});

test.each([
  ["powerpc-hash-6.1", 0],
  ["sparc64-6.1", 0],
  ["powerpc-hash-7.0", 1],
  ["sparc64-7.0", 1],
])("on %s arch_flush drains %i times", (id, drains) => {
  const machine = new Machine(id);
  machine.prepare(2, 1);
  machine.mmu.enterSection();
  machine.take(0, 1);
  machine.mmu.flush();
  expect(machine.mmu.core.state.drains).toBe(drains);
});

test.each([
  ["powerpc-hash-6.1", true],
  ["powerpc-hash-7.0", false],
])("on %s whether an interrupt appends to the batch is %s", (id, isAppended) => {
  const machine = new Machine(id);
  const { mmu, context } = machine;
  machine.prepare(2, 1);
  mmu.enterSection();
  context.change("hardirq", 1);
  machine.take(0, 1);
  expect(mmu.nPending).toBe(isAppended ? 1 : 0);
  expect(mmu.core.state.singleFlushes).toBe(isAppended ? 0 : 1);
});

test("on sparc64 7.0 an interrupt's update of another space drains the batch before its own flush", () => {
  const machine = new Machine("sparc64-7.0");
  const { mmu, context } = machine;
  machine.prepare(2, 1);
  mmu.enable();
  machine.take(0, 1);
  context.change("hardirq", 1);
  mmu.getAndClearPte(machine.slot(1, 1), 2, machine.page(1, 1));
  expect(mmu.core.state).toMatchObject({ drains: 1, singleFlushes: 1 });
});

test("on powerpc hash flush_tlb_range() does nothing, and on sparc64 only the kernel's does", () => {
  const flushes = ["powerpc-hash-6.1", "sparc64-6.1"].map((id) => {
    const machine = new Machine(id);
    const { mmu } = machine;
    machine.prepare(1, 1);
    mmu.enter();
    machine.take(0, 1);
    mmu.flushTlb(1, 0, Number.POSITIVE_INFINITY);
    const ofUser = mmu.counters.flushes;
    mmu.flushTlb(0, 0, Number.POSITIVE_INFINITY);
    return [ofUser, mmu.counters.flushes, mmu.nPending];
  });
  expect(flushes).toEqual([
    [0, 0, 1],
    [0, 1, 1],
  ]);
});

// ---- Xen: multicalls ----

const xens = ["xen-6.1", "xen-6.6", "xen-6.15", "xen-7.0", "xen-7.2"];

test.each(xens)("on %s the queue holds 31 writes, and the 32nd carries it out first", (id) => {
  const machine = new Machine(id);
  const { mmu } = machine;
  mmu.enterSection();
  repeat(0, 31, (at) => machine.set(at));
  expect([mmu.nPending, mmu.counters.hypercalls]).toEqual([31, 0]);
  machine.set(31);
  expect([mmu.nPending, mmu.counters.hypercalls]).toEqual([1, 1]);
  mmu.leaveSection();
  expect([mmu.nPending, mmu.counters.hypercalls]).toEqual([0, 2]);
});

test.each(xens)("on %s a section of N writes costs one hypercall per 31 begun", (id) => {
  for (const n of [0, 1, 31, 32, 62, 63, 512]) {
    const machine = new Machine(id);
    machine.mmu.enterSection();
    repeat(0, n, (at) => machine.set(at));
    machine.mmu.leaveSection();
    expect(machine.mmu.counters.hypercalls).toBe(Math.ceil(n / 31));
  }
});

test.each(xens)("on %s outside of the mode each write is one hypercall", (id) => {
  const machine = new Machine(id);
  repeat(0, 12, (at) => machine.set(at));
  machine.clear(0);
  expect(machine.mmu.counters.hypercalls).toBe(13);
});

test.each(xens)("on %s a read-modify-write is emulated at once, and costs no hypercall", (id) => {
  const machine = new Machine(id);
  const { mmu, memory } = machine;
  machine.prepare(2);
  mmu.enterSection();
  machine.take(0);
  expect(memory.readLow(machine.slot(0))).toBe(0);
  mmu.updatePte(machine.slot(1), 2, 0, 0, 0, 0, machine.page(1));
  expect(memory.readLow(machine.slot(1)) & 2).toBe(0);
  mmu.leaveSection();
  expect(mmu.counters.hypercalls).toBe(0);
});

test("on Xen alternating kinds of call fill the queue at 512 bytes of arguments", () => {
  const machine = new Machine("xen-6.6");
  const { mmu } = machine;
  mmu.enter();
  // A write of 16 bytes and a flush of 24: 12 pairs are 480 bytes, and no pair has room for 512.
  repeat(0, 12, (at) => {
    machine.set(at);
    mmu.flushTlb(0, at, at + 1);
  });
  expect(mmu.counters.hypercalls).toBe(0);
  machine.set(12);
  expect(mmu.counters.hypercalls).toBe(0);
  mmu.flushTlb(0, 12, 13);
  expect([mmu.counters.hypercalls, mmu.nPending]).toEqual([1, 1]);
});

test("on Xen a flush outside of the mode carries the queue out", () => {
  const machine = new Machine("xen-6.6");
  machine.mmu.flushTlb(0, 0, 1);
  expect(machine.mmu.counters).toMatchObject({ hypercalls: 1, flushes: 1 });
});

test("on Xen an interrupt's write overtakes the queue, which then overwrites it", () => {
  const machine = new Machine("xen-6.6");
  const { mmu, context, memory } = machine;
  const slot = machine.slot(0);
  mmu.enter();
  machine.set(0, 7);
  context.change("hardirq", 1);
  machine.set(0, 8);
  expect(memory.readLow(slot) >>> 12).toBe(8);
  context.change("hardirq", -1);
  mmu.leave();
  expect(memory.readLow(slot) >>> 12).toBe(7);
  expect(mmu.counters.hypercalls).toBe(2);
});

test("on Xen an upper entry in an interrupt carries out the interrupted section's queue", () => {
  const machine = new Machine("xen-6.6");
  const { mmu, context } = machine;
  mmu.enter();
  repeat(0, 4, (at) => machine.set(at));
  context.change("hardirq", 1);
  mmu.setTable(machine.memory.allocateTable("pmd", 4096), 0x1067, 0, true);
  expect([mmu.nPending, mmu.counters.hypercalls]).toEqual([0, 1]);
});

test.each(["xen-6.1", "xen-6.6", "xen-6.15", "xen-7.0", "xen-7.2"])(
  "on %s a task switch carries the queue out, and the section goes on",
  (id) => {
    const machine = new Machine(id);
    const { mmu } = machine;
    mmu.enterSection();
    repeat(0, 4, (at) => machine.set(at));
    expect(mmu.switchTask()).toBe(true);
    expect([mmu.nPending, mmu.counters.hypercalls, mmu.isActive()]).toEqual([0, 1, true]);
    machine.set(4);
    expect(mmu.nPending).toBe(1);
    mmu.leaveSection();
    expect(mmu.counters.hypercalls).toBe(2);
  },
);

// ---- no postponing ----

test.each([
  ["generic", "riscv64-sv48"],
  ["generic", "s390-3level"],
  ["generic-7.0", "powerpc-radix-64k"],
  ["generic-7.0", "x86-4k-48"],
])("%s on %s counts writes and sections and nothing else", (id, geometry) => {
  const machine = new Machine(id, geometry);
  const { mmu } = machine;
  mmu.enterSection();
  repeat(0, 10, (at) => machine.set(at));
  mmu.leaveSection();
  expect(mmu.counters).toEqual({
    pteWrites: 10,
    barriers: 0,
    flushes: 0,
    hypercalls: 0,
    allocations: 0,
    frees: 0,
    sections: 1,
  });
  expect(mmu.core.state.enableCount).toBe(0);
});
