/** Host functions of locks and contexts. */
import type { HostFunction } from "#engine/cmachine";
import type { LockKind } from "#engine/mm";
import type { KernelState } from "./kernel-state.ts";

/** By the numbers of the prelude, __SIM_SPIN and so on. */
const kinds: Readonly<Record<number, LockKind>> = {
  1: "spin",
  2: "spin-irq",
  3: "spin-bh",
  4: "mutex",
  5: "rwsem-read",
  6: "rwsem-write",
};

const contexts = { 1: "preempt", 2: "irqsOff", 3: "bhOff" } as const;

export function lockHosts(kernelOf: () => KernelState): Readonly<Record<string, HostFunction>> {
  return {
    /** (lock, kind) */
    __sim_lock(_machine, base) {
      const kernel = kernelOf();
      const kind = kinds[kernel.low(base, 1)] ?? "spin";
      const name = lockName(kernel, base);
      kernel.record.note("lock", kernel.low(base, 0), kernel.high(base, 0), 0, 0, kind);
      if (!kernel.locks.acquire(lockKey(kernel, base), kind, name)) kernel.stop("deadlock");
    },
    __sim_unlock(_machine, base) {
      const kernel = kernelOf();
      const kind = kinds[kernel.low(base, 1)] ?? "spin";
      kernel.record.note("unlock", kernel.low(base, 0), kernel.high(base, 0), 0, 0, kind);
      kernel.locks.release(lockKey(kernel, base), kind, lockName(kernel, base));
    },
    /** (what, delta) */
    __sim_context(_machine, base) {
      const kernel = kernelOf();
      const what = contexts[kernel.low(base, 0) as 1 | 2 | 3] ?? "preempt";
      if (kernel.context.change(what, kernel.low(base, 1))) return;
      kernel.record.problem({
        kind: "rule-broken",
        isWrong: true,
        code: "unbalanced-context",
        message: "Preemption, interrupts or bottom halves are turned on that were not off.",
        citations: [],
      });
    },
    __sim_might_sleep() {
      const kernel = kernelOf();
      kernel.locks.checkMaySleep("This", kernel.mmu);
    },
    __sim_in_interrupt(_machine, base) {
      const kernel = kernelOf();
      kernel.answer(base, kernel.context.inInterrupt() ? 1 : 0);
    },
  };
}

/** The low 52 bits of the address; 1 is the model's own PTE lock. */
function lockKey(kernel: KernelState, base: number): number {
  const high = kernel.high(base, 0) & 0xf_ffff;
  return high * 0x1_0000_0000 + (kernel.low(base, 0) >>> 0);
}

function lockName(kernel: KernelState, base: number): string {
  const address = kernel.address(base, 0);
  const object = kernel.objectAt(address);
  return object === undefined ? `the lock at 0x${address.toString(16)}` : `a lock of ${object}`;
}
