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
  readonly simulation: Simulation;
  readonly viewer: TraceViewer;
}

/** Numbers are not used twice, also not by another tree. */
let lastNumber = 0;
const maxSourceLines = 2000;

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
    this.#held = { number: lastNumber, simulation, viewer: new TraceViewer(simulation) };
    const place = simulation.report.callback.place;
    const text = this.#tree.readText(place.file) ?? "";
    const lastLine = Math.min(endOf(text, place.line), place.line + maxSourceLines);
    return {
      kind: "simulated",
      simulation: lastNumber,
      report: simulation.report,
      callback: subject.callback,
      file: place.file,
      firstLine: place.line,
      lastLine,
      text: text
        .split("\n")
        .slice(place.line - 1, lastLine)
        .join("\n"),
    };
  }

  query(simulation: number, query: unknown): TraceAnswer {
    const held = this.#held;
    return held?.number === simulation ? held.viewer.answer(query) : { kind: "none" };
  }

  /** The simulation of a number, while it is the newest. */
  held(simulation: number): Simulation | undefined {
    return this.#held?.number === simulation ? this.#held.simulation : undefined;
  }
}
