/**
 * Locks that the task holds, and the rules about them: no lock is taken twice, none is left behind,
 * and nothing sleeps where it must not.
 *
 * One task runs, so a lock is never waited for: taking one that is held is a deadlock.
 */
import type { ContextCounts, ExecutionContext } from "./execution-context.ts";
import type { LazyMmu } from "./lazy-mmu.ts";
import { cite } from "./lazy-policy.ts";
import type { MmProblem, MmSink } from "./outcome.ts";

export type LockKind = "spin" | "spin-irq" | "spin-bh" | "mutex" | "rwsem-read" | "rwsem-write";

export interface HeldLock {
  /** What the caller knows the lock by, such as its address as a number. */
  readonly key: number;
  readonly name: string;
  readonly kind: LockKind;
}

const contextCount: Readonly<Record<LockKind, keyof ContextCounts | undefined>> = {
  spin: undefined,
  "spin-irq": "irqsOff",
  "spin-bh": "bhOff",
  mutex: undefined,
  "rwsem-read": undefined,
  "rwsem-write": undefined,
};

export class LockSet {
  readonly #context: ExecutionContext;
  readonly #sink: MmSink;
  #held: readonly HeldLock[] = [];

  constructor(context: ExecutionContext, sink: MmSink) {
    this.#context = context;
    this.#sink = sink;
  }

  get held(): readonly HeldLock[] {
    return this.#held;
  }

  isHeld(key: number): boolean {
    return this.#held.some((lock) => lock.key === key);
  }

  /** False when it deadlocks: the run cannot go on. */
  acquire(key: number, kind: LockKind, name: string): boolean {
    const holder = this.#held.find((lock) => lock.key === key);
    if (holder !== undefined && !(holder.kind === "rwsem-read" && kind === "rwsem-read")) {
      this.#sink.problem(lockProblem("deadlock", `${name} is taken while it is held.`));
      return false;
    }
    if (isSpinning(kind)) this.#change(kind, 1);
    else this.checkMaySleep(`taking ${name}`, undefined);
    this.#held = [...this.#held, { key, name, kind }];
    return true;
  }

  /** False, told as a problem, when it is not held. */
  release(key: number, kind: LockKind, name: string): boolean {
    const at = this.#held.findLastIndex((lock) => lock.key === key);
    if (at < 0) {
      this.#sink.problem(lockProblem("unlock-of-free-lock", `${name} is released and not held.`));
      return false;
    }
    this.#held = this.#held.filter((_, index) => index !== at);
    if (isSpinning(kind)) this.#change(kind, -1);
    return true;
  }

  /** Tells locks that are still held, where none may be: at the callback's return, say. */
  checkReturn(heldBefore: readonly HeldLock[]): boolean {
    const left = this.#held.filter((lock) => !heldBefore.includes(lock));
    for (const { name } of left) {
      this.#sink.problem(lockProblem("lock-held", `${name} is still held on return.`));
    }
    return left.length === 0;
  }

  /**
   * For whatever may sleep: an allocation with __GFP_DIRECT_RECLAIM, might_sleep(), a mutex.
   * In a section with preemption on, the architecture bears it; the rule against it is a note.
   */
  checkMaySleep(what: string, mmu: LazyMmu | undefined): boolean {
    const spinlock = this.#held.find((lock) => isSpinning(lock.kind));
    const reason =
      spinlock === undefined ? this.#context.findAtomicReason() : `with ${spinlock.name} held`;
    if (reason !== undefined) {
      const section = mmu !== undefined && mmu.depth > 0 ? " and in a lazy MMU section" : "";
      this.#sink.problem({
        kind: "slept-in-atomic",
        isWrong: true,
        code: "slept-in-atomic",
        message: `${what} may sleep, ${reason}${section}.`,
        citations: [cite("kernel/sched/core.c", "__might_resched()", "6.12")],
      });
      return false;
    }
    if (mmu === undefined || mmu.depth === 0 || mmu.core.state.pauseCount > 0) return true;
    this.#sink.problem({
      kind: "slept-in-atomic",
      isWrong: false,
      code: "slept-in-section",
      message: `${what} may sleep in a lazy MMU section. ${mmu.policy.name} bears it; powerpc hash and sparc64 turn preemption off there.`,
      citations: [
        cite(
          "include/linux/pgtable.h",
          "comment above lazy_mmu_mode_enable()",
          "7.0 (f2be745071ff)",
        ),
      ],
    });
    return false;
  }

  save(): readonly HeldLock[] {
    return this.#held;
  }

  restore(saved: readonly HeldLock[]): void {
    this.#held = saved;
  }

  #change(kind: LockKind, delta: number): void {
    this.#context.change("preempt", delta);
    const count = contextCount[kind];
    if (count !== undefined) this.#context.change(count, delta);
  }
}

function isSpinning(kind: LockKind): boolean {
  return kind === "spin" || kind === "spin-irq" || kind === "spin-bh";
}

function lockProblem(
  code: "deadlock" | "unlock-of-free-lock" | "lock-held",
  message: string,
): MmProblem {
  const kind = code === "lock-held" ? "lock-held" : "rule-broken";
  return { kind, isWrong: true, code, message, citations: [] };
}
