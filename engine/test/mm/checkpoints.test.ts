/** Going back: whatever the model keeps comes back as it was, in the middle of a section too. */
import { expect, test } from "vitest";
import { lazyPolicies } from "#engine/mm";
import { PendingEntries } from "../../src/mm/pending-entries.ts";
import { Machine, repeat } from "./machine.ts";

function prepared(id: string): Machine {
  const machine = new Machine(id, id === "s390-proposed" ? "s390-3level" : undefined);
  machine.prepare(400, machine.policy.machine === "sparc64" ? 1 : 0);
  return machine;
}

test.each(lazyPolicies.map(({ id }) => id))(
  "with %s a run goes on from a checkpoint as it did",
  (id) => {
    const machine = prepared(id);
    const { mmu, context, memory, tlb } = machine;
    const from = machine.slot(0);
    if (id === "s390-proposed") mmu.enableWithPtes(from, from + 2048);
    else mmu.enterSection();
    repeat(0, 40, (n) => machine.update(n));
    const saved = {
      mmu: mmu.save(),
      context: context.save(),
      tlb: tlb.save(),
      lanes: new Map(memory.lanes),
    };
    const rest = () => {
      repeat(40, 60, (n) => machine.update(n));
      if (id !== "xen-6.1" && id !== "xen-6.15") {
        mmu.enterSection();
        machine.update(60);
        mmu.leaveSection();
      }
      repeat(61, 300, (n) => machine.update(n));
      mmu.leaveSection();
      return { mmu: mmu.save(), context: context.save(), lanes: [...memory.lanes] };
    };
    const first = rest();
    mmu.restore(saved.mmu);
    context.restore(saved.context);
    tlb.restore(saved.tlb);
    memory.lanes.clear();
    for (const [address, lane] of saved.lanes) memory.lanes.set(address, lane);
    const again = rest();
    expect(again.mmu).toEqual(first.mmu);
    expect(again.context).toEqual(first.context);
    expect(new Map(again.lanes)).toEqual(new Map(first.lanes));
  },
);

test("a checkpoint is not changed by what happens behind it", () => {
  const machine = prepared("arm64-7.0");
  const { mmu } = machine;
  mmu.enable();
  machine.set(0);
  const saved = mmu.save();
  const copy = structuredClone(saved);
  repeat(1, 200, (n) => machine.set(n));
  mmu.disable();
  expect(saved).toEqual(copy);
});

test("a stopped kernel that goes back is not stopped", () => {
  const { mmu } = new Machine("xen-6.15");
  mmu.enter();
  const saved = mmu.save();
  mmu.enter();
  expect(mmu.isStopped).toBe(true);
  mmu.restore(saved);
  expect([mmu.isStopped, mmu.depth]).toEqual([false, 1]);
});

// ---- the records themselves ----

test("the newest record of a slot is found, among thousands", () => {
  const pending = new PendingEntries();
  repeat(0, 5000, (n) => pending.add(0x1000_0000 + n * 8, n, 0, n + 1, 0, 0, n));
  repeat(0, 5000, (n) => {
    expect(pending.newLow(pending.find(0x1000_0000 + n * 8))).toBe(n + 1);
  });
  pending.add(0x1000_0000, 0, 0, 77, 0, 0, 0);
  expect(pending.newLow(pending.find(0x1000_0000))).toBe(77);
  expect(pending.find(0x1000_0000 + 5000 * 8)).toBe(-1);
  expect(pending.n).toBe(5001);
});

test("a record that is met is not found, and stays in its place", () => {
  const pending = new PendingEntries();
  pending.add(8, 1, 0, 2, 0, 0, 0);
  pending.add(16, 3, 0, 4, 0, 0, 0);
  pending.resolve(8);
  expect([pending.find(8), pending.find(16), pending.n]).toEqual([-1, 1, 2]);
  pending.add(8, 5, 0, 6, 0, 0, 0);
  expect(pending.find(8)).toBe(2);
});

test("flushes are records without a slot", () => {
  const pending = new PendingEntries();
  pending.addFlush(8, 9, 0);
  expect([pending.find(8), pending.n]).toEqual([-1, 1]);
});

test("cleared records are gone, and saved ones come back findable", () => {
  const pending = new PendingEntries();
  repeat(0, 300, (n) => pending.add(n * 8, n, 0, n, 0, 0, n));
  pending.resolve(80);
  pending.addFlush(1, 2, 0);
  const saved = pending.save();
  pending.clear();
  expect([pending.n, pending.find(0)]).toEqual([0, -1]);
  pending.restore(saved);
  expect([pending.n, pending.find(0), pending.find(80), pending.find(299 * 8)]).toEqual([
    301, 0, -1, 299,
  ]);
});

test("neighbouring entries of four bytes are kept apart", () => {
  const pending = new PendingEntries();
  repeat(0, 100, (n) => pending.add(n * 4, n, 0, n, 0, 0, n));
  repeat(0, 100, (n) => expect(pending.find(n * 4)).toBe(n));
});

test("a record from before a clearing is not found behind it", () => {
  const pending = new PendingEntries();
  pending.add(8, 0, 0, 1, 0, 0, 0);
  pending.add(16, 0, 0, 2, 0, 0, 0);
  pending.clear();
  pending.add(24, 0, 0, 3, 0, 0, 0);
  expect([pending.find(8), pending.find(16), pending.find(24)]).toEqual([-1, -1, 0]);
});
