/**
 * What happens in a simulated run, as data that leaves the engine: JSON-safe, addresses as text.
 *
 * The order of `eventKinds` is the code in the compact record; kinds are only ever appended.
 */

export const eventKinds = [
  /** The walker calls the callback for an entry; `address` is the page's, `slot` the entry's. */
  "entry",
  /** The callback returned; `value` is its result. */
  "entry-end",
  /** An entry of a page table was written; `old` and `value` are its contents. */
  "pte-write",
  /** An entry was read by a load of the kernel's code. */
  "pte-read",
  "section-enter",
  "section-leave",
  "section-flush",
  "section-pause",
  "section-resume",
  "barrier",
  "hypercall",
  /** Postponed updates or invalidations took effect together; `value` says how many. */
  "drain",
  "tlb-flush",
  "page-alloc",
  "page-free",
  /** A page of the linear map became reachable, or no longer reachable, for the hardware. */
  "linear-map",
  "linear-unmap",
  /** Memory was read or written through the linear map by a primitive such as memset(). */
  "touch",
  "lock",
  "unlock",
  "table-alloc",
  "warning",
  "print",
  /** Something went wrong: see `note`. */
  "problem",
  "sleep",
  /** Something is worth saying and is not wrong: see `note`. */
  "remark",
] as const;

export type EventKind = (typeof eventKinds)[number];

export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface TraceEvent {
  /** Its place in the run, from 0. */
  readonly index: number;
  readonly kind: EventKind;
  /** How many C statements had been executed. */
  readonly statement: number;
  readonly place: SourcePlace | null;
  /** Which call of the callback it belongs to, from 0; null outside of any. */
  readonly entry: number | null;
  /** Hexadecimal, as "0xffff800080000000"; null where the kind has none. */
  readonly address: string | null;
  readonly slot: string | null;
  readonly old: string | null;
  readonly value: string | null;
  readonly note: string | null;
}
