/** The words of the panel: what an event, an outcome, a lane or a state is called. Pure. */
import type {
  EntryState,
  EventKind,
  LaneName,
  Moment,
  OutcomeKind,
  PageView,
  SourcePlace,
  Variant,
} from "#engine/trace";

export const variantTitles: Readonly<Record<Variant, string>> = {
  "as-written": "As written",
  nolazy: "With _nolazy",
  paused: "Paused around each call",
};

export const laneTitles: Readonly<Record<LaneName, string>> = {
  updates: "PTE updates",
  pending: "Pending",
  synchronisation: "Barriers, flushes, hypercalls",
  allocator: "Page allocator",
  "linear-map": "Linear map",
  faults: "Faults",
};

export const entryStateTitles: Readonly<Record<EntryState, string>> = {
  none: "not mapped",
  visible: "mapped",
  "pending-map": "mapping pending",
  "pending-unmap": "unmapping pending",
  "pending-change": "change pending",
};

export const reachTitles: Readonly<Record<PageView["reach"], string>> = {
  mapped: "mapped",
  no: "not mapped",
  pending: "still mapped: unmapping pending",
  tlb: "still mapped: in the TLB",
};

/** Steps a user may look for, in the words of the list. */
export const soughtKinds: readonly (readonly [kind: EventKind, title: string])[] = [
  ["pte-write", "PTE update"],
  ["page-alloc", "page allocation"],
  ["page-free", "page free"],
  ["linear-map", "linear map: map"],
  ["linear-unmap", "linear map: unmap"],
  ["drain", "pending updates done"],
  ["barrier", "barrier"],
  ["tlb-flush", "TLB flush"],
  ["hypercall", "hypercall"],
  ["section-enter", "lazy section: enter"],
  ["section-leave", "lazy section: leave"],
  ["problem", "fault"],
  ["remark", "note"],
];

export type Severity = "good" | "bad" | "unknown";

/** What kind of news an outcome is: a run that could not be made is no fault of the callback's. */
export function severityOf(outcome: OutcomeKind): Severity {
  switch (outcome) {
    case "nothing-wrong":
      return "good";
    case "unsupported":
    case "missing":
    case "out-of-budget":
      return "unknown";
    default:
      return "bad";
  }
}

export const severityMarks: Readonly<Record<Severity, string>> = {
  good: "✓",
  bad: "✗",
  unknown: "?",
};

export function outcomeTitle(outcome: OutcomeKind): string {
  const words = outcome.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function placeText(place: SourcePlace | null): string {
  if (place === null) return "";
  return place.file.startsWith("<") ? "model" : `${place.file}:${place.line}`;
}

/** What is read out at a step, such as "step 412 of 3,072, entry 17, pte-write, 3 pending". */
export function stepText(moment: Moment, total: number): string {
  const { event, pending, depth } = moment;
  if (event === null) return "No step.";
  const parts = [
    `step ${count(event.index + 1)} of ${count(total)}`,
    event.entry === null ? "outside of the callback" : `entry ${count(event.entry)}`,
    event.kind,
    ...(event.note === null ? [] : [event.note.replace(/\.$/, "")]),
    `${count(pending)} pending`,
    depth === 0 ? "not in a lazy section" : `lazy section, depth ${depth}`,
  ];
  return parts.join(", ");
}

export function count(value: number): string {
  return value.toLocaleString("en-US");
}
