/** What must be over when the kernel's code returns: sections, pauses, preemption, pending updates. */
import type { LazyMmu } from "./lazy-mmu.ts";
import type { MmProblem } from "./outcome.ts";

/** Sections and counts as they were before, for comparing. */
export interface BalancePoint {
  readonly depth: number;
  readonly enableCount: number;
  readonly pauseCount: number;
  readonly preempt: number;
}

export function balancePoint({ core, depth }: LazyMmu): BalancePoint {
  const { enableCount, pauseCount } = core.state;
  return { depth, enableCount, pauseCount, preempt: core.context.counts.preempt };
}

/** Each imbalance since `before`; empty when all is as it was. */
export function findImbalances(mmu: LazyMmu, before: BalancePoint): MmProblem[] {
  const now = balancePoint(mmu);
  const problems: MmProblem[] = [];
  const tell = (code: string, message: string) => {
    const { citations } = mmu.policy;
    problems.push({ kind: "rule-broken", isWrong: true, code, message, citations });
  };
  if (now.depth !== before.depth) {
    tell("section-unbalanced", `${now.depth} sections are open, and ${before.depth} were.`);
  }
  if (now.pauseCount !== before.pauseCount) {
    tell("pause-unbalanced", `The pause count is ${now.pauseCount}, and was ${before.pauseCount}.`);
  }
  if (now.preempt !== before.preempt) {
    tell(
      "preemption-unbalanced",
      `The preemption count is ${now.preempt}, and was ${before.preempt}.`,
    );
  }
  if (now.depth === 0 && mmu.nPending > 0) {
    tell("pending-after-leave", `${mmu.nPending} updates are owed outside of any section.`);
  }
  return problems;
}
