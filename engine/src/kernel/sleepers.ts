/**
 * Calls that may sleep whenever they are made in a context that allows it.
 *
 * Only what sleeps by its own contract is here, so that a chain of direct calls to one of them
 * proves something: each of them calls might_sleep() or schedule() without asking for the context
 * (include/linux/kernel.h, might_sleep(), 6.12); those that access user memory ask only whether
 * page faults are disabled (mm/memory.c, __might_fault(), 6.12). An architecture may disable
 * preemption in lazy MMU mode: arch/powerpc/include/asm/book3s/64/tlbflush-hash.h,
 * arch_enter_lazy_mmu_mode(), 6.1 and 6.12.
 */
import { expandNames } from "./primitives.ts";

export interface Sleeper {
  /** Where it says so: file, function, release. */
  readonly source: string;
}

const families: readonly { readonly source: string; readonly names: string }[] = [
  {
    source: "include/linux/kernel.h, might_sleep(), 6.12",
    names: "might_sleep",
  },
  {
    source: "kernel/sched/core.c, schedule() and __cond_resched(), 6.12",
    names:
      "cond_resched cond_resched_lock schedule schedule_timeout{,_killable,_uninterruptible} yield io_schedule",
  },
  {
    source: "kernel/locking/mutex.c, mutex_lock(), 6.12",
    names: "mutex_lock{,_interruptible,_killable,_nested}",
  },
  {
    source: "kernel/locking/rwsem.c, down_read() and down_write(), 6.12",
    names:
      "down{,_interruptible,_killable} down_{read,write}{,_killable,_nested} mmap_{read,write}_lock",
  },
  {
    source: "kernel/sched/completion.c, wait_for_completion(), 6.12",
    names: "wait_for_completion{,_interruptible,_killable,_timeout}",
  },
  {
    source: "kernel/time/timer.c, msleep(), 6.12",
    names: "msleep msleep_interruptible ssleep usleep_range fsleep",
  },
  {
    source: "kernel/rcu/tree.c, synchronize_rcu(), 6.12",
    names: "synchronize_rcu synchronize_srcu",
  },
  {
    source: "include/linux/pagemap.h, folio_lock(), 6.12",
    names: "folio_lock{,_killable} lock_page",
  },
  {
    source: "include/linux/uaccess.h, copy_from_user() and might_fault(), 6.12",
    names: "copy_{from,to}_user get_user put_user clear_user",
  },
];

const byName = new Map<string, Sleeper>();
for (const { source, names } of families)
  for (const name of expandNames(names)) byName.set(name, { source });

/** include/linux/gfp_types.h, 6.12: each of these has __GFP_DIRECT_RECLAIM. */
const sleepingFlags =
  /\b(?:GFP_(?:HIGHUSER(?:_MOVABLE)?|KERNEL(?:_ACCOUNT)?|NOFS|NOIO|TRANSHUGE|USER)|__GFP_DIRECT_RECLAIM|__GFP_RECLAIM)\b/;

/** True when flags as written let an allocation sleep; false also where a variable hides them. */
export function flagsMaySleep(flags: string): boolean {
  return sleepingFlags.test(flags) && !/~\s*(?:\([^()]*)?\b__GFP_(?:DIRECT_)?RECLAIM\b/.test(flags);
}

export function findSleeper(name: string): Sleeper | undefined {
  return byName.get(name);
}
