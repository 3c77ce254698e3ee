/**
 * What the analysis says of lazy MMU sections: the vocabulary of every report. Plain JSON-safe data;
 * locations are relative to the tree.
 */
import type { Location } from "#engine/base";
import type { AllocatorUse, NotFollowed, PathStep, Verdict } from "./verdict.ts";

/** One way from a section, or from a callback, to the page allocator. */
export interface AllocatorPath {
  readonly verdict: "may-reach" | "reaches";
  readonly use: AllocatorUse;
  /** The page-allocator entry in which the path ends. */
  readonly allocator: string;
  readonly condition: string | undefined;
  readonly doubt: string | undefined;
  readonly path: readonly PathStep[];
  /** True when the mode is on whenever the path's first call is made; it may be off at times else. */
  readonly isAlwaysInside: boolean;
}

/** A stretch of a function in lazy MMU mode. */
export interface LazySection {
  /** The name in the call that enters the mode; the first, where several open the same stretch. */
  readonly location: Location;
  /** The function or macro that holds it. */
  readonly function: string;
  /** All calls that enter it: more than one for a section that is left and entered again. */
  readonly enters: readonly Location[];
  /** All calls that leave it. None for a helper that enters for its caller. */
  readonly leaves: readonly Location[];
  /** True when it calls functions that its caller hands over; these are judged where that is. */
  readonly runsCallbacks: boolean;
  readonly verdict: Verdict;
  /** The best of `paths`; undefined or empty without one. */
  readonly use: AllocatorUse | undefined;
  readonly allocator: string | undefined;
  readonly condition: string | undefined;
  readonly doubt: string | undefined;
  readonly path: readonly PathStep[];
  /** One for each call in the section that surely leads on, then the likeliest of all others. */
  readonly paths: readonly AllocatorPath[];
  readonly notFollowed: readonly NotFollowed[];
}

/**
 * "nested": the mode is entered in the mode. "sleep": a call may sleep. "stale-read": an entry is
 * read after a write that may be pending. "access": memory is touched through such an entry.
 * "left-open": a path ends with the section open, though another leaves it. "never-left": no path
 * leaves it, and no caller does. "left-twice": a path leaves what is not open. "lock-dropped": the
 * page-table lock is given up before the section is left.
 */
export type SectionProblemKind =
  | "access"
  | "left-open"
  | "left-twice"
  | "lock-dropped"
  | "nested"
  | "never-left"
  | "sleep"
  | "stale-read";

/** Something in lazy MMU mode that the mode does not allow, on a path that the text proves. */
export interface SectionProblem {
  readonly kind: SectionProblemKind;
  readonly location: Location;
  /** The function that holds `location`. */
  readonly function: string;
  /** The name or expression at fault, such as "ptep". */
  readonly what: string;
  /** The way to it, from `location` on; at least one step. */
  readonly path: readonly PathStep[];
  /** The call that enters the mode, or the walks that run the callback in it. */
  readonly enteredAt: readonly Location[];
  /** True when the function is the callback of walks in lazy MMU mode. */
  readonly isCallback: boolean;
  /** The write that may still be pending; undefined for other kinds. */
  readonly writtenAt: Location | undefined;
}
