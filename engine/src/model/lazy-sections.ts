/** The lazy MMU sections of definitions: which calls belong together, and what is called in between. */
import { type CallModes, type LazyFlow, modesAt } from "#engine/flow";
import type { Call } from "./body-calls.ts";
import type { FunctionUnit } from "./function-units.ts";

/** A section within the text of one definition; all offsets are relative to that. */
export interface SectionSpan {
  readonly enters: readonly number[];
  readonly leaves: readonly number[];
}

const known = new WeakMap<LazyFlow, readonly SectionSpan[]>();

/** The sections of a definition that is entered outside of the mode, by their first enter. */
export function sectionsOf(flow: LazyFlow): readonly SectionSpan[] {
  let spans = known.get(flow);
  if (spans === undefined) {
    spans = findSections(flow);
    known.set(flow, spans);
  }
  return spans;
}

function findSections(flow: LazyFlow): readonly SectionSpan[] {
  const groups = new Map<number, Set<number>>();
  const modes = [...flow.calls.values(), ...flow.evaluated];
  for (const { sections } of modes) {
    const own = sections.filter((origin) => origin >= 0);
    if (own.length === 0) continue;
    // What is called in two of them makes them one: a section that is left and entered again.
    const joined = new Set(own.flatMap((origin) => [origin, ...(groups.get(origin) ?? [])]));
    for (const origin of joined) groups.set(origin, joined);
  }
  const spans = [...new Set(groups.values())].map((origins) => ({
    enters: [...origins].sort((a, b) => a - b),
    leaves: flow.changes
      .filter(({ role }) => role === "leave" || role === "helper")
      .map(({ offset }) => offset)
      .filter((offset) => !origins.has(offset))
      .filter((offset) => isIn(flow.calls.get(offset), origins)),
  }));
  return spans.sort((a, b) => (a.enters[0] ?? 0) - (b.enters[0] ?? 0));
}

/** True for a call that may be made in the section. */
export function isCalledIn(span: SectionSpan, flow: LazyFlow, { span: { start } }: Call): boolean {
  return isIn(modesAt(flow, start), new Set(span.enters));
}

function isIn(modes: CallModes | undefined, origins: ReadonlySet<number>): boolean {
  return modes?.sections.some((origin) => origins.has(origin)) ?? false;
}

/** The calls that enter the mode in a definition whose control flow was not understood. */
export function entersUnread(unit: FunctionUnit, entersMode: (name: string) => boolean): number[] {
  return unit.model.calls.flatMap(({ callee, span }) =>
    callee.kind === "name" && entersMode(callee.name) ? span.start : [],
  );
}
