/** The state of lazy MMU mode at one point of one path. Values; nothing here changes in place. */
import type { Facts } from "./facts.ts";

/** An entry that was written in the section and whose write may still be pending. */
export interface PendingEntry {
  /** Compact text of the pointer to the entry. */
  readonly entry: string;
  /** Compact text of the address that it maps, where a kernel address became valid. */
  readonly mapped: string | undefined;
  /** Of the call that wrote it. */
  readonly offset: number;
}

export interface LazyState {
  /** Sections open: enters less leaves, from the beginning of the function on. */
  readonly depth: number;
  readonly paused: number;
  /** Offset of the enter that opened the outermost section; `fromCaller` for the caller's. */
  readonly origin: number | undefined;
  /** Compact texts of the page-table locks held, as far as the function took them itself. */
  readonly locks: readonly string[];
  readonly pending: readonly PendingEntry[];
  readonly facts: Facts;
}

/** The origin of a section that is open when the function is entered. */
export const fromCaller = -1;

export function isActive({ depth, paused }: LazyState): boolean {
  return depth > 0 && paused === 0;
}

export function initialState(isInside: boolean): LazyState {
  return {
    depth: isInside ? 1 : 0,
    paused: 0,
    origin: isInside ? fromCaller : undefined,
    locks: [],
    pending: [],
    facts: new Map(),
  };
}

/** Equal for states that cannot be told apart. */
export function stateKey({ depth, paused, origin, locks, pending, facts }: LazyState): string {
  const known = [...facts].map(([key, holds]) => `${holds ? "" : "!"}${key}`).sort();
  return JSON.stringify([depth, paused, origin, locks, pending, known]);
}

/** One of each of the states that cannot be told apart. */
export function unlike(states: readonly LazyState[]): readonly LazyState[] {
  if (states.length < 2) return states;
  return [...new Map(states.map((state) => [stateKey(state), state])).values()];
}

/** The state without all that may differ endlessly. */
export function withModeOnly(state: LazyState): LazyState {
  const { facts, locks, pending } = state;
  if (facts.size + locks.length + pending.length === 0) return state;
  return { ...state, facts: new Map(), locks: [], pending: [] };
}
