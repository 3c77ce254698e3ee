/** The hooks of each policy, the counts of 7.0, and which policy a machine of a release has. */
import { expect, test } from "vitest";
import { citationText, lazyPolicies, policyFor } from "#engine/mm";
import { releaseNumber } from "../../src/mm/lazy-policies.ts";
import { Machine, repeat } from "./machine.ts";

const postponing = lazyPolicies.filter(({ postpones }) => postpones !== "nothing");

/** A machine with an entry that takes part, ready in `update(n)`. */
function prepared(id: string): Machine {
  const machine = new Machine(id, id === "s390-proposed" ? "s390-3level" : undefined);
  const isSparc = machine.policy.machine === "sparc64";
  machine.prepare(16, isSparc ? 1 : 0);
  return machine;
}

/** Opens a section, with a hint where the policy needs one. */
function open(machine: Machine): void {
  const from = machine.slot(0);
  if (machine.policy.id === "s390-proposed") machine.mmu.enableWithPtes(from, from + 2048);
  else machine.mmu.enterSection();
}

test.each(lazyPolicies.map((policy) => [policy.id, policy] as const))(
  "%s cites a file, a function and a release",
  (_, { citations, spuriousFault }) => {
    expect(citations.length).toBeGreaterThan(0);
    for (const citation of [...citations, ...spuriousFault.citations]) {
      expect(citationText(citation)).toMatch(/^[\w./-]+\.[ch], [\w() ]+, (\d+\.\d+|RFC|proposal)/);
    }
  },
);

test("no two policies share an identifier, and each machine's releases are covered once", () => {
  expect(new Set(lazyPolicies.map(({ id }) => id)).size).toBe(lazyPolicies.length);
  for (const machine of ["arm64", "powerpc-hash", "sparc64", "xen-pv"] as const) {
    const own = lazyPolicies.filter((policy) => policy.machine === machine);
    const bounds = own.flatMap(({ from, until }) => [from, until]).sort((a, b) => a - b);
    expect(bounds[0]).toBe(0);
    expect(bounds.at(-1)).toBe(Number.POSITIVE_INFINITY);
    for (let at = 1; at + 1 < bounds.length; at += 2) expect(bounds[at]).toBe(bounds[at + 1]);
  }
});

test.each([
  ["arm64", "6.1.192", "arm64-none"],
  ["arm64", "6.12.117", "arm64-none"],
  ["arm64", "6.15", "arm64-none"],
  ["arm64", "6.16", "arm64-6.16"],
  ["arm64", "v6.19.5", "arm64-6.16"],
  ["arm64", "7.0.0-rc1", "arm64-7.0"],
  ["powerpc-hash", "6.12", "powerpc-hash-6.1"],
  ["powerpc-hash", "7.0", "powerpc-hash-7.0"],
  ["powerpc-radix", "6.12", "generic"],
  ["powerpc-radix", "7.0", "generic-7.0"],
  ["sparc64", "6.1", "sparc64-6.1"],
  ["sparc64", "7.1", "sparc64-7.0"],
  ["xen-pv", "6.5", "xen-6.1"],
  ["xen-pv", "6.6", "xen-6.6"],
  ["xen-pv", "6.14", "xen-6.6"],
  ["xen-pv", "6.15", "xen-6.15"],
  ["xen-pv", "6.19", "xen-6.15"],
  ["xen-pv", "7.1", "xen-7.0"],
  ["xen-pv", "7.2", "xen-7.2"],
  ["x86", "6.12", "generic"],
  ["x86", "7.0", "generic-7.0"],
  ["other", "7.0", "generic"],
] as const)("%s of %s has the policy %s", (machine, release, id) => {
  const choice = policyFor(machine, release);
  expect([choice.policy.id, choice.caveat]).toEqual([id, undefined]);
});

test("a release that is unknown or unreadable is taken for the newest known, and that is said", () => {
  expect(policyFor("arm64", "9.3")).toMatchObject({
    policy: { id: "arm64-7.0" },
    caveat: "Nothing is known of 9.3; it is taken for 7.2.",
  });
  expect(policyFor("xen-pv", "next").caveat).toContain("cannot be read");
  expect(releaseNumber("6.12")).toBe(6012);
  expect(releaseNumber("6.1234")).toBeUndefined();
});

// ---- the hook table ----

test.each(postponing.map(({ id }) => id))(
  "with %s an update in a section is postponed, and the leave completes it",
  (id) => {
    const machine = prepared(id);
    const { mmu } = machine;
    open(machine);
    expect(mmu.isActive()).toBe(true);
    machine.update(0);
    machine.update(1);
    expect(mmu.nPending).toBe(2);
    mmu.leaveSection();
    expect([mmu.nPending, mmu.isActive(), mmu.depth]).toEqual([0, false, 0]);
  },
);

test.each(postponing.map(({ id }) => id))(
  "with %s an update outside of a section is in force at once",
  (id) => {
    const machine = prepared(id);
    machine.update(0);
    expect(machine.mmu.nPending).toBe(0);
  },
);

test.each(
  postponing
    // An interrupt on a CPU with an active batch appends to it, before 7.0.
    .filter(({ id }) => id !== "powerpc-hash-6.1" && id !== "sparc64-6.1")
    .map(({ id }) => id),
)("with %s an update in an interrupt is in force at once", (id) => {
  const machine = prepared(id);
  const { mmu, context } = machine;
  open(machine);
  context.change("softirq", 1);
  expect(mmu.isActive()).toBe(false);
  machine.update(0);
  expect(mmu.nPending).toBe(0);
  context.change("softirq", -1);
  expect(mmu.isActive()).toBe(true);
});

test.each([
  ["arm64-6.16", 0],
  ["powerpc-hash-6.1", 4],
  ["sparc64-6.1", 4],
  ["xen-6.6", 0],
  ["arm64-7.0", 0],
  ["powerpc-hash-7.0", 0],
  ["sparc64-7.0", 0],
  ["xen-6.1", 0],
  ["xen-6.15", 0],
  ["xen-7.0", 0],
  ["xen-7.2", 0],
  ["rfc-direct", 0],
  ["rfc-nested", 0],
  ["naive-count", 0],
])("with %s arch_flush leaves %i of four updates pending, and the mode on", (id, left) => {
  const machine = prepared(id);
  const { mmu } = machine;
  open(machine);
  repeat(0, 4, (n) => machine.update(n));
  mmu.flush();
  expect([mmu.nPending, mmu.isActive()]).toEqual([left, true]);
});

/** What becomes of a nested section: still lazy after its leave, and how much is pending then. */
test.each([
  ["arm64-6.16", false, 0],
  ["powerpc-hash-6.1", false, 0],
  ["sparc64-6.1", false, 0],
  ["xen-6.6", true, 0],
  ["arm64-7.0", true, 0],
  ["powerpc-hash-7.0", true, 0],
  ["sparc64-7.0", true, 0],
  ["xen-7.0", true, 0],
  ["xen-7.2", true, 0],
  ["rfc-direct", false, 0],
  ["rfc-nested", false, 0],
  ["naive-count", true, 4],
])(
  "with %s the outer section is lazy behind an inner one: %s, with %i pending",
  (id, isLazy, left) => {
    const machine = prepared(id);
    const { mmu } = machine;
    open(machine);
    repeat(0, 2, (n) => machine.update(n));
    mmu.enterSection();
    repeat(2, 4, (n) => machine.update(n));
    expect(mmu.nPending).toBe(4);
    mmu.leaveSection();
    expect([mmu.isActive(), mmu.nPending]).toEqual([isLazy, left]);
    mmu.leaveSection();
    expect([mmu.isActive(), mmu.nPending, machine.context.counts.preempt]).toEqual([false, 0, 0]);
  },
);

test.each(["powerpc-hash-6.1", "powerpc-hash-7.0", "sparc64-6.1", "sparc64-7.0"])(
  "with %s preemption is off in a section, and the task cannot be switched",
  (id) => {
    const machine = prepared(id);
    const { mmu, context } = machine;
    open(machine);
    expect(context.counts.preempt).toBe(1);
    expect(mmu.switchTask()).toBe(false);
    mmu.leaveSection();
    expect(mmu.switchTask()).toBe(true);
  },
);

test.each(["arm64-6.16", "arm64-7.0", "xen-6.1", "xen-6.6", "xen-6.15", "xen-7.0", "xen-7.2"])(
  "with %s preemption stays on in a section",
  (id) => {
    const machine = prepared(id);
    open(machine);
    expect(machine.context.counts.preempt).toBe(0);
  },
);

// ---- nested entry as a BUG ----

test.each(lazyPolicies.map(({ id }) => id))(
  "a nested enter with %s is a BUG where it was one",
  (id) => {
    const machine = prepared(id);
    machine.mmu.enterSection();
    machine.mmu.enterSection();
    const isBug = id === "xen-6.1" || id === "xen-6.15";
    expect(machine.kinds).toEqual(isBug ? ["nested-entry-bug"] : []);
    expect(machine.mmu.isStopped).toBe(isBug);
  },
);

test("a BUG names the function it is in", () => {
  for (const [id, file] of [
    ["xen-6.1", "arch/x86/kernel/paravirt.c"],
    ["xen-6.15", "arch/x86/include/asm/xen/hypervisor.h"],
  ] as const) {
    const machine = new Machine(id);
    machine.mmu.enter();
    machine.mmu.enter();
    expect(machine.problems[0]?.citations[0]).toMatchObject({ file, name: "enter_lazy()" });
  }
});

test.each(["xen-6.1", "xen-6.6", "xen-6.15"])("on %s leaving without a section is a BUG", (id) => {
  const machine = new Machine(id);
  machine.mmu.leave();
  expect(machine.kinds).toEqual(["kernel-bug"]);
});

test("on Xen 6.1 a section that an interrupt enters in a section is a BUG", () => {
  const machine = new Machine("xen-6.1");
  machine.mmu.enter();
  machine.context.change("hardirq", 1);
  machine.mmu.enter();
  expect(machine.kinds).toEqual(["nested-entry-bug"]);
});

// ---- the counts of 7.0 ----

const counted = [
  "generic-7.0",
  "arm64-7.0",
  "powerpc-hash-7.0",
  "sparc64-7.0",
  "xen-7.0",
  "xen-7.2",
];

test.each(counted)("with %s the counts run as include/linux/pgtable.h of 7.0 says", (id) => {
  const { mmu, events } = new Machine(id);
  const seen: [number, number, boolean][] = [];
  const note = () => {
    const { enableCount, pauseCount } = mmu.core.state;
    seen.push([enableCount, pauseCount, mmu.core.isCountedActive()]);
  };
  const steps = [
    () => mmu.enable(),
    () => mmu.enable(),
    () => mmu.pause(),
    () => mmu.enable(),
    () => mmu.disable(),
    () => mmu.pause(),
    () => mmu.resume(),
    () => mmu.resume(),
    () => mmu.disable(),
    () => mmu.disable(),
  ];
  for (const step of steps) {
    step();
    note();
  }
  expect(seen).toEqual([
    [1, 0, true],
    [2, 0, true],
    [2, 1, false],
    [2, 1, false],
    [2, 1, false],
    [2, 2, false],
    [2, 1, false],
    [2, 0, true],
    [1, 0, true],
    [0, 0, false],
  ]);
  expect(events.filter((event) => event.startsWith("section"))).toEqual([
    "section-enter 1",
    "section-enter 2",
    "section-pause 1",
    "section-enter ignored",
    "section-leave ignored",
    "section-pause 2",
    "section-resume 1",
    "section-resume",
    "section-leave 1",
    "section-leave",
  ]);
});

test("a pause completes what is pending, and an inner disable does, too", () => {
  const machine = new Machine("arm64-7.0");
  const { mmu } = machine;
  mmu.enable();
  machine.set(0);
  mmu.pause();
  expect([mmu.nPending, mmu.counters.barriers]).toEqual([0, 1]);
  mmu.resume();
  machine.set(1);
  mmu.enable();
  mmu.disable();
  expect([mmu.nPending, mmu.counters.barriers]).toEqual([0, 2]);
});

test("in an interrupt all four calls of 7.0 are ignored", () => {
  const { mmu, context } = new Machine("arm64-7.0");
  mmu.enable();
  context.change("hardirq", 1);
  mmu.enable();
  mmu.disable();
  mmu.pause();
  mmu.resume();
  expect(mmu.core.state).toMatchObject({ enableCount: 1, pauseCount: 0 });
});

test("a count that is full or empty warns and wraps", () => {
  const { mmu, events } = new Machine("arm64-7.0");
  const warnings = () => events.filter((event) => event === "warning").length;
  repeat(0, 255, () => mmu.enable());
  expect([mmu.core.state.enableCount, warnings()]).toEqual([255, 0]);
  mmu.enable();
  expect([mmu.core.state.enableCount, warnings()]).toEqual([0, 1]);
  mmu.disable();
  expect([mmu.core.state.enableCount, warnings()]).toEqual([255, 2]);
  mmu.resume();
  expect([mmu.core.state.pauseCount, warnings()]).toEqual([255, 3]);
});

test("a pause outside of a section calls no hook", () => {
  const { mmu, context } = new Machine("sparc64-7.0");
  mmu.pause();
  mmu.enable();
  expect([mmu.core.state.enableCount, context.counts.preempt]).toEqual([0, 0]);
  mmu.resume();
  expect(mmu.core.state).toMatchObject({ enableCount: 0, pauseCount: 0 });
  expect(context.counts.preempt).toBe(0);
});

test("on a tree without pauses, pausing leaves and enters as code of that time did", () => {
  const machine = new Machine("xen-6.15");
  const { mmu } = machine;
  mmu.enter();
  machine.set(0);
  mmu.pause();
  expect([mmu.nPending, mmu.isActive()]).toEqual([0, false]);
  mmu.pause();
  mmu.resume();
  expect(mmu.isActive()).toBe(false);
  mmu.resume();
  expect(mmu.isActive()).toBe(true);
  mmu.leave();
  expect(machine.problems).toEqual([]);
});

// ---- who reads what ----

test.each([
  ["arm64-6.16", false],
  ["arm64-7.0", false],
  ["powerpc-hash-6.1", false],
  ["powerpc-hash-7.0", false],
  ["sparc64-6.1", false],
  ["sparc64-7.0", false],
  ["xen-6.1", true],
  ["xen-6.6", true],
  ["xen-6.15", true],
  ["xen-7.0", true],
  ["xen-7.2", true],
  ["rfc-direct", false],
])("with %s a plain load of an entry just written is stale: %s", (id, isStale) => {
  const machine = prepared(id);
  const { mmu, policy } = machine;
  const space = policy.machine === "sparc64" ? 1 : 0;
  open(machine);
  const slot = machine.slot(9, space);
  const before = machine.memory.readLow(slot);
  machine.set(9, 77, space);
  expect(mmu.readPteLow(slot)).toBe(isStale ? before : machine.entry(77).low);
  expect(mmu.findStaleRead(slot)?.kind).toBe(isStale ? "stale-read" : undefined);
  mmu.leaveSection();
  expect(mmu.findStaleRead(slot)).toBeUndefined();
  expect(machine.memory.readLow(slot)).toBe(machine.entry(77).low);
});

test("a write that changes nothing is no stale read", () => {
  const machine = new Machine("xen-6.6");
  const { mmu } = machine;
  machine.prepare(1);
  mmu.enter();
  machine.set(0, 0x4_0000);
  expect(mmu.isStale(machine.slot(0))).toBe(true);
  expect(mmu.findStaleRead(machine.slot(0))).toBeUndefined();
});

test("the s390 proposal reads its cache back, and memory is stale", () => {
  const machine = prepared("s390-proposed");
  open(machine);
  const slot = machine.slot(3);
  machine.set(3, 99);
  expect(machine.mmu.readPteLow(slot)).toBe(machine.entry(99).low);
  expect(machine.mmu.findStaleRead(slot)?.kind).toBe("stale-read");
});

test("a section without a hint caches nothing in the s390 proposal", () => {
  const machine = prepared("s390-proposed");
  machine.mmu.enterSection();
  machine.set(0);
  expect([machine.mmu.nPending, machine.mmu.isActive()]).toEqual([0, false]);
});

test("entries outside of the announced run are written at once in the s390 proposal", () => {
  const machine = prepared("s390-proposed");
  const { mmu, memory } = machine;
  const from = machine.slot(2);
  mmu.enableWithPtes(from, machine.slot(4));
  for (const [n, pending] of [
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 2],
  ] as const) {
    machine.set(n, 99);
    expect(mmu.nPending).toBe(pending);
  }
  expect(memory.readLow(machine.slot(4))).toBe(machine.entry(99).low);
});

test("of an entry written twice in a section the hardware sees what it was before the first", () => {
  for (const id of ["rfc-direct", "arm64-6.16", "arm64-7.0"]) {
    const machine = prepared(id);
    const { mmu } = machine;
    const slot = machine.slot(0);
    const before = machine.memory.readLow(slot);
    open(machine);
    machine.set(0, 7);
    machine.set(0, 8);
    expect([mmu.visibleLow(slot), mmu.newestLow(slot)]).toEqual([before, machine.entry(8).low]);
    expect(mmu.nPending).toBe(1);
  }
});

test("a plain store is what the hardware sees, whatever was owed for the entry", () => {
  const machine = prepared("arm64-7.0");
  const { mmu } = machine;
  const slot = machine.slot(0);
  open(machine);
  machine.set(0, 7);
  mmu.storePlain(slot, 0, 0);
  expect([mmu.visibleLow(slot), mmu.oldLow]).toEqual([0, machine.entry(7).low]);
});

test.each(["powerpc-hash-7.0", "sparc64-7.0"])(
  "with %s a resume turns preemption off again",
  (id) => {
    const { mmu, context } = new Machine(id);
    const seen: number[] = [];
    for (const step of ["enable", "pause", "resume", "disable"] as const) {
      mmu[step]();
      seen.push(context.counts.preempt);
    }
    expect(seen).toEqual([1, 0, 1, 0]);
  },
);
