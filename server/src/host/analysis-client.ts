/**
 * Runs the engine in a worker thread that can be thrown away.
 *
 * One request is with the worker at a time, the others wait here; so a worker that dies or goes
 * silent names its culprit, requests that nobody waits for any more are never sent, and after a
 * restart everything that the worker knew is told again: options and unsaved texts of each tree.
 * A request about a file is tried twice; the second death puts the file into quarantine.
 */

import type { IntroductionPlan, RefusedIntroduction } from "#engine/introduce";
import type { TraceAnswer } from "#engine/trace";
import type { HoverText, IntroductionOffer, PathNeighbours, TreeReport } from "#engine/workspace";
import type { SimulatedAnswer, SimulationRequest } from "#server/simulation";
import type {
  AnalysisMethod,
  AnalysisMethods,
  DocumentChange,
  RequestMessage,
  WorkerMessage,
} from "./analysis-messages.ts";
import {
  AnalysisCancelled,
  AnalysisDied,
  type AnalysisPriority,
  type AnalysisService,
  type CheckedFile,
  EngineFailure,
  type ExportFormat,
  FileQuarantined,
  type OpenedTree,
  type TreeOptions,
  type TreeProgress,
} from "./analysis-service.ts";

/** The part of a `node:worker_threads` worker that the client uses. */
export interface WorkerThread {
  postMessage(message: RequestMessage): void;
  on(event: "message", listener: (message: WorkerMessage) => void): unknown;
  on(event: "error", listener: (error: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
  terminate(): Promise<unknown>;
}

/** In milliseconds: how long the worker may be silent over a request before it counts as hung. */
export interface AnalysisBudgets {
  /** Each sign of progress starts the time anew. */
  readonly openTree: number;
  /** For a file, when its tree has answered before. */
  readonly file: number;
  /** For the first request after a tree was read, which may read many files from a cold disk. */
  readonly firstFile: number;
  readonly tree: number;
}

export const defaultBudgets: AnalysisBudgets = {
  openTree: 30_000,
  file: 20_000,
  firstFile: 120_000,
  tree: 120_000,
};

export interface AnalysisClientOptions {
  readonly spawn: () => WorkerThread;
  readonly budgets: AnalysisBudgets;
  /** One line for the log. */
  readonly onTrouble: (message: string) => void;
  readonly onQuarantine: (root: string, file: string) => void;
}

/** More deaths than this within {@link deathWindow} and the engine is not started again. */
const maxDeaths = 6;
const deathWindow = 180_000;

interface TreeState {
  options: TreeOptions;
  readonly documents: Map<string, string>;
  /** Changed since the worker was last told. */
  readonly changed: Set<string>;
  isOpen: boolean;
  hasAnswered: boolean;
}

interface Job {
  readonly root: string;
  readonly method: AnalysisMethod;
  readonly params: AnalysisMethods[AnalysisMethod]["params"];
  /** The file to blame when the worker dies. */
  readonly file: string | undefined;
  readonly onProgress: ((progress: TreeProgress) => void) | undefined;
  readonly isWanted: () => boolean;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly result: AnalysisMethods[AnalysisMethod]["result"];
  readonly milliseconds: number;
}

interface InFlight {
  readonly id: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: TreeProgress) => void) | undefined;
  readonly budget: number;
  timer: NodeJS.Timeout;
}

const defaultTreeOptions: TreeOptions = { jobs: 0, useCache: true };

export class AnalysisClient implements AnalysisService {
  readonly #options: AnalysisClientOptions;
  readonly #trees = new Map<string, TreeState>();
  readonly #queues: Record<AnalysisPriority, Job[]> = { interactive: [], background: [] };
  readonly #quarantine = new Set<string>();
  #deaths: number[] = [];
  #worker: WorkerThread | undefined;
  #inFlight: InFlight | undefined;
  #isRunning = false;
  #isDisposed = false;
  #lastId = 0;

  constructor(options: AnalysisClientOptions) {
    this.#options = options;
  }

  async openTree(
    root: string,
    options: TreeOptions,
    onProgress: (progress: TreeProgress) => void,
  ): Promise<OpenedTree> {
    this.#tree(root).options = options;
    const { result } = await this.#ask(root, "openTree", { options }, { onProgress });
    return result;
  }

  setDocument(root: string, file: string, text: string | undefined): void {
    const tree = this.#tree(root);
    if (text === undefined) {
      tree.documents.delete(file);
      this.#quarantine.delete(quarantineKey(root, file));
    } else if (this.#quarantine.has(quarantineKey(root, file))) {
      return;
    } else {
      tree.documents.set(file, text);
    }
    tree.changed.add(file);
  }

  async invalidateFiles(root: string, files: readonly string[]): Promise<void> {
    await this.#ask(root, "invalidateFiles", { files }, {});
  }

  async checkFile(root: string, file: string, signal?: AbortSignal): Promise<CheckedFile> {
    const answer = await this.#ask(root, "checkFile", { file }, { file, signal });
    return { report: answer.result, milliseconds: answer.milliseconds };
  }

  async checkTree(
    root: string,
    scope: readonly string[] | undefined,
    priority: AnalysisPriority,
    signal?: AbortSignal,
  ): Promise<TreeReport> {
    return (await this.#ask(root, "checkTree", { scope }, { priority, signal })).result;
  }

  async hoverAt(
    root: string,
    file: string,
    line: number,
    column: number,
    signal?: AbortSignal,
  ): Promise<HoverText | undefined> {
    const params = { file, line, column };
    return (await this.#ask(root, "hoverAt", params, { file, signal })).result;
  }

  async introductionOffer(root: string, signal?: AbortSignal): Promise<IntroductionOffer> {
    return (await this.#ask(root, "introductionOffer", null, { signal })).result;
  }

  async pathsAt(
    root: string,
    file: string,
    line: number,
    column: number,
    signal?: AbortSignal,
  ): Promise<PathNeighbours | undefined> {
    const params = { file, line, column };
    return (await this.#ask(root, "pathsAt", params, { file, signal })).result;
  }

  async planIntroduction(
    root: string,
    file: string,
    line: number,
    column: number,
    signal?: AbortSignal,
  ): Promise<IntroductionPlan | RefusedIntroduction> {
    const params = { file, line, column };
    return (await this.#ask(root, "planIntroduction", params, { signal })).result;
  }

  async simulate(
    root: string,
    request: SimulationRequest,
    signal?: AbortSignal,
  ): Promise<SimulatedAnswer> {
    return (await this.#ask(root, "simulate", request, { file: request.file, signal })).result;
  }

  async queryTrace(root: string, simulation: number, query: unknown): Promise<TraceAnswer> {
    return (await this.#ask(root, "queryTrace", { simulation, query }, {})).result;
  }

  async exportSimulation(
    root: string,
    simulation: number,
    format: ExportFormat,
  ): Promise<string | null> {
    return (await this.#ask(root, "exportSimulation", { simulation, format }, {})).result;
  }

  restart(): void {
    this.#deaths = [];
    this.#quarantine.clear();
    void this.#discardWorker(new AnalysisCancelled("The analysis was restarted."));
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const gone = new AnalysisCancelled("The server is stopping.");
    for (const queue of Object.values(this.#queues)) {
      for (const job of queue.splice(0)) job.reject(gone);
    }
    await this.#discardWorker(gone);
  }

  #tree(root: string): TreeState {
    let tree = this.#trees.get(root);
    if (tree === undefined) {
      tree = {
        options: defaultTreeOptions,
        documents: new Map(),
        changed: new Set(),
        isOpen: false,
        hasAnswered: false,
      };
      this.#trees.set(root, tree);
    }
    return tree;
  }

  #ask<Method extends AnalysisMethod>(
    root: string,
    method: Method,
    params: AnalysisMethods[Method]["params"],
    how: {
      readonly file?: string;
      readonly priority?: AnalysisPriority;
      readonly signal?: AbortSignal | undefined;
      readonly onProgress?: (progress: TreeProgress) => void;
    },
  ): Promise<{
    readonly result: AnalysisMethods[Method]["result"];
    readonly milliseconds: number;
  }> {
    const { file, signal } = how;
    return new Promise((resolve, reject) => {
      if (this.#isDisposed || signal?.aborted === true) {
        reject(new AnalysisCancelled("Nobody waits for the answer."));
        return;
      }
      let isWanted = true;
      const giveUp = () => {
        isWanted = false;
        reject(new AnalysisCancelled("Nobody waits for the answer."));
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#queues[how.priority ?? "interactive"].push({
        root,
        method,
        params,
        file,
        onProgress: how.onProgress,
        isWanted: () => isWanted,
        resolve: (answer) => {
          signal?.removeEventListener("abort", giveUp);
          // The worker answers each id with the result of its method.
          resolve(answer as { result: AnalysisMethods[Method]["result"]; milliseconds: number });
        },
        reject: (error) => {
          signal?.removeEventListener("abort", giveUp);
          reject(error);
        },
      });
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let job = this.#nextJob(); job !== undefined; job = this.#nextJob()) {
      if (!job.isWanted()) continue;
      try {
        job.resolve(await this.#perform(job));
      } catch (error) {
        job.reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
    this.#isRunning = false;
  }

  #nextJob(): Job | undefined {
    return this.#queues.interactive.shift() ?? this.#queues.background.shift();
  }

  async #perform(job: Job): Promise<Answer> {
    const { budgets, onQuarantine } = this.#options;
    const { root, file } = job;
    const tree = this.#tree(root);
    if (job.method === "openTree") return this.#open(job, tree);
    if (file === undefined) {
      await this.#ensureOpen(job, tree);
      return this.#send(job, tree, budgets.tree);
    }
    const key = quarantineKey(root, file);
    if (this.#quarantine.has(key)) throw quarantined(file);
    for (let attempt = 1; attempt <= 2; attempt++) {
      await this.#ensureOpen(job, tree);
      try {
        const budget = tree.hasAnswered ? budgets.file : budgets.firstFile;
        const answer = await this.#send(job, tree, budget);
        tree.hasAnswered = true;
        return answer;
      } catch (error) {
        if (!(error instanceof AnalysisDied)) throw error;
      }
    }
    this.#quarantine.add(key);
    // The text must not reach the next worker, which would analyse it on behalf of other files.
    tree.documents.delete(file);
    onQuarantine(root, file);
    throw quarantined(file);
  }

  /** A death in here is nobody's fault but the tree's. */
  async #ensureOpen(job: Job, tree: TreeState): Promise<void> {
    if (tree.isOpen) return;
    await this.#open({ ...job, method: "openTree", params: { options: tree.options } }, tree);
  }

  async #open(job: Job, tree: TreeState): Promise<Answer> {
    const answer = await this.#send(job, tree, this.#options.budgets.openTree);
    tree.isOpen = true;
    return answer;
  }

  #send(job: Job, tree: TreeState, budget: number): Promise<Answer> {
    const worker = this.#liveWorker();
    const id = ++this.#lastId;
    const documents: DocumentChange[] = [];
    for (const file of tree.changed) documents.push({ file, text: tree.documents.get(file) });
    tree.changed.clear();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#onSilence(), budget);
      this.#inFlight = { id, resolve, reject, onProgress: job.onProgress, budget, timer };
      const { root, method, params } = job;
      // The pair of method and parameters was matched when the job was made.
      worker.postMessage({ id, root, method, params, documents } as RequestMessage);
    });
  }

  #liveWorker(): WorkerThread {
    if (this.#worker !== undefined) return this.#worker;
    const now = Date.now();
    this.#deaths = this.#deaths.filter((at) => now - at < deathWindow);
    if (this.#deaths.length >= maxDeaths) {
      throw new AnalysisDied("The analysis died too often; restart the server to try again.");
    }
    const worker = this.#options.spawn();
    worker.on("message", (message) => {
      if (this.#worker === worker) this.#onMessage(message);
    });
    worker.on("error", (error) => {
      if (this.#worker === worker)
        this.#onDeath(error instanceof Error ? error.message : String(error));
    });
    worker.on("exit", (code) => {
      if (this.#worker === worker) this.#onDeath(`it exited with code ${code}`);
    });
    this.#worker = worker;
    return worker;
  }

  #onMessage(message: WorkerMessage): void {
    const inFlight = this.#inFlight;
    if (inFlight === undefined || inFlight.id !== message.id) return;
    if (message.kind === "progress") {
      clearTimeout(inFlight.timer);
      inFlight.timer = setTimeout(() => this.#onSilence(), inFlight.budget);
      inFlight.onProgress?.(message.progress);
      return;
    }
    this.#settle();
    if (message.kind === "result") {
      inFlight.resolve({ result: message.result, milliseconds: message.milliseconds });
    } else {
      const failure = new EngineFailure(message.message);
      failure.stack = message.stack;
      inFlight.reject(failure);
    }
  }

  #onSilence(): void {
    this.#onDeath(`no answer within ${(this.#inFlight?.budget ?? 0) / 1000} s`);
  }

  #onDeath(reason: string): void {
    this.#deaths.push(Date.now());
    this.#options.onTrouble(`The analysis worker was given up: ${reason}.`);
    void this.#discardWorker(new AnalysisDied(`The analysis stopped: ${reason}.`));
  }

  /** Ends the worker, if there is one, and fails the request that it holds. */
  #discardWorker(reason: Error): Promise<unknown> {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const tree of this.#trees.values()) {
      tree.isOpen = false;
      tree.hasAnswered = false;
      for (const file of tree.documents.keys()) tree.changed.add(file);
    }
    const inFlight = this.#settle();
    inFlight?.reject(reason);
    return worker?.terminate() ?? Promise.resolve();
  }

  #settle(): InFlight | undefined {
    const inFlight = this.#inFlight;
    if (inFlight !== undefined) clearTimeout(inFlight.timer);
    this.#inFlight = undefined;
    return inFlight;
  }
}

function quarantineKey(root: string, file: string): string {
  return `${root}\0${file}`;
}

function quarantined(file: string): FileQuarantined {
  return new FileQuarantined(`${file} made the analysis stop twice and is left alone.`);
}
