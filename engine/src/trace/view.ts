/**
 * What a viewer asks of a run that it does not hold itself, and the answers: JSON-safe, each answer
 * of bounded size whatever the length of the run.
 */
import type { SourcePlace, TraceEvent } from "./event.ts";

/** Rows of the timeline, from top to bottom. */
export const laneNames = [
  "updates",
  "pending",
  "synchronisation",
  "allocator",
  "linear-map",
  "faults",
] as const;

export type LaneName = (typeof laneNames)[number];

/** The most columns, events or entries that one answer holds. */
export const viewLimits = Object.freeze({ columns: 2048, events: 200, entries: 128, cells: 4096 });

/**
 * A stretch of the timeline. The axis is the calls of the callback, so that two runs are aligned by
 * entry; what happens between two calls belongs to the later one.
 */
export interface LaneBins {
  readonly fromEntry: number;
  readonly toEntry: number;
  readonly columns: number;
  /** Per column: events of the lane; for `pending`, the most that was owed when a call returned. */
  readonly lanes: Readonly<Record<LaneName, readonly number[]>>;
}

/** An entry of the walked range, as the tables and the hardware have it. */
export type EntryState =
  /** Maps nothing. */
  | "none"
  /** Maps a page, and the hardware sees that. */
  | "visible"
  /** Written valid; the hardware does not see it yet. */
  | "pending-map"
  /** Written invalid; the hardware still sees the page. */
  | "pending-unmap"
  /** Both valid and different. */
  | "pending-change";

/** Letters of {@link EntryState} in a heat map, in that order. */
export const entryStateLetters = Object.freeze({
  none: ".",
  visible: "v",
  "pending-map": "m",
  "pending-unmap": "u",
  "pending-change": "c",
});

export interface EntryView {
  readonly entry: number;
  readonly address: string;
  /** Null where the tables have no place for it. */
  readonly newest: string | null;
  readonly visible: string | null;
  readonly state: EntryState;
}

export interface PageView {
  readonly pfn: string;
  readonly linearAddress: string;
  readonly status: "free" | "allocated" | "reserved" | "outside";
  readonly references: number;
  readonly isPoisoned: boolean;
  /** Whether the hardware reaches the page through the linear map; `pending`, `tlb`: it should not. */
  readonly reach: "mapped" | "pending" | "tlb" | "no";
}

export interface VariableView {
  readonly name: string;
  readonly type: string;
  /** Null when it was never written. */
  readonly value: string | null;
}

export interface CallView {
  readonly name: string;
  readonly place: SourcePlace | null;
  readonly variables: readonly VariableView[];
}

/** The machine as an event's statement leaves it. */
export interface Moment {
  readonly statement: number;
  readonly statements: number;
  /** The event that led here; null in a run without events. */
  readonly event: TraceEvent | null;
  /** Those that were open when the event happened, innermost first. */
  readonly calls: readonly CallView[];
  readonly pending: number;
  readonly depth: number;
  readonly locks: readonly string[];
  readonly entries: readonly EntryView[];
  /** The whole range in at most `viewLimits.cells` letters; a cell shows its most pending entry. */
  readonly cells: string;
  readonly pages: readonly PageView[];
}

/** `run` is the place of the run in the report. */
export type TraceQuery =
  | {
      readonly kind: "lanes";
      readonly run: number;
      readonly fromEntry: number;
      readonly toEntry: number;
      readonly columns: number;
    }
  | { readonly kind: "events"; readonly run: number; readonly from: number; readonly to: number }
  | { readonly kind: "moment"; readonly run: number; readonly event: number }
  /** The first event of an entry. */
  | { readonly kind: "entry"; readonly run: number; readonly entry: number }
  /** The nearest event of a kind behind `from`, or before it; any kind when it is null. */
  | {
      readonly kind: "find";
      readonly run: number;
      readonly from: number;
      readonly isForward: boolean;
      readonly eventKind: TraceEvent["kind"] | null;
    };

export type TraceAnswer =
  | { readonly kind: "lanes"; readonly lanes: LaneBins }
  | { readonly kind: "events"; readonly events: readonly TraceEvent[]; readonly total: number }
  | { readonly kind: "moment"; readonly moment: Moment }
  | { readonly kind: "found"; readonly event: number | null }
  /** The simulation is no longer held, or the query is out of bounds. */
  | { readonly kind: "none" };
