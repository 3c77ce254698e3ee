/**
 * Runs callbacks of one tree, and holds the newest simulation for queries. What simulations of a
 * tree share (menus, configurations, generated headers) is kept until a file changes that it may
 * rest on.
 */
import { type SimulatedTree, type Simulation, Simulator, TraceViewer } from "#engine/sim";
import type { SimulationReport, TraceAnswer } from "#engine/trace";
import type { TreeReport } from "#engine/workspace";
import type { SimulationOptions } from "#server/protocol";
import { readSettings } from "./settings.ts";
import { endOf, findSubject } from "./subject.ts";

export interface SimulationRequest {
  readonly file: string;
  /** From 1; of a walker's call or inside of a callback. */
  readonly line: number;
  /** Takes the place of the line when it is not null. */
  readonly callback: string | null;
  readonly options: SimulationOptions;
}

export type SimulatedAnswer =
  | {
      readonly kind: "simulated";
      readonly simulation: number;
      readonly report: SimulationReport;
      readonly callback: string;
      /** That defines the callback. */
      readonly file: string;
      readonly firstLine: number;
      readonly lastLine: number;
      readonly text: string;
    }
  | { readonly kind: "failed"; readonly callback: string | null; readonly reason: string };

interface Held {
  readonly number: number;
  readonly machine: string | undefined;
  readonly simulation: Simulation;
  readonly viewer: TraceViewer;
}

/** Numbers are not used twice, also not by another tree. */
let lastNumber = 0;
const maxSourceLines = 2000;

export interface HeldSimulation {
  readonly simulation: Simulation;
  /** As the client named it; undefined when the tree chose. */
  readonly machine: string | undefined;
  readonly source: Source;
}

export interface Source {
  /** From 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly text: string;
}

/** The callback's definition; of one that is very long, its beginning. */
export function sourceOf(
  tree: Pick<SimulatedTree, "readText">,
  { report: { callback } }: Simulation,
): Source {
  const { file, line } = callback.place;
  const text = tree.readText(file) ?? "";
  const lastLine = Math.min(endOf(text, line), line + maxSourceLines);
  const lines = text.split("\n").slice(line - 1, lastLine);
  return { firstLine: line, lastLine, text: lines.join("\n") };
}

export class TreeSimulations {
  readonly #tree: SimulatedTree;
  readonly #callSites: () => TreeReport["callSites"];
  #simulator: Simulator | undefined;
  #held: Held | undefined;

  constructor(tree: SimulatedTree, callSites: () => TreeReport["callSites"]) {
    this.#tree = tree;
    this.#callSites = callSites;
  }

  /** Files changed. What was derived from others than C sources may be anything: all is forgotten. */
  forget(files: readonly string[]): void {
    if (files.some((file) => !file.endsWith(".c"))) this.#simulator = undefined;
    for (const file of files) this.#simulator?.forgetSource(file);
  }

  simulate({ file, line, callback, options }: SimulationRequest): SimulatedAnswer {
    const settings = readSettings(options);
    if (typeof settings === "string") return { kind: "failed", callback, reason: settings };
    const what = callback ?? String(line);
    const subject = findSubject(this.#callSites(), file, what, this.#tree.readText(file));
    if (typeof subject === "string") return { kind: "failed", callback, reason: subject };
    this.#simulator ??= new Simulator(this.#tree);
    const result = this.#simulator.simulate(subject, settings);
    if (result.kind === "failed") {
      return { kind: "failed", callback: subject.callback, reason: result.reason };
    }
    const { simulation } = result;
    lastNumber++;
    this.#held = {
      number: lastNumber,
      machine: settings.machine,
      simulation,
      viewer: new TraceViewer(simulation),
    };
    const { file: definedIn } = simulation.report.callback.place;
    return {
      kind: "simulated",
      simulation: lastNumber,
      report: simulation.report,
      callback: subject.callback,
      file: definedIn,
      ...sourceOf(this.#tree, simulation),
    };
  }

  query(simulation: number, query: unknown): TraceAnswer {
    const held = this.#held;
    return held?.number === simulation ? held.viewer.answer(query) : { kind: "none" };
  }

  /** The simulation of a number, while it is the newest, and the source of its callback. */
  held(number: number): HeldSimulation | undefined {
    const held = this.#held;
    if (held?.number !== number) return undefined;
    const { simulation, machine } = held;
    return { simulation, machine, source: sourceOf(this.#tree, simulation) };
  }
}
