/** The allocator table: well-formed, and its judgements by value. */
import { expect, test } from "vitest";
import { allocators, findAllocator, findPrimitive, isAllocatorHome } from "#engine/kernel";
import { allocatorGroups, namesOfOneRelease } from "../../src/kernel/allocator-table.ts";

test("names are unique and sorted", () => {
  const names = allocators.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].sort());
  expect(names.length).toBeGreaterThan(500);
});

test("every group's names are sorted", () => {
  for (const { names } of allocatorGroups) {
    const list = names.trim().split(/\s+/);
    expect(list).toEqual([...list].sort());
  }
});

test("only direct entries have nothing in between", () => {
  const wrong = allocators.filter(({ reach, via }) => (reach === "direct") !== (via === undefined));
  expect(wrong).toEqual([]);
});

test("every home is a list of folders and files of the kernel", () => {
  const roots = ["arch/", "drivers/base/", "include/", "kernel/", "lib/", "mm/", "net/core/"];
  const homes = new Set(allocators.flatMap(({ home }) => home.split(" ")));
  expect([...homes].sort()).toEqual(roots);
});

test("names of one release belong to the table and to that release only", () => {
  const lists = Object.values(namesOfOneRelease).map((names) => names.trim().split(/\s+/));
  const all = lists.flat();
  expect(all.filter((name) => findAllocator(name) === undefined)).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});

test.each([
  ["free_page", "frees", "direct", undefined],
  ["__free_page", "frees", "direct", undefined],
  ["free_unref_page", "frees", "direct", undefined],
  ["alloc_pages", "allocates", "direct", undefined],
  ["alloc_pages_bulk_array", "allocates", "direct", undefined],
  ["__get_free_pages", "allocates", "direct", undefined],
  ["get_zeroed_page", "allocates", "direct", undefined],
  ["folio_alloc", "allocates", "direct", undefined],
  ["pte_alloc_one", "allocates", "direct", undefined],
  ["pmd_alloc", "allocates", "direct", undefined],
  ["tlb_remove_page", "allocates or frees", "direct", undefined],
  ["__folio_put", "frees", "direct", undefined],
  ["kmalloc", "allocates", "indirect", "slab"],
  ["kfree", "frees", "indirect", "slab"],
  ["vmalloc", "allocates", "indirect", "vmalloc"],
  ["pte_free_defer", "frees", "indirect", "RCU, after a grace period"],
  ["page_frag_alloc", "allocates", "indirect", "a page-fragment cache"],
  ["put_page", "frees", "reference", "the last reference"],
  ["folio_put", "frees", "reference", "the last reference"],
])("%s %s, %s", (name, use, reach, via) => {
  const found = findAllocator(name);
  expect([found?.name, found?.use, found?.reach, found?.via]).toEqual([name, use, reach, via]);
});

test.each(["alloc_hooks", "set_pte_at", "free", "apply_to_page_range", "constructor", ""])(
  "%j is no allocator",
  (name) => {
    expect(findAllocator(name)).toBeUndefined();
  },
);

test("no allocator is a primitive", () => {
  expect(allocators.filter(({ name }) => findPrimitive(name) !== undefined)).toEqual([]);
});

test("a function of the same name outside the home is another function", () => {
  const kfree = findAllocator("kfree");
  const tables = findAllocator("pte_alloc_one");
  if (kfree === undefined || tables === undefined) throw new Error("not in the table");
  expect(isAllocatorHome(kfree, "mm/slub.c")).toBe(true);
  expect(isAllocatorHome(kfree, "include/linux/slab.h")).toBe(true);
  expect(isAllocatorHome(kfree, "drivers/usb/serial/ch341.c")).toBe(false);
  expect(isAllocatorHome(kfree, "drivers/foo/mm/kfree.c")).toBe(false);
  expect(isAllocatorHome(tables, "arch/x86/mm/pgtable.c")).toBe(true);
});
