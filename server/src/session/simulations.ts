/**
 * Simulations run in a thread of their own, so that a long one holds up no keystroke. It is started
 * by the first request, and is told the unsaved texts with each.
 */
import type { TraceAnswer } from "#engine/trace";
import type { AnalysisService, ExportFormat, TreeOptions } from "#server/host";
import type { SimulatedAnswer, SimulationRequest } from "#server/simulation";
import { background } from "./dispatch.ts";
import type { Log } from "./log.ts";
import type { AnalysisEvents } from "./platform.ts";

export interface SimulationsOptions {
  readonly start: (events: AnalysisEvents) => AnalysisService;
  readonly log: Log;
  readonly treeOptions: () => TreeOptions;
  /** Of the open documents of a tree. */
  readonly openTexts: (root: string) => readonly { readonly file: string; readonly text: string }[];
}

export class Simulations {
  readonly #options: SimulationsOptions;
  #service: AnalysisService | undefined;
  /** The tree of each simulation that is held. */
  readonly #roots = new Map<number, string>();
  /** Texts that the thread knows, by tree and file. */
  readonly #told = new Map<string, Map<string, string>>();

  constructor(options: SimulationsOptions) {
    this.#options = options;
  }

  async simulate(
    root: string,
    request: SimulationRequest,
    signal?: AbortSignal,
  ): Promise<SimulatedAnswer> {
    const service = this.#running();
    if (!this.#told.has(root)) {
      this.#told.set(root, new Map());
      await service.openTree(root, this.#options.treeOptions(), () => undefined);
    }
    this.#tellTexts(service, root);
    const answer = await service.simulate(root, request, signal);
    if (answer.kind === "simulated") {
      for (const [number, other] of this.#roots) if (other === root) this.#roots.delete(number);
      this.#roots.set(answer.simulation, root);
    }
    return answer;
  }

  async query(simulation: number, query: unknown): Promise<TraceAnswer> {
    const root = this.#roots.get(simulation);
    if (root === undefined || this.#service === undefined) return { kind: "none" };
    return this.#service.queryTrace(root, simulation, query);
  }

  /** Null when the simulation is no longer held. */
  async export(simulation: number, format: ExportFormat): Promise<string | null> {
    const root = this.#roots.get(simulation);
    if (root === undefined || this.#service === undefined) return null;
    return this.#service.exportSimulation(root, simulation, format);
  }

  /** Files changed on disk. */
  invalidate(root: string, files: readonly string[]): void {
    const service = this.#service;
    if (service === undefined || !this.#told.has(root)) return;
    const { log } = this.#options;
    background(log, "Following changed files", () => service.invalidateFiles(root, files));
  }

  restart(): void {
    this.#service?.restart();
    this.#roots.clear();
    this.#told.clear();
  }

  async dispose(): Promise<void> {
    await this.#service?.dispose();
  }

  #running(): AnalysisService {
    const { start, log } = this.#options;
    this.#service ??= start({
      onTrouble: (message) => log.warn(`Simulation: ${message}`),
      onQuarantine: (_root, file) =>
        log.error(`${file} made the simulation stop twice; it is left alone until it changes.`),
    });
    return this.#service;
  }

  #tellTexts(service: AnalysisService, root: string): void {
    const told = this.#told.get(root) ?? new Map<string, string>();
    const open = new Map(this.#options.openTexts(root).map(({ file, text }) => [file, text]));
    for (const file of told.keys()) if (!open.has(file)) service.setDocument(root, file, undefined);
    for (const [file, text] of open) {
      if (told.get(file) !== text) service.setDocument(root, file, text);
    }
    this.#told.set(root, open);
  }
}
