/** What accessors of page-table entries do in lazy MMU mode, by their prototypes. */
import { describe, expect, test } from "vitest";
import { entryAccessOf, touchesMemory } from "#engine/kernel";

/** Names of parameters as the table's fields; others are of no interest. */
function positionsOf(parameters: string): Record<string, number> {
  const fields = ["entry", "address", "value", "mm"];
  return Object.fromEntries(
    parameters.split(", ").flatMap((name, index) => (fields.includes(name) ? [[name, index]] : [])),
  );
}

describe("writes that may be postponed", () => {
  test.each([
    ["set_pte", "entry, value"],
    ["set_pmd", "entry, value"],
    ["set_pud", "entry, value"],
    ["set_pte_at", "mm, address, entry, value"],
    ["set_pmd_at", "mm, address, entry, value"],
    ["set_ptes", "mm, address, entry, value, nr"],
    ["pte_clear", "mm, address, entry"],
    ["pte_clear_not_present_full", "mm, address, entry, full"],
    ["clear_not_present_full_ptes", "mm, address, entry, nr, full"],
    ["pmd_clear", "entry"],
    ["pud_clear", "entry"],
    ["ptep_modify_prot_commit", "vma, address, entry, old, value"],
    ["ptep_set_access_flags", "vma, address, entry, value, dirty"],
  ])("%s(%s)", (name, parameters) => {
    expect(entryAccessOf(name)).toEqual({ does: "writes", ...positionsOf(parameters) });
  });
});

describe("reads that may see what was there before", () => {
  test.each([
    ["ptep_get", "entry"],
    ["ptep_get_lockless", "entry"],
    ["pmdp_get", "entry"],
    ["pudp_get", "entry"],
    ["ptep_get_and_clear", "the_mm, addr, entry"],
    ["ptep_clear_flush", "vma, addr, entry"],
    ["ptep_modify_prot_start", "vma, addr, entry"],
  ])("%s(%s)", (name, parameters) => {
    expect(entryAccessOf(name)).toEqual({ does: "reads", ...positionsOf(parameters) });
  });
});

test("what works on memory at once, or on values, is neither", () => {
  const names =
    "ptep_set_wrprotect ptep_test_and_clear_young native_set_pte pte_val pte_none pte_present pte_offset_map toString";
  expect(names.split(" ").filter((name) => entryAccessOf(name) !== undefined)).toEqual([]);
});

test("functions that touch the memory they are given", () => {
  const touching = "memset memcpy memmove memcmp memchr_inv memzero_explicit clear_page copy_page";
  expect(touching.split(" ").filter(touchesMemory)).toEqual(touching.split(" "));
  expect(["memblock_free", "page_address", "virt_to_page", ""].filter(touchesMemory)).toEqual([]);
});
