/** `lazymmu/simulate` and `lazymmu/trace` through a real client. */

import { afterEach, expect, test } from "vitest";
import type { SimulateParams, SimulateResult, SimulationOptions } from "#server/protocol";
import type { SimulatedAnswer } from "#server/simulation";
import { type LspPair, startPair } from "./harness/lsp-pair.ts";

const uri = "file:///a/mm/x.c";
const options: SimulationOptions = {
  machine: null,
  release: null,
  pages: 16,
  debugPagealloc: true,
  initOnAlloc: false,
  populated: null,
  failing: [],
};
const params: SimulateParams = {
  uri,
  position: { line: 4, character: 2 },
  callback: null,
  options,
};
const simulated: SimulatedAnswer = {
  kind: "simulated",
  simulation: 3,
  report: {} as never,
  callback: "cb",
  file: "mm/y.c",
  firstLine: 10,
  lastLine: 12,
  text: "int cb(void)\n{\n}",
};
let pair: LspPair | undefined;

afterEach(async () => {
  await pair?.stop();
  pair = undefined;
});

test("a run is made of the unsaved text, and its source is named by the client's URI", async () => {
  pair = await startPair();
  pair.analysis.simulation = simulated;
  await pair.openFile(uri, 1, "unsaved");
  const result = await pair.client.sendRequest<SimulateResult>("lazymmu/simulate", params);
  const [asked] = pair.analysis.simulated;
  expect(asked).toMatchObject({ root: "/a", text: "unsaved" });
  expect(asked?.request).toEqual({ file: "mm/x.c", line: 5, callback: null, options });
  expect(result).toMatchObject({
    kind: "simulated",
    simulation: 3,
    uri: "file:///a/mm/y.c",
    range: { start: { line: 9, character: 0 }, end: { line: 11, character: 1 } },
    source: { firstLine: 10 },
  });
});

test("a text that was closed is what the disk has again", async () => {
  pair = await startPair();
  pair.analysis.disk.set("/a/mm/x.c", "saved");
  await pair.openFile(uri, 1, "unsaved");
  await pair.client.sendRequest("lazymmu/simulate", params);
  await pair.closeFile(uri);
  await pair.client.sendRequest("lazymmu/simulate", params);
  expect(pair.analysis.simulated.map(({ text }) => text)).toEqual(["unsaved", "saved"]);
});

test("a trace can be asked for as long as its simulation is the newest of its tree", async () => {
  pair = await startPair();
  pair.analysis.simulation = simulated;
  await pair.client.sendRequest("lazymmu/simulate", params);
  const query = { kind: "entry", run: 0, entry: 1 };
  const ask = (simulation: number) =>
    pair?.client.sendRequest("lazymmu/trace", { simulation, query });
  expect(await ask(3)).toEqual({ kind: "found", event: 7 });
  expect(pair.analysis.queried).toEqual([{ root: "/a", simulation: 3, query }]);
  pair.analysis.simulation = { ...simulated, simulation: 4 };
  await pair.client.sendRequest("lazymmu/simulate", params);
  expect(await ask(3)).toEqual({ kind: "none" });
  expect(await ask(4)).toEqual({ kind: "found", event: 7 });
});

test("the newest simulation is exported in the formats that there are, and no other", async () => {
  pair = await startPair();
  pair.analysis.simulation = simulated;
  await pair.client.sendRequest("lazymmu/simulate", params);
  const ask = (simulation: number, format: string) =>
    pair?.client.sendRequest("lazymmu/exportSimulation", { simulation, format });
  expect(await ask(3, "svg")).toEqual({ text: "svg of 3" });
  expect(await ask(3, "exe")).toEqual({ text: null });
  expect(await ask(9, "svg")).toEqual({ text: null });
});

test("a file in no tree, and what the engine refuses, are failures with a reason", async () => {
  pair = await startPair();
  const outside = await pair.client.sendRequest<SimulateResult>("lazymmu/simulate", {
    ...params,
    uri: "file:///elsewhere/x.c",
  });
  expect(outside).toMatchObject({ kind: "failed", reason: expect.stringContaining("kernel tree") });
  const refused = await pair.client.sendRequest<SimulateResult>("lazymmu/simulate", params);
  expect(refused).toEqual({ kind: "failed", callback: null, reason: "No run." });
});
