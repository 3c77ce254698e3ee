/**
 * The functions that enter, leave, flush, pause, resume or ask about lazy MMU mode.
 *
 * `arch_*`: include/linux/pgtable.h, arch_enter_lazy_mmu_mode(), 6.1 and 6.12. `lazy_mmu_mode_*`
 * and is_lazy_mmu_mode_active(): include/linux/pgtable.h, lazy_mmu_mode_enable(), 7.0 (commits
 * 0a096ab7a3a6, 5ab246749569). arch_in_lazy_mmu_mode(): RFC PATCH v1 4/6 of the series that also
 * brought the `_nolazy` variants, 30 May 2025, never merged.
 */

export type ModeRole = "enter" | "flush" | "leave" | "pause" | "query" | "resume";

const roles: ReadonlyMap<string, ModeRole> = new Map([
  ["arch_enter_lazy_mmu_mode", "enter"],
  ["arch_flush_lazy_mmu_mode", "flush"],
  ["arch_in_lazy_mmu_mode", "query"],
  ["arch_leave_lazy_mmu_mode", "leave"],
  ["is_lazy_mmu_mode_active", "query"],
  ["lazy_mmu_mode_disable", "leave"],
  ["lazy_mmu_mode_enable", "enter"],
  ["lazy_mmu_mode_pause", "pause"],
  ["lazy_mmu_mode_resume", "resume"],
]);

/** What a function does to the mode, or undefined for one that is none of these. */
export function modeRoleOf(name: string): ModeRole | undefined {
  return roles.get(name);
}
