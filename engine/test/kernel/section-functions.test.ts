/** What each function does to lazy MMU mode, in every release's names. */
import { expect, test } from "vitest";
import { mayConcernLazyMode, modeRoleOf } from "#engine/kernel";

test.each([
  ["arch_enter_lazy_mmu_mode", "enter"],
  ["arch_leave_lazy_mmu_mode", "leave"],
  ["arch_flush_lazy_mmu_mode", "flush"],
  ["arch_in_lazy_mmu_mode", "query"],
  ["lazy_mmu_mode_enable", "enter"],
  ["lazy_mmu_mode_disable", "leave"],
  ["lazy_mmu_mode_pause", "pause"],
  ["lazy_mmu_mode_resume", "resume"],
  ["is_lazy_mmu_mode_active", "query"],
])("%s: %s", (name, role) => {
  expect(modeRoleOf(name)).toBe(role);
  expect(mayConcernLazyMode(`${name}();`)).toBe(true);
});

test("what only has to do with the mode changes nothing", () => {
  const names = [
    "xen_enter_lazy_mmu",
    "arch_enter_lazy_cpu_mode",
    "arch_start_context_switch",
    "__task_lazy_mmu_mode_active",
    "lazy_mmu_mode",
    "",
    "constructor",
  ];
  expect(names.filter((name) => modeRoleOf(name) !== undefined)).toEqual([]);
});
