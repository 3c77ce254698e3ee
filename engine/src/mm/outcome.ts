/**
 * What the model reports: problems kept apart by kind, events without an object each, and counters.
 */
import type { LostBatching, OutcomeKind, RunCounters } from "#engine/trace";

export interface Citation {
  /** Path in the tree. */
  readonly file: string;
  /** Function or macro, as `enter_lazy()`. */
  readonly name: string;
  /** Release as "6.12", or a commit's. */
  readonly release: string;
}

export interface MmProblem {
  readonly kind: OutcomeKind;
  /** False for what is worth a note and cost nothing. */
  readonly isWrong: boolean;
  readonly code: string;
  readonly message: string;
  readonly citations: readonly Citation[];
}

export type MmEventKind =
  | "section-enter"
  | "section-leave"
  | "section-flush"
  | "section-pause"
  | "section-resume"
  | "barrier"
  | "hypercall"
  | "drain"
  | "tlb-flush"
  | "table-alloc"
  | "page-alloc"
  | "page-free"
  | "warning";

/** Where the model tells what happens. `event` is called without allocating anything. */
export interface MmSink {
  /**
   * `value` is how many entries took effect (`drain`, `hypercall`), how many sections are open
   * behind the call (`section-enter`, `-leave`, `-flush`), how many pauses (`section-pause`,
   * `-resume`), a page's order (`page-…`), else 0; `slot` the entry's physical address, a page's
   * number (`page-…`), or -1; `note` a constant text, "ignored" for a call without effect.
   */
  event(kind: MmEventKind, value: number, slot: number, note: string): void;
  problem(problem: MmProblem): void;
}

export type MmCounters = { -readonly [Name in keyof RunCounters]: RunCounters[Name] };
export type MmLostBatching = { -readonly [Name in keyof LostBatching]: LostBatching[Name] };

export function newCounters(): MmCounters {
  return {
    pteWrites: 0,
    barriers: 0,
    flushes: 0,
    hypercalls: 0,
    allocations: 0,
    frees: 0,
    sections: 0,
  };
}

/** As `arch/x86/mm/fault.c, spurious_kernel_fault(), 6.12`. */
export function citationText({ file, name, release }: Citation): string {
  return `${file}, ${name}, ${release}`;
}
