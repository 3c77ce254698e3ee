/** The primitive table: each family with names that match and near misses that must not. */
import { describe, expect, test } from "vitest";
import { findPrimitive, isKeywordLike } from "#engine/kernel";
import { primitiveFamilies } from "../../src/kernel/primitive-table.ts";
import { expandNames, primitiveNames } from "../../src/kernel/primitives.ts";

const reasonOf = (name: string) => findPrimitive(name)?.reason;
const familyStart = (name: string) => reasonOf(name)?.split(/[:;]| and /)[0];

test.each([
  ["a constant of page tables", "PAGE_SIZE PAGE_KERNEL_RO _PAGE_PRESENT L_PTE_XN PTE_WRITE"],
  ["a page-table entry's value", "pte_val pfn_pte pte_mkspecial pte_none pte_present mk_pte __pte"],
  [
    "a swap or migration entry's value",
    "__swp_type swp_entry_to_pte pmd_to_swp_entry is_migration_entry make_readable_migration_entry",
  ],
  ["the running task, as this CPU knows it", "current get_current current_thread_info"],
  [
    "writes or reads a page-table entry",
    "set_pte set_pte_at set_ptes pte_clear ptep_get pte_update",
  ],
  ["changes a page-table entry", "ptep_get_and_clear ptep_clear_flush ptep_set_wrprotect"],
  ["TLB or cache maintenance", "flush_tlb_kernel_range update_mmu_cache dcache_clean_pou"],
  ["a compiler builtin", "__builtin_expect __builtin_constant_p __sync_synchronize"],
  ["an atomic operation, a barrier or a single access to memory", "READ_ONCE smp_mb atomic_inc"],
  ["access to this CPU's variable", "this_cpu_ptr per_cpu_ptr raw_cpu_read smp_processor_id"],
  ["an expression helper of the preprocessor", "likely min_t ARRAY_SIZE container_of IS_ERR"],
  ["a lock", "spin_lock spin_unlock mutex_lock rcu_read_lock preempt_disable local_irq_save"],
  ["a diagnostic", "printk pr_err pr_warn_once dev_dbg WARN_ON_ONCE BUG_ON VM_BUG_ON_PAGE panic"],
  ["a tracepoint", "trace_tlb_flush trace_mm_page_alloc trace_sched_switch"],
  ["instrumentation of a sanitizer", "kasan_check_write kcsan_mb __kasan_check_read"],
  ["copies, fills or compares memory, or handles a string of the caller", "memset __memset memcpy"],
  ["a list or bit map that the caller owns", "list_add INIT_LIST_HEAD cpumask_set_cpu"],
  ["converts between addresses, page frame numbers", "page_to_pfn pfn_to_page __va page_to_virt"],
  ["tests or sets a flag of a page, generated from PAGEFLAG()", "PageReserved SetPageDirty"],
  ["converts the byte order of a value", "cpu_to_le32 be64_to_cpu swab16"],
  ["a hypercall", "HYPERVISOR_memory_op xen_mc_flush plpar_hcall"],
])("%s: %s", (start, names) => {
  for (const name of names.split(" ")) expect([name, familyStart(name)]).toEqual([name, start]);
});

test("every family is covered above", () => {
  expect(primitiveFamilies.length).toBe(21);
});

describe("near misses are followed", () => {
  test.each([
    [
      "tables that are allocated or freed",
      "pte_alloc pte_alloc_one pmd_alloc pmd_free pte_free_tlb",
    ],
    ["entries with work behind them", "ptep_xchg_direct pte_fragment_free pmdp_collapse_flush"],
    [
      "batches that get pages",
      "tlb_remove_page tlb_flush_mmu tlb_finish_mmu flush_all_zero_pkmaps",
    ],
    ["builtins by prefix only", "__sync_icache_dcache_range __sync_blockdev builtin_expect"],
    ["notifiers that call function pointers", "atomic_notifier_call_chain atomic_dec_and_lock"],
    ["per-CPU memory that is allocated", "alloc_percpu __alloc_percpu_gfp free_percpu"],
    ["callbacks that run in a lock's name", "rcu_barrier call_rcu kfree_rcu synchronize_rcu"],
    ["diagnostics that keep a message", "dev_err_probe kasprintf pr_get_reservation"],
    ["the tracing core", "trace_array_create trace_kprobe_create trace_printk_init_buffers"],
    ["tracing that is no tracepoint", "trace_function trace_hardirqs_on trace_pagefault_reg"],
    [
      "shadow memory that is mapped",
      "kasan_populate_vmalloc kasan_release_vmalloc kasan_save_stack",
    ],
    ["copies into new memory", "kmemdup kstrdup memdup_user memset_io copy_from_user"],
    ["pages, not their numbers", "put_page get_user_pages gfn_to_pfn vmalloc_to_page"],
    ["page work beside flags", "PageFoo folio_clear_dirty_for_io set_page_dirty folio_mark_dirty"],
    ["Xen memory, not hypercalls", "xen_alloc_unpopulated_pages xen_alloc_pte gnttab_alloc_pages"],
    ["paravirt calls by pointer", "PVOP_VCALL2 PVOP_CALL1 paravirt_alloc_pte paravirt_release_pte"],
    ["nothing", " set pte_"],
  ])("%s: %s", (_what, names) => {
    expect(names.split(" ").filter((name) => findPrimitive(name) !== undefined)).toEqual([]);
  });
});

test("a name is listed once", () => {
  const listed = primitiveFamilies.flatMap(({ names }) => expandNames(names));
  const twice = listed.filter((name, index) => listed.indexOf(name) !== index);
  expect(twice).toEqual([]);
  expect(primitiveNames()).toEqual(listed);
});

test("every family has a reason, a source with its releases, and something to match", () => {
  for (const { reason, source, names, prefixes = [] } of primitiveFamilies) {
    expect(reason.length).toBeGreaterThan(20);
    expect(source).toMatch(/6\.12 and 6\.1$|GCC manual/);
    expect(names.trim().length + prefixes.length).toBeGreaterThan(0);
  }
});

test("braces give every alternative", () => {
  expect(expandNames("a{b,c}{,_d} e")).toEqual(["ab", "ab_d", "ac", "ac_d", "e"]);
  expect(primitiveNames().filter((name) => !/^[A-Za-z_]\w*$/.test(name))).toEqual([]);
});

test("keywords and operators are no calls, and functions are no keywords", () => {
  const words =
    "sizeof typeof offsetof __attribute__ __section__ asm defined if while return _Generic";
  expect(words.split(" ").filter((word) => !isKeywordLike(word))).toEqual([]);
  const names = ["free_page", "set_pte_at", "likely", "apply_to_page_range", "", "toString"];
  expect(names.filter(isKeywordLike)).toEqual([]);
  expect(primitiveNames().filter(isKeywordLike)).toEqual([]);
});
