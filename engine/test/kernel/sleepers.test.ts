/** Calls that may sleep, and flags that let an allocation sleep. */
import { describe, expect, test } from "vitest";
import { findSleeper, flagsMaySleep } from "#engine/kernel";

test.each([
  ["kernel/sched/core.c", "schedule schedule_timeout_killable yield io_schedule"],
  ["kernel/sched/core.c", "cond_resched cond_resched_lock"],
  ["include/linux/kernel.h", "might_sleep"],
  ["kernel/locking/mutex.c", "mutex_lock mutex_lock_interruptible mutex_lock_nested"],
  ["kernel/locking/rwsem.c", "down_read down_write_killable down mmap_read_lock mmap_write_lock"],
  ["kernel/sched/completion.c", "wait_for_completion wait_for_completion_timeout"],
  ["kernel/time/timer.c", "msleep usleep_range fsleep"],
  ["kernel/rcu/tree.c", "synchronize_rcu synchronize_srcu"],
  ["include/linux/pagemap.h", "folio_lock folio_lock_killable lock_page"],
  ["include/linux/uaccess.h", "copy_from_user copy_to_user get_user put_user clear_user"],
])("%s: %s", (file, names) => {
  for (const name of names.split(" "))
    expect([name, findSleeper(name)?.source.split(",")[0]]).toEqual([name, file]);
});

test("what never sleeps, or sleeps only when it is told to, is none", () => {
  const names =
    "mutex_trylock mutex_unlock down_trylock down_read_trylock up_read spin_lock folio_trylock folio_unlock complete " +
    "udelay mdelay might_sleep_if call_rcu rcu_read_lock copy_from_user_nofault __copy_from_user_inatomic kmalloc hasOwnProperty";
  expect(names.split(" ").filter((name) => findSleeper(name) !== undefined)).toEqual([]);
});

describe("flags", () => {
  test.each([
    "GFP_KERNEL",
    "GFP_KERNEL | __GFP_ZERO",
    "GFP_KERNEL_ACCOUNT",
    "GFP_PGTABLE_USER | GFP_NOFS",
    "(GFP_NOIO)",
    "GFP_HIGHUSER_MOVABLE",
    "GFP_TRANSHUGE",
    "atomic ? GFP_ATOMIC : GFP_KERNEL",
    "GFP_NOWAIT | __GFP_DIRECT_RECLAIM",
    "GFP_KERNEL & ~__GFP_FS",
    "GFP_USER & ~__GFP_KSWAPD_RECLAIM",
  ])("%s may sleep", (flags) => {
    expect(flagsMaySleep(flags)).toBe(true);
  });

  test.each([
    "GFP_ATOMIC",
    "GFP_NOWAIT | __GFP_NOWARN",
    "GFP_TRANSHUGE_LIGHT",
    "__GFP_KSWAPD_RECLAIM",
    "GFP_KERNEL & ~__GFP_RECLAIM",
    "GFP_KERNEL & ~__GFP_DIRECT_RECLAIM",
    "GFP_KERNEL & ~(__GFP_RECLAIM)",
    "GFP_KERNEL & ~(__GFP_FS | __GFP_DIRECT_RECLAIM)",
    "gfp",
    "MY_GFP_KERNEL",
    "0",
    "",
  ])("%s may not, as far as it is written", (flags) => {
    expect(flagsMaySleep(flags)).toBe(false);
  });
});
