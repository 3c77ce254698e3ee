/** Simulating a callback for a client: the request, its settings, and what it answers. */
import type { LspPosition, LspRange } from "./methods.ts";

/** What a user can set; absent means the engine's default. All of it is checked by the server. */
export interface SimulationOptions {
  /** A machine of `lazymmu simulate --arch`; the tree's own choice when null. */
  readonly machine: string | null;
  /** Of the lazy MMU policy, as "6.16"; the tree's own when null. */
  readonly release: string | null;
  readonly pages: number;
  readonly debugPagealloc: boolean;
  readonly initOnAlloc: boolean;
  /** Which entries of the range map pages at first; by what the callback accepts when null. */
  readonly populated: "all" | "none" | readonly (readonly [first: number, last: number])[] | null;
  /** Ordinals of the allocations that fail, from 0. */
  readonly failing: readonly number[];
}

export interface SimulateParams {
  readonly uri: string;
  /** At a walker's call or inside of a callback. */
  readonly position: LspPosition;
  /** When known already, with the callback's file in `uri`; the position is then not looked at. */
  readonly callback: string | null;
  readonly options: SimulationOptions;
}

export type SimulateResult =
  | {
      readonly kind: "simulated";
      /** Names the simulation in `lazymmu/trace`; only the newest one is held. */
      readonly simulation: number;
      /** A `SimulationReport`, as docs/simulation.schema.json describes it. */
      readonly report: unknown;
      readonly callback: string;
      /** Of the file that defines the callback. */
      readonly uri: string;
      /** The callback's definition. */
      readonly range: LspRange;
      readonly source: { readonly firstLine: number; readonly text: string };
      readonly milliseconds: number;
    }
  | { readonly kind: "failed"; readonly callback: string | null; readonly reason: string };

export interface TraceParams {
  readonly simulation: number;
  /** A `TraceQuery` of engine/src/trace/view.ts. */
  readonly query: unknown;
}

export interface ExportParams {
  readonly simulation: number;
  /** `html` a report, `json` the report with all its events, `svg` the timeline. */
  readonly format: "html" | "json" | "svg";
}

export interface ExportResult {
  /** Null when the simulation is no longer held. */
  readonly text: string | null;
}
