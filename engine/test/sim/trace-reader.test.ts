/** The trace as plain data, and moving about in a run by it. */

import { expect, test } from "vitest";
import { TraceReader } from "#engine/sim";
import { callbackText, simulation } from "./tiny-kernel.ts";

function readerOf(body: string) {
  const { runs, places } = simulation(callbackText(body), { machine: "arm64", pages: 4 });
  const [run] = runs;
  if (run === undefined) throw new Error("a simulation has a run");
  return { run, reader: new TraceReader(run, places) };
}

const store = "\tset_pte_at(&init_mm, address, pte, pfn_pte(7, PAGE_KERNEL));\n\treturn 0;";

test("events are in order, with kind, place, entry and values as text", () => {
  const { reader } = readerOf(store);
  const events = reader.events(0, reader.nEvents);
  expect(events.map(({ index }) => index)).toEqual(events.map((_, at) => at));
  const writes = events.filter(({ kind }) => kind === "pte-write");
  expect(writes.map(({ entry }) => entry)).toEqual([0, 1, 2, 3]);
  expect(writes[0]?.place?.file).toBe("mm/subject.c");
  expect(writes[0]?.value).toMatch(/^0x[0-9a-f]+$/);
  expect(writes[0]?.old).toBe("0x0");
  const statements = events.map(({ statement }) => statement);
  expect([...statements].sort((a, b) => a - b)).toEqual(statements);
  expect(JSON.parse(JSON.stringify(events))).toEqual(events);
});

test("a part of the events is that part of all of them", () => {
  const { reader } = readerOf(store);
  const all = reader.events(0, reader.nEvents);
  expect(reader.events(3, 9)).toEqual(all.slice(3, 9));
  expect(reader.events(reader.nEvents, reader.nEvents + 5)).toEqual([]);
});

test("the next event of a kind is found, and the machine goes to it", () => {
  const { run, reader } = readerOf(store);
  const first = reader.findNext(0, ["pte-write"]);
  const second = reader.findNext((first?.index ?? 0) + 1, ["pte-write"]);
  expect(second?.entry).toBe(1);
  expect(reader.goToEvent(second?.index ?? -1)).toBe(true);
  expect(reader.statement).toBe(second?.statement);
  const names = run.machine.callStack().map(({ function: { name } }) => name);
  expect(names).toContain("callback");
  expect(reader.goToEvent(reader.nEvents)).toBe(false);
});

test("a step forward and one back lead to the same state", () => {
  const { run, reader } = readerOf(store);
  reader.goToStatement(9);
  const before = run.machine.stateHash();
  reader.step(1);
  expect(run.machine.stateHash()).not.toBe(before);
  reader.step(-1);
  expect(run.machine.stateHash()).toBe(before);
  reader.step(-1000);
  expect(reader.statement).toBe(0);
});
