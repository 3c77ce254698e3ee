/** What an inner section's end costs the outer one. */
import { expect, test } from "vitest";
import { Machine, repeat } from "./machine.ts";

const ending = [
  ["arm64-6.16", Number.POSITIVE_INFINITY],
  ["powerpc-hash-6.1", 192],
  ["sparc64-6.1", 192],
  ["rfc-nested", Number.POSITIVE_INFINITY],
] as const;

function prepared(id: string, n: number): Machine {
  const machine = new Machine(id);
  machine.prepare(n, machine.policy.machine === "sparc64" ? 1 : 0);
  return machine;
}

/** N updates in one section, with an empty nested section behind update `k`. */
function nestedAfter(machine: Machine, k: number, n: number): void {
  const { mmu } = machine;
  mmu.enterSection();
  repeat(0, n, (at) => {
    if (at === k) {
      mmu.enterSection();
      mmu.leaveSection();
    }
    machine.update(at);
  });
  mmu.leaveSection();
}

test.each(ending)(
  "with %s each of the N - k updates behind the inner leave is lost",
  (id, limit) => {
    for (const [k, n] of [
      [0, 5],
      [1, 2],
      [4, 5],
      [7, 300],
      [192, 400],
    ] as const) {
      const machine = prepared(id, n);
      nestedAfter(machine, k, n);
      const ideal = limit === Number.POSITIVE_INFINITY ? 1 : Math.ceil((n - k) / limit);
      expect(machine.mmu.lost).toEqual({ updates: n - k, extra: n - k - ideal });
      expect(machine.kinds).toEqual(["lost-batching"]);
    }
  },
);

test.each(ending.map(([id]) => id))("with %s nothing is lost when nothing follows", (id) => {
  const machine = prepared(id, 5);
  const { mmu } = machine;
  mmu.enterSection();
  repeat(0, 5, (at) => machine.update(at));
  mmu.enterSection();
  mmu.leaveSection();
  mmu.leaveSection();
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
  expect(machine.problems).toEqual([]);
});

test.each([
  "generic",
  "generic-7.0",
  "arm64-none",
  "arm64-7.0",
  "powerpc-hash-7.0",
  "sparc64-7.0",
  "xen-6.6",
  "xen-7.0",
  "xen-7.2",
  "naive-count",
])("with %s nesting loses nothing", (id) => {
  const machine = prepared(id, 40);
  nestedAfter(machine, 10, 40);
  expect(machine.mmu.lost).toEqual({ updates: 0, extra: 0 });
  expect(machine.problems).toEqual([]);
});

test("updates that take no part are not lost", () => {
  const machine = prepared("arm64-6.16", 8);
  const { mmu } = machine;
  mmu.enter();
  mmu.enter();
  mmu.leave();
  repeat(0, 8, (at) => machine.take(at));
  mmu.leave();
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
});

test("a third section brings the mode back, and what it batches is not lost", () => {
  const machine = prepared("arm64-6.16", 12);
  const { mmu } = machine;
  mmu.enter();
  mmu.enter();
  mmu.leave();
  machine.update(0);
  mmu.enter();
  repeat(1, 5, (at) => machine.update(at));
  mmu.leave();
  machine.update(5);
  mmu.leave();
  expect(mmu.lost.updates).toBe(2);
  // Pairs: 1 + 1 + 1; with the outer section kept, one at the last inner leave and one at the end.
  expect([mmu.counters.barriers, mmu.lost.extra]).toEqual([3, 1]);
});

test("what an open section has lost so far is told while it is open", () => {
  const machine = prepared("arm64-6.16", 5);
  const { mmu } = machine;
  mmu.enter();
  mmu.enter();
  mmu.leave();
  repeat(0, 3, (at) => machine.update(at));
  expect(mmu.lost).toEqual({ updates: 3, extra: 2 });
  expect(machine.problems).toEqual([]);
});

test("sections add up", () => {
  const machine = prepared("arm64-6.16", 10);
  nestedAfter(machine, 4, 10);
  nestedAfter(machine, 4, 10);
  expect(machine.mmu.lost).toEqual({ updates: 12, extra: 10 });
  expect(machine.kinds).toEqual(["lost-batching", "lost-batching"]);
});

test("an interrupt's updates are not the outer section's to lose", () => {
  const machine = prepared("arm64-6.16", 10);
  const { mmu, context } = machine;
  mmu.enter();
  mmu.enter();
  mmu.leave();
  context.change("softirq", 1);
  repeat(0, 4, (at) => machine.update(at));
  context.change("softirq", -1);
  mmu.leave();
  expect(mmu.lost.updates).toBe(0);
});

test("the two possibilities of the RFC: written directly nothing is lost, nested it is", () => {
  const lost = ["rfc-direct", "rfc-nested"].map((id) => {
    const machine = new Machine(id);
    const { mmu, linear } = machine;
    machine.unmapBefore(0x4_0000 + 9);
    mmu.enter();
    machine.set(0);
    linear.setValid(0x4_0000 + 9, 1, true);
    const seen = linear.access(0x4_0000 + 9, true);
    repeat(1, 6, (at) => machine.set(at));
    mmu.leave();
    return [seen, mmu.lost.updates, mmu.lost.extra];
  });
  expect(lost).toEqual([
    ["spurious-fault", 0, 0],
    ["ok", 5, 4],
  ]);
});

test("a counter that does not flush at the inner disable loses nothing, and the page faults", () => {
  const machine = new Machine("naive-count");
  const { mmu, linear } = machine;
  machine.unmapBefore(0x4_0000 + 9);
  mmu.enter();
  linear.setValid(0x4_0000 + 9, 1, true);
  expect(linear.access(0x4_0000 + 9, true)).toBe("spurious-fault");
  mmu.leave();
  expect(mmu.lost).toEqual({ updates: 0, extra: 0 });
});

test("what is written while the section is paused is given up, and not lost", () => {
  const machine = prepared("arm64-6.16", 8);
  const { mmu } = machine;
  mmu.enter();
  mmu.pause();
  machine.update(0);
  mmu.resume();
  machine.update(1);
  mmu.leave();
  expect([mmu.counters.barriers, mmu.lost.updates]).toEqual([2, 0]);
});
