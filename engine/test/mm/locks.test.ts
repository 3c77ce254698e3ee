/** Locks, contexts, and where sleeping is wrong or unwise. */
import { expect, test } from "vitest";
import {
  balancePoint,
  ExecutionContext,
  findImbalances,
  LockSet,
  type MmProblem,
} from "#engine/mm";
import { Machine } from "./machine.ts";

function make() {
  const problems: MmProblem[] = [];
  const context = new ExecutionContext();
  const sink = { event() {}, problem: (problem: MmProblem) => void problems.push(problem) };
  const locks = new LockSet(context, sink);
  const codes = () => problems.map(({ code }) => code);
  return { context, locks, problems, codes };
}

test.each([
  ["spin", { preempt: 1, irqsOff: 0, bhOff: 0 }],
  ["spin-irq", { preempt: 1, irqsOff: 1, bhOff: 0 }],
  ["spin-bh", { preempt: 1, irqsOff: 0, bhOff: 1 }],
  ["mutex", { preempt: 0, irqsOff: 0, bhOff: 0 }],
  ["rwsem-read", { preempt: 0, irqsOff: 0, bhOff: 0 }],
  ["rwsem-write", { preempt: 0, irqsOff: 0, bhOff: 0 }],
] as const)("a lock of kind %s changes the context by %j while it is held", (kind, counts) => {
  const { locks, context, problems } = make();
  expect(locks.acquire(1, kind, "a")).toBe(true);
  expect(context.counts).toMatchObject(counts);
  expect(locks.release(1, kind, "a")).toBe(true);
  expect(context.counts).toMatchObject({ preempt: 0, irqsOff: 0, bhOff: 0 });
  expect([locks.held, problems]).toEqual([[], []]);
});

test("taking a held lock is a deadlock, and reading a semaphore twice is none", () => {
  const { locks, problems, codes } = make();
  locks.acquire(1, "spin", "a");
  expect(locks.acquire(1, "spin", "a")).toBe(false);
  expect(problems[0]).toMatchObject({
    kind: "rule-broken",
    message: "a is taken while it is held.",
  });
  const other = make();
  other.locks.acquire(2, "rwsem-read", "b");
  expect(other.locks.acquire(2, "rwsem-read", "b")).toBe(true);
  expect(other.locks.acquire(2, "rwsem-write", "b")).toBe(false);
  expect([codes(), other.codes()]).toEqual([["deadlock"], ["deadlock"]]);
});

test("releasing a lock that is not held is told and changes nothing", () => {
  const { locks, context, codes } = make();
  expect(locks.release(1, "spin", "a")).toBe(false);
  expect([codes(), context.counts.preempt]).toEqual([["unlock-of-free-lock"], 0]);
});

test("locks taken since the call and not released are told on return, and others are not", () => {
  const { locks, problems } = make();
  locks.acquire(1, "spin", "the PTE lock");
  const before = locks.held;
  expect([locks.checkReturn(before), problems]).toEqual([true, []]);
  locks.acquire(2, "spin", "b");
  locks.acquire(3, "spin", "c");
  locks.release(3, "spin", "c");
  expect(locks.checkReturn(before)).toBe(false);
  expect(problems.map(({ kind, message }) => [kind, message])).toEqual([
    ["lock-held", "b is still held on return."],
  ]);
  expect(locks.isHeld(2)).toBe(true);
});

test("a saved set of locks comes back", () => {
  const { locks } = make();
  locks.acquire(1, "mutex", "a");
  const saved = locks.save();
  locks.release(1, "mutex", "a");
  locks.restore(saved);
  expect(locks.held.map(({ name }) => name)).toEqual(["a"]);
});

test.each([
  ["preempt", "with preemption off"],
  ["irqsOff", "with interrupts off"],
  ["bhOff", "with bottom halves off"],
  ["softirq", "in a soft interrupt"],
  ["hardirq", "in a hard interrupt"],
] as const)("sleeping with %s is wrong: %s", (what, reason) => {
  const { locks, context, problems } = make();
  context.change(what, 1);
  expect(context.isAtomic()).toBe(true);
  expect(locks.checkMaySleep("Allocating", undefined)).toBe(false);
  expect(problems).toMatchObject([
    { kind: "slept-in-atomic", isWrong: true, message: `Allocating may sleep, ${reason}.` },
  ]);
});

test("sleeping with a spinlock held names the lock, and a mutex must not be taken there", () => {
  const { locks, problems } = make();
  locks.acquire(1, "spin", "the PTE lock");
  locks.acquire(2, "mutex", "m");
  expect(problems[0]?.message).toBe("taking m may sleep, with the PTE lock held.");
});

test("in_interrupt() is true with bottom halves off, and not with preemption or interrupts off", () => {
  const seen = (["preempt", "irqsOff", "bhOff", "softirq", "hardirq"] as const).map((what) => {
    const context = new ExecutionContext();
    context.change(what, 1);
    return context.inInterrupt();
  });
  expect(seen).toEqual([false, false, true, true, true]);
});

test("a count of the context does not go below zero", () => {
  const context = new ExecutionContext();
  expect(context.change("preempt", -1)).toBe(false);
  expect(context.counts.preempt).toBe(0);
});

// ---- GFP flags that may sleep, in a section ----

test.each([
  ["powerpc-hash-6.1", true],
  ["powerpc-hash-7.0", true],
  ["sparc64-6.1", true],
  ["sparc64-7.0", true],
  ["arm64-6.16", false],
  ["arm64-7.0", false],
  ["xen-6.6", false],
  ["generic", false],
])("with %s an allocation that may sleep in a section is wrong: %s", (id, isWrong) => {
  const machine = new Machine(id);
  const { mmu, context, sink, problems } = machine;
  const locks = new LockSet(context, sink);
  expect(locks.checkMaySleep("Allocating", mmu)).toBe(true);
  mmu.enterSection();
  expect(locks.checkMaySleep("Allocating", mmu)).toBe(false);
  expect(problems).toMatchObject([
    { kind: "slept-in-atomic", isWrong, code: isWrong ? "slept-in-atomic" : "slept-in-section" },
  ]);
  mmu.leaveSection();
  expect(locks.checkMaySleep("Allocating", mmu)).toBe(true);
});

test("an inner disable does not make sleeping right, and a pause does", () => {
  const machine = new Machine("powerpc-hash-7.0");
  const { mmu, context, sink, problems } = machine;
  const locks = new LockSet(context, sink);
  mmu.enable();
  mmu.enable();
  mmu.disable();
  expect(locks.checkMaySleep("Allocating", mmu)).toBe(false);
  expect(problems[0]?.message).toContain("in a lazy MMU section");
  mmu.pause();
  expect(locks.checkMaySleep("Allocating", mmu)).toBe(true);
});

// ---- balance ----

test("what is as it was before is balanced", () => {
  const { mmu } = new Machine("powerpc-hash-7.0");
  const before = balancePoint(mmu);
  mmu.enable();
  mmu.disable();
  expect(findImbalances(mmu, before)).toEqual([]);
});

test("a section, a pause and preemption left behind are told", () => {
  const { mmu } = new Machine("powerpc-hash-7.0");
  const before = balancePoint(mmu);
  mmu.enable();
  expect(findImbalances(mmu, before).map(({ code }) => code)).toEqual([
    "section-unbalanced",
    "preemption-unbalanced",
  ]);
  mmu.pause();
  expect(findImbalances(mmu, before).map(({ code }) => code)).toEqual([
    "section-unbalanced",
    "pause-unbalanced",
  ]);
});

test("a section that bottom halves went off in cannot be left, and stays behind", () => {
  const { mmu, context } = new Machine("arm64-7.0");
  const before = balancePoint(mmu);
  mmu.enable();
  context.change("bhOff", 1);
  mmu.disable();
  context.change("bhOff", -1);
  expect(findImbalances(mmu, before).map(({ message }) => message)).toEqual([
    "1 sections are open, and 0 were.",
  ]);
});

test("updates owed outside of any section are told", () => {
  const machine = new Machine("powerpc-hash-6.1");
  const { mmu } = machine;
  machine.prepare(1);
  mmu.enter();
  machine.take(0);
  mmu.core.state.isLazy = false;
  const before = { ...balancePoint(mmu), depth: 0 };
  const saved = mmu.save();
  mmu.restore({ ...saved, depth: 0 });
  expect(findImbalances(mmu, before).map(({ code }) => code)).toEqual(["pending-after-leave"]);
});
