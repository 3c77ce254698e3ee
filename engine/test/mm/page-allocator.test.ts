/** Pages: who owns them, what freeing them wrongly is, and what is done to them on the way. */
import { expect, test } from "vitest";
import {
  allocationSteps,
  freeSteps,
  type MmProblem,
  type MmSink,
  PageAllocator,
  type PageAllocatorOptions,
  type PageDebugOptions,
  pageSwitches,
  poisonByte,
  takeFailures,
} from "#engine/mm";
import { newCounters } from "../../src/mm/outcome.ts";

const firstPfn = 0x1000;

function make(options: Partial<PageAllocatorOptions> = {}) {
  const problems: MmProblem[] = [];
  const events: string[] = [];
  const counters = newCounters();
  const sink: MmSink = {
    event: (kind, value, slot) => {
      events.push(`${kind} ${value} ${slot - firstPfn}`);
    },
    problem: (problem) => {
      problems.push(problem);
    },
  };
  const allocator = new PageAllocator({ firstPfn, nPages: 64, counters, sink, ...options });
  const codes = () => problems.map(({ code }) => code);
  /** Frees as __free_pages() does: the reference goes, then the page. */
  const free = (pfn: number, order = 0) => {
    if (allocator.changeCount(pfn, -1) !== 0) return false;
    const isGiven = allocator.give(pfn, order);
    if (isGiven) allocator.release(pfn, order);
    return isGiven;
  };
  return { allocator, counters, events, problems, codes, free };
}

test("pages are taken from the lowest on, each with a count of one", () => {
  const { allocator, counters, events } = make();
  expect([allocator.take(0), allocator.take(0)]).toEqual([firstPfn, firstPfn + 1]);
  expect(allocator.stateOf(firstPfn + 1)).toEqual({
    status: "allocated",
    order: 0,
    count: 1,
    isPoisoned: false,
    allocation: 1,
    head: firstPfn + 1,
    mapCount: 0,
  });
  expect([counters.allocations, allocator.nFree, allocator.attempts]).toEqual([2, 62, 2]);
  expect(events).toEqual(["page-alloc 0 0", "page-alloc 0 1"]);
});

test("the page freed last is taken first", () => {
  const { allocator, free, counters } = make();
  const [first, second] = [allocator.take(0), allocator.take(0)];
  free(first);
  free(second);
  expect([allocator.take(0), allocator.take(0)]).toEqual([second, first]);
  expect(counters).toMatchObject({ allocations: 4, frees: 2 });
});

test("a request of order n gets 2^n pages, aligned to them, of which the first has the count", () => {
  const { allocator } = make();
  allocator.take(0);
  const head = allocator.take(3);
  expect(head).toBe(firstPfn + 8);
  const pages = [0, 1, 7].map((at) => allocator.stateOf(head + at));
  expect(
    pages.map(({ order, count, head: of, allocation }) => [order, count, of, allocation]),
  ).toEqual([
    [3, 1, head, 1],
    [3, 0, head, 1],
    [3, 0, head, 1],
  ]);
  expect(allocator.nFree).toBe(64 - 9);
});

test("an order above the greatest is refused, and the greatest may be told", () => {
  const { allocator } = make({ nPages: 4096 });
  expect(allocator.take(11)).toBe(takeFailures.tooLarge);
  expect(allocator.take(-1)).toBe(takeFailures.tooLarge);
  expect(allocator.take(10)).toBeGreaterThan(0);
  const small = make({ maxOrder: 1 }).allocator;
  expect([small.take(2), small.take(1)]).toEqual([takeFailures.tooLarge, firstPfn]);
});

test("memory that has run out, or is in pieces, is told from a failure that was planned", () => {
  const { allocator, free } = make({ nPages: 4, failing: [1] });
  expect([0, 1, 2, 3, 4, 5].map(() => allocator.take(0))).toEqual([
    firstPfn,
    takeFailures.planned,
    firstPfn + 1,
    firstPfn + 2,
    firstPfn + 3,
    takeFailures.exhausted,
  ]);
  free(firstPfn);
  free(firstPfn + 2);
  expect(allocator.nFree).toBe(2);
  expect(allocator.take(1)).toBe(takeFailures.exhausted);
});

test("reserved pages are never given away, and never freed", () => {
  const { allocator, codes } = make({ nPages: 3 });
  allocator.reserve(firstPfn, 2);
  expect([allocator.take(0), allocator.take(0)]).toEqual([firstPfn + 2, takeFailures.exhausted]);
  expect(allocator.stateOf(firstPfn).status).toBe("reserved");
  expect(allocator.give(firstPfn, 0)).toBe(false);
  expect(codes()).toEqual(["free-of-foreign-page"]);
});

// ---- freeing wrongly ----

test("a page is freed when its last reference goes", () => {
  const { allocator, free, problems } = make();
  const pfn = allocator.take(0);
  expect(allocator.changeCount(pfn, 1)).toBe(2);
  expect(free(pfn)).toBe(false);
  expect(allocator.isAllocated(pfn)).toBe(true);
  expect(free(pfn)).toBe(true);
  expect([allocator.isAllocated(pfn), problems]).toEqual([false, []]);
});

test("a reference that is not there is a double free, and changes nothing", () => {
  const { allocator, free, problems } = make();
  const pfn = allocator.take(0);
  free(pfn);
  expect(allocator.changeCount(pfn, -1)).toBe(-1);
  expect(problems).toMatchObject([{ kind: "double-free", isWrong: true, code: "double-free" }]);
  expect(problems[0]?.message).toContain("allocation 0 held it");
  expect(allocator.nFree).toBe(64);
});

test("a page that was never allocated is no page to free", () => {
  const { allocator, problems } = make();
  expect(allocator.give(firstPfn + 5, 0)).toBe(false);
  expect(problems[0]?.message).toContain("was never allocated");
});

test("a page is free for its callers as soon as it is given, and taken again once released", () => {
  const { allocator, codes } = make({ nPages: 1 });
  const pfn = allocator.take(0);
  allocator.changeCount(pfn, -1);
  expect(allocator.give(pfn, 0)).toBe(true);
  expect(allocator.isAllocated(pfn)).toBe(false);
  expect(allocator.take(0)).toBe(takeFailures.exhausted);
  expect(allocator.give(pfn, 0)).toBe(false);
  allocator.release(pfn, 0);
  expect(allocator.take(0)).toBe(pfn);
  expect(codes()).toEqual(["double-free"]);
});

test("a part of an allocation, or another order, is not freed", () => {
  const { allocator, codes } = make();
  const head = allocator.take(2);
  const wrong = [
    [head + 1, 0],
    [head + 1, 2],
    [head, 0],
    [head, 3],
  ] as const;
  for (const [pfn, order] of wrong) expect(allocator.give(pfn, order)).toBe(false);
  expect(codes()).toEqual(wrong.map(() => "free-of-part"));
  allocator.changeCount(head, -1);
  expect(allocator.give(head, 2)).toBe(true);
});

test("a page of nobody's is not freed", () => {
  const { allocator, codes } = make();
  expect(allocator.changeCount(firstPfn - 1, -1)).toBe(-1);
  expect(allocator.give(firstPfn + 64, 0)).toBe(false);
  expect(codes()).toEqual(["free-of-foreign-page", "free-of-foreign-page"]);
  expect(allocator.stateOf(1).status).toBe("outside");
});

test("a page that is still held, or still mapped, is freed all the same, and told", () => {
  const { allocator, problems } = make();
  const pfn = allocator.take(1);
  allocator.changeMapCount(pfn + 1, 1);
  expect(allocator.give(pfn, 1)).toBe(true);
  expect(problems.map(({ code, isWrong }) => [code, isWrong])).toEqual([
    ["free-while-mapped", false],
    ["free-while-held", true],
  ]);
});

test("entries that map a page are counted, and never below none", () => {
  const { allocator } = make();
  const pfn = allocator.take(0);
  allocator.changeMapCount(pfn, 1);
  allocator.changeMapCount(pfn, -1);
  allocator.changeMapCount(pfn, -1);
  allocator.changeMapCount(pfn, 1);
  allocator.changeMapCount(1, 1);
  expect(allocator.stateOf(pfn).mapCount).toBe(1);
});

test("a use after free is seen by the page's owner being nobody, whoever had it", () => {
  const { allocator, free } = make();
  const pfn = allocator.take(0);
  free(pfn);
  expect(allocator.stateOf(pfn)).toMatchObject({ status: "free", count: 0, allocation: 0 });
  allocator.setPoisoned(pfn, true);
  expect(allocator.stateOf(pfn).isPoisoned).toBe(true);
  expect(allocator.take(0)).toBe(pfn);
  expect(allocator.stateOf(pfn)).toMatchObject({ status: "allocated", allocation: 1 });
});

test("a saved allocator gives the same pages again", () => {
  const { allocator, free } = make({ failing: [6] });
  const pages = [0, 1, 2].map(() => allocator.take(0));
  free(pages[1] as number);
  const saved = allocator.save();
  const take = () => [allocator.take(0), allocator.take(2), allocator.take(0), allocator.take(0)];
  const first = take();
  free(pages[0] as number);
  allocator.restore(saved);
  expect(allocator.nFree).toBe(62);
  expect(allocator.isAllocated(pages[0] as number)).toBe(true);
  expect(take()).toEqual(first);
  expect(first[3]).toBe(takeFailures.planned);
});

// ---- what is done to a page ----

const nothing: PageDebugOptions = {
  debugPagealloc: false,
  isPageallocSupported: true,
  pagePoisoning: false,
  initOnAlloc: false,
  initOnFree: false,
};

function steps(options: Partial<PageDebugOptions>, isZeroed = false) {
  const switches = pageSwitches({ ...nothing, ...options });
  return [allocationSteps(switches, isZeroed), freeSteps(switches)];
}

test.each([
  [{}, [], []],
  [{ debugPagealloc: true }, ["map"], ["unmap"]],
  [{ debugPagealloc: true, isPageallocSupported: false }, ["check-poison"], ["poison"]],
  [{ pagePoisoning: true }, ["check-poison"], ["poison"]],
  [{ initOnAlloc: true }, ["zero"], []],
  [{ initOnFree: true }, [], ["zero"]],
  [{ pagePoisoning: true, initOnAlloc: true, initOnFree: true }, ["check-poison"], ["poison"]],
  [{ debugPagealloc: true, initOnAlloc: true }, ["map", "zero"], ["unmap"]],
  [{ debugPagealloc: true, pagePoisoning: true }, ["map", "check-poison"], ["poison", "unmap"]],
  [{ debugPagealloc: true, initOnFree: true }, ["map"], ["zero", "unmap"]],
] as const)(
  "with %j a page is met by %j on the way out and %j on the way in",
  (options, out, back) => {
    expect(steps(options)).toEqual([out, back]);
  },
);

test("__GFP_ZERO zeroes, unless init_on_free has done so", () => {
  expect(steps({ debugPagealloc: true }, true)[0]).toEqual(["map", "zero"]);
  expect(steps({ pagePoisoning: true, initOnFree: true }, true)[0]).toEqual([
    "check-poison",
    "zero",
  ]);
  expect(steps({ initOnFree: true }, true)[0]).toEqual([]);
});

test("the poison is that of include/linux/poison.h", () => {
  expect(poisonByte).toBe(0xaa);
});
