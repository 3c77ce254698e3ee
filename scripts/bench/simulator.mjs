// @ts-check
/**
 * How fast a callback runs in the simulator, and what its run holds: a walk over as many entries
 * as a run may have, and how long going back to a moment of it takes.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { loadEngine } from "#scripts/lib/load-engine";

/** @typedef {typeof import("../../engine/src/sim/index.ts")} Sim */
/** @typedef {import("../../engine/src/sim/index.ts").Run} Run */
/** @typedef {import("../../engine/src/sim/index.ts").SimulationSubject} Subject */

/**
 * @typedef {object} SimulatorFigures
 * @property {string} name
 * @property {number} statements
 * @property {number} setUp milliseconds, lowering not counted
 * @property {number} walk milliseconds
 * @property {number} megabytes what a finished run holds, its checkpoints included
 * @property {readonly number[]} back milliseconds of each going back
 */

const pages = 1 << 20;
const nMoments = 20;

/** @type {Subject} */
const subject = {
  file: "mm/vmalloc.c",
  callback: "vmap_pfn_apply",
  site: {
    api: "apply_to_page_range",
    file: "mm/vmalloc.c",
    function: "vmap_pfn",
    line: 1,
    column: 1,
  },
};

/** @type {readonly { name: string, machine?: "arm64", release?: string }[]} */
const machines = [
  { name: "vmap_pfn_apply(), as the tree has it" },
  { name: "vmap_pfn_apply(), arm64 6.16", machine: "arm64", release: "6.16" },
];

/**
 * @param {string} tree
 * @returns {Promise<SimulatorFigures[]>}
 */
export async function measureSimulator(tree) {
  const sim = /** @type {Sim} */ (await loadEngine("sim"));
  const simulator = new sim.Simulator({
    readText: readerOf(tree),
    // What this callback calls is in its own file or in headers.
    filesDefining: () => [],
    listFiles: (folder) => readdirSync(path.join(tree, folder)).sort(),
    release: undefined,
    dialect: "classic",
  });
  const collect = collector();
  /** @type {SimulatorFigures[]} */
  const figures = [];
  for (const { name, machine, release } of machines) {
    const settings = { ...sim.defaultSettings, machine, release, variants: asWritten };
    const result = () => simulator.simulate(subject, { ...settings, pages });
    figures.push({ name, ...(await measureRun(prepareRun(result()), collect)) });
  }
  return figures;
}

/** @type {readonly ["as-written"]} */
const asWritten = ["as-written"];

/**
 * @param {() => Run} makeRun
 * @param {() => void} collect
 * @returns {Promise<Omit<SimulatorFigures, "name">>}
 */
async function measureRun(makeRun, collect) {
  // What was run before this is on no stack any more then, and can be collected.
  await new Promise((resolve) => setImmediate(resolve));
  const idle = heldMegabytes(collect);
  const run = makeRun();
  const begin = performance.now();
  run.prepare();
  const middle = performance.now();
  run.execute();
  const end = performance.now();
  const megabytes = heldMegabytes(collect) - idle;
  if (run.stop.kind !== "returned") throw new Error(`the run ends with ${run.stop.kind}`);
  const { statements } = run;
  return { statements, setUp: middle - begin, walk: end - middle, megabytes, back: goBack(run) };
}

/**
 * Makes the simulation's run once more, and keeps nothing of the run that was made.
 *
 * @param {import("../../engine/src/sim/index.ts").SimulationResult} result
 * @returns {() => Run}
 */
function prepareRun(result) {
  if (result.kind === "failed") throw new Error(result.reason);
  const [run] = result.simulation.runs;
  if (run === undefined) throw new Error("there is no run");
  const { program, settings } = run;
  const Run = /** @type {typeof import("../../engine/src/sim/run.ts").Run} */ (run.constructor);
  return () => new Run(program, settings);
}

/**
 * Moments all over the run, the same each time.
 *
 * @param {Run} run
 */
function goBack(run) {
  /** @type {number[]} */
  const milliseconds = [];
  let seed = 12_345;
  for (let moment = 0; moment < nMoments; moment++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    const begin = performance.now();
    run.goTo(Math.floor((seed / 2 ** 32) * run.statements));
    milliseconds.push(performance.now() - begin);
  }
  return milliseconds;
}

/** @returns {() => void} */
function collector() {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
}

/** @param {() => void} collect */
function heldMegabytes(collect) {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** @param {string} tree */
function readerOf(tree) {
  /** @type {Map<string, string | undefined>} */
  const known = new Map();
  return (/** @type {string} */ file) => {
    if (!known.has(file)) known.set(file, readText(path.join(tree, file)));
    return known.get(file);
  };
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
