/**
 * What takes and drops the lock of a page table, as far as one function shows it.
 *
 * include/linux/mm.h, pte_offset_map_lock() and pte_unmap_unlock(), 6.1 and 6.12; the lock of a
 * user mm's entries is held for the whole of a section (include/linux/pgtable.h, comment on lazy
 * MMU batching, 6.12), and every generic section is left before that lock is dropped (mm/memory.c,
 * zap_pte_range(), 6.12).
 */

export interface LockCall {
  readonly does: "drops" | "takes";
  /** Position of the lock among the arguments, from 0. */
  readonly lock: number;
}

const calls: ReadonlyMap<string, LockCall> = new Map([
  ["pte_alloc_map_lock", { does: "takes", lock: 3 }],
  ["pte_offset_map_lock", { does: "takes", lock: 3 }],
  ["pte_unmap_unlock", { does: "drops", lock: 1 }],
  ["spin_lock", { does: "takes", lock: 0 }],
  ["spin_lock_nested", { does: "takes", lock: 0 }],
  // Where it fails, nothing drops the lock.
  ["spin_trylock", { does: "takes", lock: 0 }],
  ["spin_unlock", { does: "drops", lock: 0 }],
]);

/**
 * Functions that answer the lock that they took: include/linux/mm.h, pmd_lock() and pud_lock();
 * include/linux/huge_mm.h, pmd_trans_huge_lock() and pud_trans_huge_lock(); include/linux/hugetlb.h,
 * huge_pte_lock(), 6.1 and 6.12.
 */
const answering = new Set([
  "huge_pte_lock",
  "pmd_lock",
  "pmd_trans_huge_lock",
  "pud_lock",
  "pud_trans_huge_lock",
]);

export function lockCallOf(name: string): LockCall | undefined {
  return calls.get(name);
}

export function answersLock(name: string): boolean {
  return answering.has(name);
}
