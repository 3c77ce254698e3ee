/**
 * What the analysis says of a walker's call site: the vocabulary of every report.
 *
 * All of it is plain JSON-safe data; locations are relative to the tree.
 */
import type { Location } from "#engine/base";

/**
 * "reaches": a path of direct calls leads to the page allocator. "may-reach": a path exists only
 * through slab or vmalloc, a reference drop, a candidate function pointer, or in some
 * configurations. "clean": everything was followed to an end and nothing was found. "unknown":
 * nothing was found, but something named in `notFollowed` could not be followed.
 */
export type Verdict = "clean" | "may-reach" | "reaches" | "unknown";

export type AllocatorUse = "allocates" | "allocates or frees" | "frees";

/** One step of a path: inside `function`, the code at `location` does `what`. */
export interface PathStep {
  readonly function: string;
  readonly location: Location;
  /** Such as "calls free_page()". */
  readonly what: string;
}

/** Something that could have mattered and was not followed. */
export interface NotFollowed {
  readonly name: string;
  readonly location: Location;
  /** Why not, as a clause: "no definition in this tree". */
  readonly reason: string;
}

export interface CallbackRef {
  readonly name: string;
  /** Where the callback is defined; its name's range. */
  readonly location: Location;
}

export interface CallSite {
  /** The called name only, not the whole call. */
  readonly location: Location;
  /** The function that holds the call. */
  readonly function: string;
  /** The called walker or forwarder. */
  readonly api: string;
  /** True when the callback runs in lazy MMU mode. */
  readonly lazy: boolean;
  /** The walker that a forwarder ends in; equal to `api` for a direct call. */
  readonly walker: string;
  readonly callbacks: readonly CallbackRef[];
  readonly verdict: Verdict;
  /** What the end of `path` does; undefined when there is no path. */
  readonly use: AllocatorUse | undefined;
  /** The page-allocator entry that the path ends in; undefined when there is no path. */
  readonly allocator: string | undefined;
  /** When the verdict holds only in some configuration: which, such as "CONFIG_SWAP"; else undefined. */
  readonly condition: string | undefined;
  /** Why `may-reach` is not `reaches`, besides `condition`, as a clause; undefined for other verdicts. */
  readonly doubt: string | undefined;
  /** True when nothing else that the callbacks call leads to the page allocator. */
  readonly isOnlyPath: boolean;
  /** The shortest path, from the callback's definition to the allocator. Empty when none was found. */
  readonly path: readonly PathStep[];
  readonly notFollowed: readonly NotFollowed[];
}

/** A file that was not, or not wholly, analysed. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
}
