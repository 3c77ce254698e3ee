/** One flow out of those of all readings of a definition, and the modes of a place in it. */
import type { CallModes, LazyFlow } from "./lazy-flow.ts";

/** Of a definition that no reading understands. */
export const unreadFlow: LazyFlow = {
  calls: new Map(),
  evaluated: [],
  exits: [],
  problems: [],
  changes: [],
  isWhole: false,
};

/** What holds in any of the readings; each is a way to compile the same text. */
export function joinFlows(flows: readonly LazyFlow[]): LazyFlow {
  const [first = unreadFlow, ...others] = flows;
  if (others.length === 0) return first;
  const calls = new Map<number, CallModes>();
  for (const flow of flows)
    for (const [offset, modes] of flow.calls)
      calls.set(offset, joinModes([calls.get(offset) ?? nowhere, modes]));
  return {
    calls,
    evaluated: flows.flatMap((flow) => flow.evaluated),
    exits: uniqueBy(
      flows.flatMap((flow) => flow.exits),
      (exit) => JSON.stringify(exit),
    ),
    problems: uniqueBy(
      flows.flatMap((flow) => flow.problems),
      ({ kind, offset }) => `${kind} ${offset}`,
    ),
    changes: uniqueBy(
      flows.flatMap((flow) => flow.changes),
      ({ offset }) => `${offset}`,
    ),
    isWhole: flows.every((flow) => flow.isWhole),
  };
}

/**
 * The modes of the call at an offset; of one that the grammar did not see, those of what it stands
 * in. Undefined where no path leads.
 */
export function modesAt(flow: LazyFlow, offset: number): CallModes | undefined {
  const call = flow.calls.get(offset);
  if (call !== undefined) return call;
  const around = flow.evaluated.filter(({ start, end }) => start <= offset && offset < end);
  return around.length === 0 ? undefined : joinModes(around);
}

const nowhere: CallModes = { sections: [], outside: false };

function joinModes(modes: readonly CallModes[]): CallModes {
  const sections = new Set(modes.flatMap((one) => one.sections));
  return {
    sections: [...sections].sort((a, b) => a - b),
    outside: modes.some(({ outside }) => outside),
  };
}

function uniqueBy<Item extends { readonly offset: number }>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Item[] {
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  return [...byKey.values()].sort((a, b) => a.offset - b.offset);
}
