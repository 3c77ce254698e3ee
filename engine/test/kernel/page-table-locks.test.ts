/** Who takes and who drops the lock of a page table, and which argument or answer it is. */
import { expect, test } from "vitest";
import { answersLock, lockCallOf } from "#engine/kernel";

test.each([
  ["pte_offset_map_lock(mm, pmd, addr, LOCK)", "takes"],
  ["pte_alloc_map_lock(mm, pmd, addr, LOCK)", "takes"],
  ["spin_lock(LOCK)", "takes"],
  ["spin_lock_nested(LOCK, SINGLE_DEPTH_NESTING)", "takes"],
  ["spin_trylock(LOCK)", "takes"],
  ["pte_unmap_unlock(pte, LOCK)", "drops"],
  ["spin_unlock(LOCK)", "drops"],
])("%s %s it", (call, does) => {
  const [name = "", ...args] = call.split(/[(,) ]+/);
  expect(lockCallOf(name)).toEqual({ does, lock: args.indexOf("LOCK") });
  expect(answersLock(name)).toBe(false);
});

test("these answer the lock that they took", () => {
  const names = "pmd_lock pud_lock pmd_trans_huge_lock pud_trans_huge_lock huge_pte_lock".split(
    " ",
  );
  expect(names.filter(answersLock)).toEqual(names);
  expect(names.filter((name) => lockCallOf(name) !== undefined)).toEqual([]);
});

test("these take none", () => {
  const names =
    "pte_offset_map_nolock pte_offset_map pte_unmap pte_lockptr pmd_lockptr mutex_lock spin_is_locked valueOf";
  for (const name of names.split(" "))
    expect([name, lockCallOf(name), answersLock(name)]).toEqual([name, undefined, false]);
});
