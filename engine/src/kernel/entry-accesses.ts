/**
 * The accessors of page-table entries by what they do in lazy MMU mode.
 *
 * "writes": on x86 Xen PV the store itself is queued until the mode is left or flushed
 * (arch/x86/xen/mmu_pv.c, xen_batched_set_pte(), 6.12; arch/x86/include/asm/paravirt.h, set_pte()
 * and ptep_modify_prot_commit(), 6.12). "reads": sees the old entry until then; that holds of
 * ptep_get() as well as of a plain dereference. What clears or changes an entry by set_pte() is a
 * write too (include/linux/pgtable.h, pte_clear_not_present_full(); arch/x86/mm/pgtable.c,
 * ptep_set_access_flags(), 6.12). ptep_get_and_clear(), ptep_set_wrprotect() and
 * ptep_test_and_clear_young() work on memory at once on every architecture and are no writes here
 * (arch/x86/include/asm/pgtable.h, native_ptep_get_and_clear() and ptep_set_wrprotect(), 6.12).
 */

export interface EntryAccess {
  readonly does: "reads" | "writes";
  /** Positions among the arguments, from 0; undefined for what the function is not given. */
  readonly entry: number;
  readonly address?: number;
  readonly value?: number;
  readonly mm?: number;
}

const write = { does: "writes" } as const;
const read = { does: "reads" } as const;

const accesses: ReadonlyMap<string, EntryAccess> = new Map<string, EntryAccess>([
  ["clear_not_present_full_ptes", { ...write, mm: 0, address: 1, entry: 2 }],
  ["pmd_clear", { ...write, entry: 0 }],
  ["pmdp_get", { ...read, entry: 0 }],
  ["pte_clear", { ...write, mm: 0, address: 1, entry: 2 }],
  ["pte_clear_not_present_full", { ...write, mm: 0, address: 1, entry: 2 }],
  ["ptep_clear_flush", { ...read, entry: 2 }],
  ["ptep_get", { ...read, entry: 0 }],
  ["ptep_get_and_clear", { ...read, entry: 2 }],
  ["ptep_get_lockless", { ...read, entry: 0 }],
  ["ptep_modify_prot_commit", { ...write, address: 1, entry: 2, value: 4 }],
  ["ptep_modify_prot_start", { ...read, entry: 2 }],
  ["ptep_set_access_flags", { ...write, address: 1, entry: 2, value: 3 }],
  ["pud_clear", { ...write, entry: 0 }],
  ["pudp_get", { ...read, entry: 0 }],
  ["set_pmd", { ...write, entry: 0, value: 1 }],
  ["set_pmd_at", { ...write, mm: 0, address: 1, entry: 2, value: 3 }],
  ["set_pte", { ...write, entry: 0, value: 1 }],
  ["set_pte_at", { ...write, mm: 0, address: 1, entry: 2, value: 3 }],
  ["set_ptes", { ...write, mm: 0, address: 1, entry: 2, value: 3 }],
  ["set_pud", { ...write, entry: 0, value: 1 }],
]);

export function entryAccessOf(name: string): EntryAccess | undefined {
  return accesses.get(name);
}

/**
 * Functions that touch memory at addresses they are given: include/linux/string.h, memset() and
 * its kin; include/linux/mm.h and arch/x86/include/asm/page_64.h, clear_page() and copy_page(), 6.12.
 */
const memoryFunctions = new Set([
  "clear_page",
  "copy_page",
  "memchr_inv",
  "memcmp",
  "memcpy",
  "memmove",
  "memset",
  "memzero_explicit",
]);

export function touchesMemory(name: string): boolean {
  return memoryFunctions.has(name);
}
