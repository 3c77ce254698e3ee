/** `lazymmu simulate`: a callback's own C on a modelled machine. */
import { relative, resolve, sep } from "node:path";
import type { Simulation, SimulationSettings, SimulationSubject } from "#engine/sim";
import type { MachineName, SimulationReport } from "#engine/trace";
import type { TreeReport } from "#engine/workspace";
import { findSubject, sourceOf } from "#server/simulation";
import type { CliOptions } from "./arguments.ts";
import type { CliIo, CliServices, OpenedTree } from "./cli-io.ts";
import { formatSimulation } from "./format/simulation.ts";
import { CliProblem } from "./problem.ts";
import { selectTree } from "./select-tree.ts";
import { createTextStyle } from "./text-style.ts";
import { note, withTree } from "./tree-session.ts";

const couldNotRun = 3;

export async function runSimulate(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  operand: string,
): Promise<number> {
  const place = /^(.+?):([A-Za-z_]\w*|[0-9]+)$/.exec(operand);
  if (place === null) {
    throw new CliProblem(
      `"${operand}" is neither FILE:FUNCTION nor FILE:LINE`,
      'For instance "lazymmu simulate kernel/bpf/arena.c:existing_page_cb".',
    );
  }
  const [, path = "", what = ""] = place;
  const { cwd } = io;
  const { findTreeRoot } = services;
  const named = await selectTree({ cwd, paths: [path], root: options.root, findTreeRoot });
  const whole = { ...options, root: named.root };
  return withTree({ io, services, options: whole, paths: [] }, async ({ tree, report }) => {
    const file = named.scope?.[0] ?? relative(tree.root, resolve(cwd, path)).split(sep).join("/");
    const subject = findSubject(report.callSites, file, what, tree.reader.readText(file));
    if (typeof subject === "string") {
      io.stderr.write(`lazymmu: ${subject}\n`);
      return couldNotRun;
    }
    if (subject.site === undefined) {
      note(io, options, `no walker's call with ${subject.callback}() was found in the tree`);
    }
    return simulate(io, options, tree, report.tree, subject);
  });
}

async function simulate(
  io: CliIo,
  options: CliOptions,
  tree: OpenedTree,
  facts: TreeReport["tree"],
  subject: SimulationSubject,
): Promise<number> {
  const { defaultSettings, Simulator } = await import("#engine/sim");
  const simulator = new Simulator({
    readText: (path) => tree.reader.readText(path),
    filesDefining: tree.filesDefining,
    listFiles: tree.listFiles,
    release: facts.release ?? undefined,
    dialect: facts.dialect,
  });
  const result = simulator.simulate(subject, settingsOf(options, defaultSettings));
  if (result.kind === "failed") {
    io.stderr.write(`lazymmu: ${subject.callback}() cannot be run: ${result.reason}\n`);
    return couldNotRun;
  }
  const { report } = result.simulation;
  io.stdout.write(await formatted(io, options, tree, result.simulation));
  return exitCodeOf(report);
}

async function formatted(
  io: CliIo,
  options: CliOptions,
  tree: OpenedTree,
  simulation: Simulation,
): Promise<string> {
  const { report, scenario } = simulation;
  switch (options.format) {
    case "json":
      return `${JSON.stringify(report, undefined, 2)}\n`;
    case "html": {
      const { reportPage, reproduceCommand } = await import("#server/report");
      const source = sourceOf({ readText: (file) => tree.reader.readText(file) }, simulation);
      const command = reproduceCommand(report, options.simulation.arch);
      return reportPage(simulation, { source, command });
    }
    default:
      return formatSimulation(
        report,
        scenario,
        createTextStyle(io, options, tree),
        options.verbose,
      );
  }
}

function settingsOf({ simulation }: CliOptions, defaults: SimulationSettings): SimulationSettings {
  const { arch, release, pages, debugPagealloc, populated, variant, stubs } = simulation;
  return {
    ...defaults,
    machine: arch as MachineName | undefined,
    release: release?.replace(/^v/, ""),
    pages: pages ?? defaults.pages,
    debugPagealloc,
    population: populated,
    variants: variant === "both" ? ["as-written", "nolazy", "paused"] : [variant],
    stubs,
  };
}

/** By the first run: the callback as written, unless another was asked for alone. */
function exitCodeOf({ runs: [first] }: SimulationReport): number {
  if (first === undefined) return couldNotRun;
  if (first.faults.length > 0) return 1;
  return first.outcome === "nothing-wrong" ? 0 : couldNotRun;
}
