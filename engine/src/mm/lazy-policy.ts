/** A lazy MMU policy: what one architecture postpones in one range of releases, as hooks over a core. */
import type { LazyCore } from "./lazy-core.ts";
import type { Citation } from "./outcome.ts";

/** What became of a write. */
export const setCodes = {
  /** In memory and in force; costs nothing by itself. */
  done: 0,
  /** In memory; its barrier or invalidation is owed. */
  owed: 1,
  /** Not in memory: it waits in the queue. */
  queued: 2,
  /** In force, for a barrier, flush or hypercall of its own. */
  paid: 3,
} as const;

export type SetCode = (typeof setCodes)[keyof typeof setCodes];

export type PolicyMachine =
  | "arm64"
  | "powerpc-hash"
  | "powerpc-radix"
  | "sparc64"
  | "x86"
  | "xen-pv"
  | "other";

/** A write of a last-level entry: where, what it becomes, what it was, in whose space. */
export type WriteHook = (
  core: LazyCore,
  slot: number,
  low: number,
  high: number,
  oldLow: number,
  oldHigh: number,
  space: number,
  page: number,
) => SetCode;

export interface LazyPolicy {
  readonly id: string;
  readonly name: string;
  readonly machine: PolicyMachine | "abstract";
  /** As a reader would write it: "6.16 to 6.19". */
  readonly releases: string;
  /** Release numbers (major * 1000 + minor); the first without it is `until`. */
  readonly from: number;
  readonly until: number;
  readonly postpones: "nothing" | "barriers" | "invalidations" | "writes" | "visibility";
  /** Sections are counted by lazy_mmu_mode_enable() and so on; else the hooks are called directly. */
  readonly isCounted: boolean;
  /** Whether leaving a nested section ends the batching of the outer one. */
  readonly endsBatching: boolean;
  /** Hooks return without effect in an interrupt. */
  readonly ignoresInterrupts: boolean;
  readonly turnsPreemptionOff: boolean;
  /** ptep_get() sees a write that waits; a plain load never does. */
  readonly readsBack: boolean;
  /** Records that a batch holds; 0 without a limit. */
  readonly batchLimit: number;
  /** What is paid for completing: the counter that lost batching is measured by. */
  readonly cost: "barriers" | "flushes" | "hypercalls";
  /** The host writes the linear map: in the section it happens in, or in one of its own. */
  readonly linearMap: "kernel" | "direct" | "own-section";
  /** What an access does whose entry is valid but not yet in force. */
  readonly spuriousFault: {
    readonly goesOn: boolean;
    readonly consequence: string;
    readonly citations: readonly Citation[];
  };
  readonly citations: readonly Citation[];

  /** Whether setters postpone now. */
  readonly isActive: (core: LazyCore) => boolean;
  readonly enter: (core: LazyCore) => void;
  readonly leave: (core: LazyCore) => void;
  readonly flush: (core: LazyCore) => void;
  /** set_pte(), set_pte_at(), set_ptes(). */
  readonly setPte: WriteHook;
  /** pte_clear(). */
  readonly clearPte: WriteHook;
  /** ptep_get_and_clear(), and pte_update() and what is made of it. */
  readonly updatePte: WriteHook;
  /** set_pmd() and so on: `isValid` says whether the new entry is. */
  readonly setTable: (
    core: LazyCore,
    slot: number,
    low: number,
    high: number,
    mustComplete: boolean,
  ) => SetCode;
  readonly flushTlb: (core: LazyCore, space: number, from: number, to: number) => void;
  /** The task is switched out and in again. */
  readonly switchTask: (core: LazyCore) => void;
}

export function cite(file: string, name: string, release: string): Citation {
  return { file, name, release };
}

export const openRelease = Number.POSITIVE_INFINITY;

/** Hooks that do nothing, for policies to build on. */
export const noHook = (_core: LazyCore): void => {};

export function flushNow(core: LazyCore, space: number, from: number, to: number): void {
  core.tlb.invalidateRange(space, from, to);
  core.counters.flushes++;
  core.sink.event("tlb-flush", 0, -1, "translations of a range");
}

/** An access to a page whose entry never was valid, for policies that postpone no mapping. */
export const noSpuriousFault = {
  goesOn: false,
  consequence: "Nothing is postponed that could make a valid entry fault.",
  citations: [],
} as const;
