/** What a run ended in, and what it counted: the words of the command line, the panel and JSON. */
import type { SourcePlace } from "./event.ts";

export const outcomeKinds = [
  "nothing-wrong",
  "spurious-fault",
  "lost-detection",
  "lost-batching",
  "stale-read",
  "nested-entry-bug",
  "slept-in-atomic",
  "lock-held",
  "double-free",
  "unmapped-access",
  "kernel-bug",
  "rule-broken",
  "language-fault",
  "unsupported",
  "missing",
  "out-of-budget",
] as const;

export type OutcomeKind = (typeof outcomeKinds)[number];

/** One thing that went wrong, or was noted, in a run. */
export interface Problem {
  readonly kind: OutcomeKind;
  /** False for what is worth a note and cost nothing. */
  readonly isWrong: boolean;
  /** A stable code, such as "spurious-fault" or a language fault's. */
  readonly code: string;
  readonly message: string;
  readonly place: SourcePlace | null;
  /** Calls from the innermost function outwards. */
  readonly stack: readonly { readonly name: string; readonly place: SourcePlace | null }[];
  /** Index of the event in the trace. */
  readonly event: number | null;
  /** The kernel source that the statement rests on: file, function and release. */
  readonly sources: readonly string[];
  /** How often it happened in the run. */
  readonly count: number;
}

export interface RunCounters {
  readonly pteWrites: number;
  readonly barriers: number;
  readonly flushes: number;
  readonly hypercalls: number;
  readonly allocations: number;
  readonly frees: number;
  readonly sections: number;
}

export interface LostBatching {
  /** Updates that would have been batched, had the outer section lasted. */
  readonly updates: number;
  /** Barriers, flushes or hypercalls more than with the outer section kept. */
  readonly extra: number;
}
