// @ts-check
/**
 * Runs every walker callback of a kernel tree on every architecture that it can be built for, and
 * writes the table of docs/simulator.md: `node scripts/simulate-callbacks.mjs TREE [--pages N]`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadEngine } from "./lib/load-engine.mjs";
import { repositoryRoot, runNode } from "./run-command.mjs";

/** @typedef {typeof import("../engine/src/sim/index.ts")} Sim */
/** @typedef {import("../engine/src/sim/index.ts").SimulationSubject} Subject */
/** @typedef {import("../engine/src/trace/index.ts").SimulationReport} Report */
/** @typedef {import("../engine/src/trace/index.ts").MachineName} MachineName */

const page = "docs/simulator.md";
const begin = "<!-- callbacks: begin -->";
const end = "<!-- callbacks: end -->";

/**
 * Machines by the architecture that they are built for; undefined is the architecture's own mode.
 *
 * @type {Readonly<Record<string, readonly { machine?: MachineName, release?: string, title: string }[]>>}
 */
const machines = {
  arm64: [
    { title: "arm64, as the tree has it" },
    { machine: "arm64", release: "6.16", title: "arm64 6.16" },
    { machine: "arm64", release: "7.0", title: "arm64 7.0" },
  ],
  x86: [
    { machine: "x86", title: "x86" },
    { machine: "xen-pv", release: "6.1", title: "Xen PV 6.1" },
    { machine: "xen-pv", release: "6.12", title: "Xen PV 6.12" },
    { machine: "xen-pv", release: "6.15", title: "Xen PV 6.15" },
    { machine: "xen-pv", release: "7.2", title: "Xen PV 7.2" },
  ],
  powerpc: [
    { title: "powerpc radix" },
    { machine: "powerpc-hash", title: "powerpc hash, as the tree has it" },
    { machine: "powerpc-hash", release: "7.0", title: "powerpc hash 7.0" },
  ],
  sparc64: [
    { machine: "sparc64", title: "sparc64, as the tree has it" },
    { machine: "sparc64", release: "7.0", title: "sparc64 7.0" },
  ],
  riscv: [{ machine: "riscv", title: "riscv" }],
  s390: [{ machine: "s390", title: "s390" }],
  arm: [{ title: "arm" }],
};

/** @type {readonly { machine: MachineName, release?: string, title: string }[]} */
const abstract = [
  { machine: "generic", title: "generic" },
  { machine: "rfc-direct", title: "rfc-direct" },
  { machine: "rfc-nested", title: "rfc-nested" },
];

const operands = process.argv.slice(2);
const pagesAt = operands.indexOf("--pages");
const pages = pagesAt < 0 ? 512 : Number(operands[pagesAt + 1]);
const [root] = operands.filter((_, at) => at !== pagesAt && at !== pagesAt + 1);
if (root === undefined || !Number.isInteger(pages) || pages < 1) {
  console.error("usage: simulate-callbacks.mjs TREE [--pages N]");
  process.exitCode = 2;
} else {
  await writeTable(path.resolve(root));
}

/** @param {string} tree */
async function writeTable(tree) {
  const sim = /** @type {Sim} */ (await loadEngine("sim"));
  const { subjects, release } = await findCallbacks(tree);
  const simulator = new sim.Simulator({
    readText: readerOf(tree),
    filesDefining: definitionsOf(tree),
    listFiles: (folder) => list(path.join(tree, folder)),
    release,
    dialect: "classic",
  });
  /** @type {string[]} */
  const rows = [];
  let nRun = 0;
  for (const subject of subjects) {
    const { lines, hasRun } = describe(sim, simulator, subject);
    if (hasRun) nRun++;
    rows.push(...lines);
    console.log(lines.join("\n"));
  }
  const text = [
    begin,
    "",
    `Linux ${release}: ${nRun} of ${subjects.length} callbacks run to an end. ${pages} pages, debug_pagealloc on, no stubs.`,
    "Each line is one architecture: what ran from the tree's source, what of the kernel is modelled besides the walk, and the outcome as written under each policy (`_nolazy` in brackets where it differs).",
    "",
    ...rows,
    end,
  ].join("\n");
  const file = path.join(repositoryRoot, page);
  const before = readFileSync(file, "utf8");
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < 0) throw new Error(`${page} has no ${begin}`);
  writeFileSync(file, before.slice(0, from) + text + before.slice(to + end.length));
}

/**
 * @param {Sim} sim
 * @param {InstanceType<Sim["Simulator"]>} simulator
 * @param {Subject} subject
 */
function describe(sim, simulator, subject) {
  const lines = [`### \`${subject.callback}()\`, ${subject.file}`, ""];
  let hasRun = false;
  let isAbstractDone = false;
  /** @type {string[]} */
  const refused = [];
  for (const { architecture, reason } of simulator.buildableArchitectures(subject)) {
    if (reason !== undefined) {
      refused.push(`${architecture} (${reason})`);
      continue;
    }
    const own = machines[architecture] ?? [];
    const chosen = isAbstractDone ? own : [...own, ...abstract];
    /** @type {string[]} */
    const outcomes = [];
    /** @type {Report | undefined} */
    let first;
    for (const { machine, release, title } of chosen) {
      const settings = {
        ...sim.defaultSettings,
        machine: machine ?? ownMachine(architecture),
        release,
        pages,
      };
      const result = simulator.simulate(subject, settings);
      if (result.kind === "failed") outcomes.push(`${title}: cannot be run (${result.reason})`);
      else {
        const { report } = result.simulation;
        if (report.machine.architecture !== architecture) continue;
        first ??= report;
        outcomes.push(`${title}: ${outcomeOf(report)}`);
        if (report.runs.every(({ returned }) => returned !== null)) hasRun = true;
      }
    }
    isAbstractDone ||= first !== undefined;
    const source = first?.functions.interpreted.map(({ name }) => name) ?? [];
    const modelled = (first?.functions.modelled ?? []).filter(
      (name) => !/^(?:apply_to_|lazy_mmu_)/.test(name),
    );
    lines.push(
      `- **${architecture}**. From source (${source.length}): ${shortened(source, subject.callback)}. Modelled: ${modelled.join(", ") || "nothing but the walk"}.`,
      ...outcomes.map((outcome) => `  - ${outcome}`),
    );
  }
  if (refused.length > 0) lines.push(`- Cannot be built for ${refused.join("; ")}.`);
  lines.push("");
  return { lines, hasRun };
}

/** @param {string} architecture @returns {MachineName | undefined} */
function ownMachine(architecture) {
  return architecture === "arm64" ? "arm64" : undefined;
}

/** @param {readonly string[]} names @param {string} callback */
function shortened(names, callback) {
  const ordered = [callback, ...names.filter((name) => name !== callback)];
  const shown = ordered.slice(0, 12).map((name) => `\`${name}\``);
  return ordered.length > 12
    ? `${shown.join(", ")} and ${ordered.length - 12} more`
    : shown.join(", ");
}

/** @param {Report} report */
function outcomeOf(report) {
  const [written, nolazy] = report.runs;
  if (written === undefined) return "not run";
  const one = sayRun(written);
  const other = nolazy === undefined ? one : sayRun(nolazy);
  return one === other ? one : `${one} [${other}]`;
}

/** @param {Report["runs"][number]} run */
function sayRun(run) {
  const { outcome, lostBatching, faults, returned, verdict } = run;
  if (outcome === "lost-batching") {
    return `lost batching of ${lostBatching.updates} updates, ${lostBatching.extra} completions too many`;
  }
  if (outcome === "nothing-wrong")
    return returned === 0 ? "nothing wrong" : `nothing wrong, returns ${returned}`;
  const [first] = faults;
  if (first === undefined) return `${outcome}: ${verdict}`;
  return `${outcome.replaceAll("-", " ")} (${first.code}${first.count > 1 ? `, ${first.count} times` : ""})`;
}

/**
 * The callbacks that the command line finds, each once, with a call site.
 *
 * @param {string} tree
 */
async function findCallbacks(tree) {
  const cli = path.join(repositoryRoot, "dist/cli.cjs");
  const { stdout } = await runNode([
    cli,
    "check",
    "--no-cache",
    "--format",
    "json",
    "--root",
    tree,
    tree,
  ]);
  const report = JSON.parse(stdout);
  /** @type {Map<string, Subject>} */
  const found = new Map();
  for (const site of report.callSites) {
    for (const { name, file } of site.callbacks) {
      const key = `${file} ${name}`;
      if (!/^\w+$/.test(name) || found.has(key)) continue;
      found.set(key, {
        file,
        callback: name,
        site: {
          api: site.walker ?? site.api,
          file: site.file,
          function: site.function,
          line: site.line,
          column: site.column,
        },
      });
    }
  }
  return { subjects: [...found.values()], release: report.tree.release ?? "6.12" };
}

/** @param {string} tree */
function readerOf(tree) {
  /** @type {Map<string, string | undefined>} */
  const known = new Map();
  return (/** @type {string} */ file) => {
    if (!known.has(file)) {
      try {
        known.set(file, readFileSync(path.join(tree, file), "utf8"));
      } catch {
        known.set(file, undefined);
      }
    }
    return known.get(file);
  };
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/**
 * Files with external definitions, found by their look in the folders where callbacks lead.
 *
 * @param {string} tree
 */
function definitionsOf(tree) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const folder of [
    "arch",
    "block",
    "drivers/base",
    "drivers/xen",
    "init",
    "kernel",
    "lib",
    "mm",
  ]) {
    for (const name of readdirSync(path.join(tree, folder), {
      recursive: true,
      encoding: "utf8",
    })) {
      if (!name.endsWith(".c")) continue;
      const file = `${folder}/${name}`;
      const text = readFileSync(path.join(tree, file), "utf8");
      for (const match of text.matchAll(
        /^(?!static|typedef|extern|return|else|#)[A-Za-z_][^;{}()=\n]*?\b(\w+)\s*(?:\(|=|;|\[|__)/gm,
      )) {
        const defined = /** @type {string} */ (match[1]);
        const files = found.get(defined);
        if (files === undefined) found.set(defined, [file]);
        else if (files.at(-1) !== file) files.push(file);
      }
    }
  }
  return (/** @type {string} */ name) => found.get(name) ?? [];
}
