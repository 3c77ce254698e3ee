/** What came of a run, in one sentence. */
import type { Stop } from "#engine/cmachine";
import type { LazyPolicy } from "#engine/mm";
import { type LostBatching, type OutcomeKind, outcomeKinds, type RunCounters } from "#engine/trace";
import type { RecordedProblem } from "./run-record.ts";

/** The worst of what went wrong, by the order of `outcomeKinds`; else how the run ended. */
export function outcomeOf(problems: readonly RecordedProblem[], stop: Stop): OutcomeKind {
  const wrong = problems.filter(({ isWrong }) => isWrong).map(({ kind }) => kind);
  const worst = outcomeKinds.find((kind) => wrong.includes(kind));
  if (worst !== undefined) return worst;
  switch (stop.kind) {
    case "fault":
      return "language-fault";
    case "unsupported":
      return "unsupported";
    case "missing":
      return "missing";
    case "out-of-budget":
      return "out-of-budget";
    default:
      return "nothing-wrong";
  }
}

export interface VerdictFacts {
  readonly outcome: OutcomeKind;
  readonly policy: LazyPolicy;
  readonly problems: readonly RecordedProblem[];
  readonly stop: Stop;
  readonly counters: RunCounters;
  readonly lost: LostBatching;
  readonly isLazy: boolean;
  readonly maxDepth: number;
  readonly returned: number | undefined;
}

export function verdictOf(facts: VerdictFacts): string {
  const { outcome, problems, stop } = facts;
  const first = problems.find(({ kind, isWrong }) => isWrong && kind === outcome);
  if (first !== undefined) {
    const others = problems.filter(({ isWrong }) => isWrong).length - 1;
    const more = others > 0 ? ` (and ${others} more)` : "";
    const times = first.count > 1 ? ` ${first.count} times.` : "";
    return `${first.message}${times}${more}`;
  }
  switch (stop.kind) {
    case "unsupported":
      return `The run stops at what is not supported: ${stop.reason}.`;
    case "missing":
      return `The run stops where it needs ${stop.name}, which nothing defines or models.`;
    case "out-of-budget":
      return "The run did not end within its budget of statements.";
    case "fault":
      return stop.message;
    default:
      return nothingWrong(facts);
  }
}

/** Why nothing went wrong: the part that lets a reader believe it. */
function nothingWrong(facts: VerdictFacts): string {
  const { policy, counters, isLazy, maxDepth } = facts;
  const touches = counters.allocations + counters.frees;
  const pages =
    touches === 0
      ? "The callback neither allocates nor frees pages"
      : `The callback allocates ${counters.allocations} and frees ${counters.frees} pages`;
  if (!isLazy) return `Nothing goes wrong. ${pages}, and the walk is not in lazy MMU mode.`;
  if (policy.postpones === "nothing") {
    return `Nothing goes wrong. ${pages}; here lazy MMU mode postpones nothing, so each update is in force when it is made.`;
  }
  if (maxDepth > 1) {
    return policy.endsBatching
      ? `Nothing goes wrong. ${pages}; a nested section ends the walk's own, and no update that would have been batched follows.`
      : `Nothing goes wrong. ${pages}; nested sections complete what is pending, and the walk's own goes on.`;
  }
  return `Nothing goes wrong. ${pages}, and no section is opened inside of the walk's own.`;
}
