/** What a viewer is told of a run: lanes, events, moments, and nothing for what is no query. */

import { expect, test } from "vitest";
import { TraceViewer } from "#engine/sim";
import { type TraceAnswer, viewLimits } from "#engine/trace";
import { callbackText, simulation } from "./tiny-kernel.ts";

const store = "\tset_pte_at(&init_mm, address, pte, pfn_pte(7, PAGE_KERNEL));\n\treturn 0;";

/** Where the store is in the callback's file. */
const storeLine =
  1 +
  callbackText(store)
    .split("\n")
    .findIndex((line) => line.includes("set_pte_at"));

function viewerOf(body: string, machine: "arm64" | "rfc-direct" = "rfc-direct", pages = 4) {
  const made = simulation(callbackText(body), { machine, pages });
  return { viewer: new TraceViewer(made), runs: made.runs };
}

function expectKind<Kind extends TraceAnswer["kind"]>(
  answer: TraceAnswer,
  kind: Kind,
): Extract<TraceAnswer, { kind: Kind }> {
  expect(answer.kind).toBe(kind);
  return answer as Extract<TraceAnswer, { kind: Kind }>;
}

test("lanes count the events of each call, and show what is pending", () => {
  const { viewer } = viewerOf(store);
  const query = { kind: "lanes", run: 0, fromEntry: 0, toEntry: 5, columns: 5 };
  const { lanes } = expectKind(viewer.answer(query), "lanes");
  expect(lanes.columns).toBe(5);
  expect(lanes.lanes.updates).toEqual([1, 1, 1, 1, 0]);
  expect(lanes.lanes.pending).toEqual([1, 2, 3, 4, 0]);
  expect(lanes.lanes.faults).toEqual([0, 0, 0, 0, 0]);
  const nolazy = expectKind(viewer.answer({ ...query, run: 1 }), "lanes").lanes;
  expect(nolazy.lanes.updates).toEqual([1, 1, 1, 1, 0]);
  expect(nolazy.lanes.pending).toEqual([0, 0, 0, 0, 0]);
});

test("fewer columns than calls add up, and take the most that was pending", () => {
  const { viewer } = viewerOf(store);
  const query = { kind: "lanes", run: 0, fromEntry: 0, toEntry: 4, columns: 2 };
  const { lanes } = expectKind(viewer.answer(query), "lanes");
  expect(lanes.lanes.updates).toEqual([2, 2]);
  expect(lanes.lanes.pending).toEqual([2, 4]);
});

test("a moment shows calls with values, entries, and what the hardware sees of them", () => {
  const { viewer } = viewerOf(store);
  const { events } = expectKind(
    viewer.answer({ kind: "events", run: 0, from: 0, to: 200 }),
    "events",
  );
  const ends = events.filter(({ kind }) => kind === "entry-end");
  const { moment } = expectKind(
    viewer.answer({ kind: "moment", run: 0, event: ends[1]?.index }),
    "moment",
  );
  expect(moment.pending).toBe(2);
  expect(moment.depth).toBe(1);
  expect(moment.entries.map(({ state }) => state)).toEqual([
    "pending-map",
    "pending-map",
    "none",
    "none",
  ]);
  expect(moment.cells).toBe("mm..");
  expect(moment.entries[0]?.visible).not.toBe(moment.entries[0]?.newest);
  expect(JSON.parse(JSON.stringify(moment))).toEqual(moment);
  const write = events.find(({ kind, entry }) => kind === "pte-write" && entry === 2);
  const inside = expectKind(
    viewer.answer({ kind: "moment", run: 0, event: write?.index }),
    "moment",
  ).moment;
  const callback = inside.calls.find(({ name }) => name === "callback");
  expect(callback?.place).toMatchObject({ file: "mm/subject.c", line: storeLine });
  const address = callback?.variables.find(({ name }) => name === "address");
  expect(address?.value).toBe(inside.entries[2]?.address);
});

test("a viewer finds the first event of a call, and the next and the last of a kind", () => {
  const { viewer } = viewerOf(store);
  const first = expectKind(viewer.answer({ kind: "entry", run: 0, entry: 1 }), "found");
  const query = {
    kind: "find",
    run: 0,
    from: first.event,
    isForward: true,
    eventKind: "pte-write",
  };
  const next = expectKind(viewer.answer(query), "found");
  expect(next.event).toBeGreaterThan(first.event ?? Number.NaN);
  const back = viewer.answer({ ...query, from: (next.event ?? 0) + 1, isForward: false });
  expect(back).toEqual(next);
  expect(viewer.answer({ ...query, from: 100_000 })).toEqual({ kind: "found", event: null });
});

test("what is no query, or names what there is not, is answered with nothing", () => {
  const { viewer } = viewerOf(store);
  for (const query of [
    undefined,
    null,
    7,
    {},
    { kind: "lanes", run: 0 },
    { kind: "moment", run: 9, event: 0 },
    { kind: "moment", run: 0, event: 1e9 },
    { kind: "events", run: 0, from: -1, to: 5 },
    { kind: "find", run: 0, from: 0, isForward: true, eventKind: "nothing" },
  ]) {
    expect(viewer.answer(query)).toEqual({ kind: "none" });
  }
});

test("an answer is bounded however much is asked for", () => {
  const { viewer } = viewerOf(store, "arm64", 600);
  const events = viewer.answer({ kind: "events", run: 0, from: 0, to: 1e9 });
  expect(expectKind(events, "events").events).toHaveLength(viewLimits.events);
  const lanes = viewer.answer({ kind: "lanes", run: 0, fromEntry: 0, toEntry: 1e9, columns: 1e9 });
  expect(expectKind(lanes, "lanes").lanes.columns).toBe(601);
  const { moment } = expectKind(viewer.answer({ kind: "moment", run: 0, event: 900 }), "moment");
  expect(moment.cells).toHaveLength(600);
  expect(moment.entries.length).toBeLessThanOrEqual(viewLimits.entries);
});
