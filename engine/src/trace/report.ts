/**
 * What `lazymmu simulate` says of a callback: JSON-safe, the same bytes for the same inputs.
 *
 * docs/simulation.schema.json describes it; a test holds the two together.
 */
import type { SourcePlace } from "./event.ts";
import type { LostBatching, OutcomeKind, Problem, RunCounters } from "./outcome.ts";
import type { Population } from "./population.ts";

export type Variant = "as-written" | "nolazy" | "paused";

export interface SimulationReport {
  readonly schema: 1;
  readonly callback: { readonly name: string; readonly place: SourcePlace };
  /** The walk that was modelled, and the call site it was taken from, when there is one. */
  readonly walk: {
    readonly walker: string;
    readonly caller: string | null;
    readonly place: SourcePlace | null;
    readonly isKernel: boolean;
    readonly isExistingOnly: boolean;
    readonly start: string;
    readonly pages: number;
    readonly pageByteSize: number;
    readonly populated: Population;
  };
  readonly tree: { readonly release: string | null; readonly dialect: string };
  readonly machine: {
    readonly architecture: string;
    readonly release: string;
    readonly policy: string;
    readonly policyTitle: string;
    readonly geometry: string;
    readonly debugPagealloc: boolean;
    readonly configuration: string;
    readonly sources: readonly string[];
  };
  readonly functions: {
    readonly interpreted: readonly { readonly name: string; readonly file: string }[];
    readonly modelled: readonly string[];
    readonly missing: readonly MissingFunction[];
  };
  readonly runs: readonly RunReport[];
  /** What differs between the first run and each other, aligned by entry. */
  readonly differences: readonly RunDifference[];
}

export interface MissingFunction {
  readonly name: string;
  readonly reason: string;
  /** A function that calls it. */
  readonly caller: string | null;
}

export interface RunReport {
  readonly variant: Variant;
  readonly policy: string;
  readonly outcome: OutcomeKind;
  /** The outcome in one sentence. */
  readonly verdict: string;
  /** Everything that went wrong, first things first. */
  readonly faults: readonly Problem[];
  /** What is worth saying and is not wrong. */
  readonly notes: readonly Problem[];
  readonly lostBatching: LostBatching;
  readonly counters: RunCounters;
  /** The walker's return value; null when the run did not reach it. */
  readonly returned: number | null;
  readonly entries: number;
  readonly statements: number;
  readonly events: number;
  readonly isTraceCut: boolean;
  readonly assumptions: readonly string[];
  readonly unsupported: readonly string[];
  /** A number over all events: equal runs have equal ones. */
  readonly traceHash: string;
}

export interface RunDifference {
  readonly variant: Variant;
  /** Calls of the callback whose events differ from the first run's. */
  readonly differingEntries: number;
  readonly firstDifferingEntry: number | null;
  readonly counters: Partial<
    Record<keyof RunCounters, { readonly from: number; readonly to: number }>
  >;
}
