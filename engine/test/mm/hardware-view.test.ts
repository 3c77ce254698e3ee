/** What accesses meet: memory against the cache of translations, and writes that are not in force. */
import { expect, test } from "vitest";
import { anySpace, anyUserSpace, Tlb } from "#engine/mm";
import { firstPfn, Machine } from "./machine.ts";

const page = firstPfn + 17;

function unmap(machine: Machine): void {
  machine.mapDirectly(page, false);
}

test("an access fills the cache, and what is cached answers when the entry is gone", () => {
  const machine = new Machine("generic");
  const { linear, mmu } = machine;
  expect(linear.access(page, true)).toBe("ok");
  unmap(machine);
  expect(linear.access(page, false)).toBe("stale-tlb");
  expect(linear.reach(page)).toBe("tlb");
  mmu.flushTlb(0, linear.pageOf(page), linear.pageOf(page) + 1);
  expect(linear.access(page, false)).toBe("not-mapped");
  expect(linear.reach(page)).toBe("no");
});

test("what was never accessed is not in the cache", () => {
  const machine = new Machine("generic");
  unmap(machine);
  expect(machine.linear.access(page, false)).toBe("not-mapped");
});

test("asking what is reachable leaves no trace in the cache", () => {
  const machine = new Machine("generic");
  expect(machine.linear.reach(page)).toBe("mapped");
  unmap(machine);
  expect(machine.linear.access(page, false)).toBe("not-mapped");
});

test("a flush of other pages leaves the translation", () => {
  const machine = new Machine("generic");
  const { linear, mmu } = machine;
  linear.access(page, false);
  unmap(machine);
  mmu.flushTlb(0, linear.pageOf(page) + 1, linear.pageOf(page) + 2);
  mmu.flushTlb(anyUserSpace, 0, Number.POSITIVE_INFINITY);
  expect(linear.access(page, false)).toBe("stale-tlb");
  mmu.flushTlb(anySpace, 0, Number.POSITIVE_INFINITY);
  expect(linear.access(page, false)).toBe("not-mapped");
});

test("a page mapped anew in place of another is stale until it is flushed", () => {
  const machine = new Machine("generic");
  const { view, mmu } = machine;
  machine.set(0, firstPfn + 1);
  const at = machine.page(0);
  expect(view.access(0, at, false)).toBe("ok");
  machine.set(0, firstPfn + 2);
  expect(view.access(0, at, false)).toBe("stale-tlb");
  mmu.flushTlb(0, at, at + 1);
  expect(view.access(0, at, false)).toBe("ok");
});

test("a store to a read-only page is told from an access to none", () => {
  const machine = new Machine("generic");
  const { view, format } = machine;
  const { low, high } = format.linearPte(firstPfn);
  machine.mmu.setPte(machine.slot(0), low & ~4, high, 0, machine.page(0));
  expect(view.access(0, machine.page(0), false)).toBe("ok");
  expect(view.access(0, machine.page(0), true)).toBe("protected");
  expect(view.describe("protected", "The page")?.code).toBe("write-protected");
  expect(view.access(0, machine.page(1), true)).toBe("not-mapped");
  expect(view.describe("not-mapped", "The page")?.kind).toBe("unmapped-access");
});

test("a store through a read-only translation walks again and finds the entry made writable", () => {
  const machine = new Machine("generic");
  const { view, format } = machine;
  const { low, high } = format.linearPte(firstPfn);
  machine.mmu.setPte(machine.slot(0), low & ~4, high, 0, machine.page(0));
  view.access(0, machine.page(0), false);
  machine.set(0, firstPfn);
  expect(view.access(0, machine.page(0), true)).toBe("ok");
});

test("an access where tables are missing meets nothing", () => {
  const machine = new Machine("generic");
  expect(machine.view.access(0, machine.page(1 << 20), false)).toBe("not-mapped");
  expect(machine.view.access(7, 0, false)).toBe("not-mapped");
});

// ---- a page made valid in a section ----

test.each([
  ["arm64-6.16", "spurious-fault", true],
  ["arm64-7.0", "spurious-fault", true],
  ["xen-6.1", "spurious-fault", false],
  ["xen-6.6", "spurious-fault", false],
  ["xen-6.15", "spurious-fault", false],
  ["xen-7.0", "spurious-fault", false],
  ["xen-7.2", "spurious-fault", false],
  ["rfc-direct", "spurious-fault", true],
  ["sparc64-6.1", "ok", undefined],
  ["sparc64-7.0", "ok", undefined],
  ["powerpc-hash-6.1", "ok", undefined],
  ["powerpc-hash-7.0", "ok", undefined],
  ["generic", "ok", undefined],
  ["arm64-none", "ok", undefined],
] as const)(
  "with %s a page made valid in a section is %s, and the kernel goes on: %s",
  (id, result, goesOn) => {
    const machine = new Machine(id);
    const { mmu, view } = machine;
    mmu.enterSection();
    machine.set(0, firstPfn + 3);
    expect(view.access(0, machine.page(0), true)).toBe(result);
    if (goesOn !== undefined) {
      const problem = view.describe(result, "The page");
      expect(problem).toMatchObject({ kind: "spurious-fault", isWrong: true });
      expect(problem?.citations.length).toBeGreaterThan(0);
      expect(view.afterSpuriousFault()).toBe(goesOn);
    }
    mmu.leaveSection();
    expect(view.access(0, machine.page(0), true)).toBe("ok");
  },
);

test.each(["arm64-6.16", "arm64-7.0"])(
  "with %s the handler of a spurious fault meets one entry, and the pair stays owed",
  (id) => {
    const machine = new Machine(id);
    const { mmu, view } = machine;
    mmu.enterSection();
    machine.set(0, firstPfn);
    machine.set(1, firstPfn + 1);
    view.access(0, machine.page(0), false);
    view.afterSpuriousFault();
    expect(view.access(0, machine.page(0), false)).toBe("ok");
    expect(view.access(0, machine.page(1), false)).toBe("spurious-fault");
    mmu.leaveSection();
    expect(mmu.counters.barriers).toBe(1);
  },
);

test("on arm64 the kernel's own barriers make a store visible: a DSB and then an ISB", () => {
  const machine = new Machine("arm64-7.0");
  const { mmu, view } = machine;
  mmu.enable();
  machine.set(0, firstPfn);
  mmu.barrier("isb");
  expect(view.access(0, machine.page(0), false)).toBe("spurious-fault");
  mmu.barrier("dsb ishst");
  expect(view.access(0, machine.page(0), false)).toBe("spurious-fault");
  mmu.barrier("isb");
  expect(view.access(0, machine.page(0), false)).toBe("ok");
});

test("on arm64 a store behind the DSB is not covered by it", () => {
  const machine = new Machine("arm64-7.0");
  const { mmu, view } = machine;
  mmu.enable();
  mmu.barrier("dsb ishst");
  machine.set(0, firstPfn);
  mmu.barrier("isb");
  expect(view.access(0, machine.page(0), false)).toBe("spurious-fault");
});

test("on arm64 a flush of translations orders the stores before it", () => {
  const machine = new Machine("arm64-6.16");
  const { mmu, view } = machine;
  mmu.enter();
  machine.set(0, firstPfn);
  mmu.flushTlb(0, 0, 1);
  expect(view.access(0, machine.page(0), false)).toBe("ok");
  mmu.leave();
  expect(mmu.counters.barriers).toBe(1);
});

test("an entry of an upper level that waits makes the page fault, too", () => {
  const machine = new Machine("xen-6.6");
  const { mmu, kernel, geometry, memory, view } = machine;
  machine.set(0, firstPfn);
  const at = machine.page(0);
  // The pud entry that leads there is taken away and put back in a section.
  let table = kernel.root;
  const [pgd, pud] = geometry.levels;
  if (pgd === undefined || pud === undefined) throw new Error("levels");
  const index = (shiftPages: number, n: number) => Math.floor(at / shiftPages) % n;
  const top = table + index(pgd.pagesPerEntry, pgd.entries) * 8;
  table = kernel.format.tableAddress("p4d", memory.readLow(top), memory.readHigh(top));
  const slot = table + index(pud.pagesPerEntry, pud.entries) * 8;
  const [low, high] = [memory.readLow(slot), memory.readHigh(slot)];
  memory.write(slot, 0, 0);
  expect(view.access(0, at, false)).toBe("not-mapped");
  mmu.enter();
  mmu.setTable(slot, low, high, true);
  expect(view.access(0, at, false)).toBe("spurious-fault");
  expect(view.reach(0, at)).toBe("mapped");
  mmu.leave();
  expect(view.access(0, at, false)).toBe("ok");
  mmu.enter();
  mmu.setTable(slot, 0, 0, true);
  expect(view.reach(0, at)).toBe("pending");
  machine.tlb.invalidatePage(0, at);
  expect(view.access(0, at, false)).toBe("stale-pending");
  mmu.leave();
  expect(view.reach(0, at)).toBe("tlb");
});

test("on arm64 the handler of a spurious fault meets the upper entries that wait, too", () => {
  const machine = new Machine("arm64-7.0");
  const { mmu, kernel, memory, view, format } = machine;
  machine.set(0, firstPfn);
  const at = machine.page(0);
  const path: number[] = [];
  const readLow = (slot: number) => {
    path.push(slot);
    return memory.readLow(slot);
  };
  kernel.findSlot(at, { readLow, readHigh: (slot) => memory.readHigh(slot) });
  const slot = path.at(-1) as number;
  const table = format.tableEntry("pmd", machine.slot(0) - (at % 512) * 8, true);
  memory.write(slot, 0, 0);
  mmu.enable();
  mmu.setTable(slot, table.low, table.high, true);
  expect(view.access(0, at, false)).toBe("spurious-fault");
  view.afterSpuriousFault();
  expect(view.access(0, at, false)).toBe("ok");
});

// ---- a page made invalid in a section: an access to it goes unnoticed ----

test.each(["xen-6.6", "xen-7.2", "rfc-direct"])(
  "with %s an access to a page unmapped in a section goes unnoticed until the leave",
  (id) => {
    const machine = new Machine(id);
    const { mmu, linear, view } = machine;
    mmu.enterSection();
    unmap(machine);
    expect(linear.reach(page)).toBe("pending");
    expect(linear.access(page, true)).toBe("stale-pending");
    expect(view.describe("stale-pending", "The page")).toMatchObject({
      kind: "lost-detection",
      code: "lost-detection-pending",
    });
    mmu.leaveSection();
    mmu.flushTlb(anySpace, 0, Number.POSITIVE_INFINITY);
    expect(linear.access(page, true)).toBe("not-mapped");
  },
);

test.each(["arm64-6.16", "arm64-7.0", "generic", "sparc64-6.1"])(
  "with %s an access to a kernel page unmapped in a section is noticed at once",
  (id) => {
    const machine = new Machine(id);
    machine.mmu.enterSection();
    unmap(machine);
    expect(machine.linear.access(page, true)).toBe("not-mapped");
  },
);

test.each(["powerpc-hash-6.1", "sparc64-6.1", "powerpc-hash-7.0", "sparc64-7.0"])(
  "with %s a process reaches a page through its old translation until the batch drains",
  (id) => {
    const machine = new Machine(id);
    const { mmu, view } = machine;
    machine.prepare(1, 1);
    const at = machine.page(0, 1);
    expect(view.access(1, at, false)).toBe("ok");
    mmu.enterSection();
    machine.take(0, 1);
    expect(view.access(1, at, false)).toBe("stale-pending");
    mmu.leaveSection();
    expect(view.access(1, at, false)).toBe("not-mapped");
  },
);

test("a translation that was not flushed is no matter of lazy mode, and said so", () => {
  const machine = new Machine("generic");
  machine.linear.access(page, false);
  unmap(machine);
  const result = machine.linear.access(page, false);
  expect(machine.view.describe(result, "The page")).toMatchObject({
    kind: "lost-detection",
    code: "lost-detection-tlb",
    citations: [],
  });
});

// ---- architectures of their own ----

test("on powerpc hash the first access marks the entry, and its removal then costs a flush", () => {
  const machine = new Machine("powerpc-hash-6.1");
  const { mmu, view, format, memory } = machine;
  const { low, high } = format.linearPte(firstPfn);
  const slot = machine.slot(0);
  mmu.setPte(slot, low, high, 0, machine.page(0));
  expect(format.pteIsCached(memory.readLow(slot), memory.readHigh(slot))).toBe(false);
  expect(view.access(0, machine.page(0), true)).toBe("ok");
  expect(format.pteIsCached(memory.readLow(slot), memory.readHigh(slot))).toBe(true);
  machine.take(0);
  expect(mmu.counters.flushes).toBe(1);
  expect(view.access(0, machine.page(0), false)).toBe("not-mapped");
});

test("on powerpc hash the linear map's bolted entries come and go at once", () => {
  const machine = new Machine("powerpc-hash-6.1");
  const { linear, mmu } = machine;
  mmu.enter();
  linear.setValid(page, 2, false);
  expect([linear.access(page, false), linear.reach(page + 1)]).toEqual(["not-mapped", "no"]);
  const saved = linear.save();
  linear.setValid(page, 1, true);
  expect([linear.access(page, false), linear.reach(page + 1)]).toEqual(["ok", "no"]);
  linear.restore(saved);
  expect(linear.access(page, false)).toBe("not-mapped");
  expect(linear.slotOf(page)).toBe(-1);
});

test("on s390 taking an entry away invalidates its translation, and writing one does not", () => {
  const machine = new Machine("generic", "s390-3level");
  const { view } = machine;
  machine.set(0, firstPfn);
  view.access(0, machine.page(0), false);
  machine.clear(0);
  expect(view.access(0, machine.page(0), false)).toBe("stale-tlb");
  machine.set(0, firstPfn);
  machine.take(0);
  expect(view.access(0, machine.page(0), false)).toBe("not-mapped");
});

test("on riscv taking an entry away leaves its translation", () => {
  const machine = new Machine("generic");
  machine.set(0, firstPfn);
  machine.view.access(0, machine.page(0), false);
  machine.take(0);
  expect(machine.view.access(0, machine.page(0), false)).toBe("stale-tlb");
});

test("the linear map knows its pages, and no others", () => {
  const { linear } = new Machine("generic");
  expect(linear.pfnOf(linear.pageOf(page))).toBe(page);
  expect(linear.pfnOf(linear.pageOf(firstPfn) - 1)).toBe(-1);
  expect([linear.has(firstPfn - 1), linear.has(firstPfn), linear.has(firstPfn + 1024)]).toEqual([
    false,
    true,
    false,
  ]);
});

// ---- the cache by itself ----

test("the cache keeps spaces apart, and what lies in the same set is evicted", () => {
  const tlb = new Tlb();
  tlb.fill(0, 5, 1, 2);
  tlb.fill(1, 5, 3, 4);
  expect([tlb.low(tlb.find(0, 5)), tlb.high(tlb.find(1, 5))]).toEqual([1, 4]);
  expect(tlb.find(2, 5)).toBe(-1);
  tlb.fill(0, 5 + 256, 7, 8);
  expect(tlb.find(0, 5)).toBe(-1);
  tlb.invalidatePage(0, 5 + 256);
  expect(tlb.find(0, 5 + 256)).toBe(-1);
});

test("a saved cache comes back whole", () => {
  const tlb = new Tlb();
  tlb.fill(0, 9, 1, 2);
  const saved = tlb.save();
  tlb.invalidateRange(anySpace, 0, 100);
  expect(tlb.find(0, 9)).toBe(-1);
  tlb.restore(saved);
  expect(tlb.low(tlb.find(0, 9))).toBe(1);
  tlb.invalidateRange(0, 8, 9);
  tlb.invalidateRange(0, 10, 11);
  expect(tlb.find(0, 9)).toBeGreaterThanOrEqual(0);
  tlb.invalidateRange(0, 9, 10);
  expect(tlb.find(0, 9)).toBe(-1);
});
