/** The engine behind the worker's messages: one workspace for each tree that was asked about. */
import type { CParser } from "#engine/syntax";
import { type TreeReport, Workspace } from "#engine/workspace";
import { exportJson, reportPage, reproduceCommand, timelinePicture } from "#server/report";
import { type HeldSimulation, TreeSimulations } from "#server/simulation";
import { KeptAnalysis } from "./analysis-cache.ts";
import type {
  AnalysisMethod,
  AnalysisMethods,
  DocumentChange,
  RequestMessage,
} from "./analysis-messages.ts";
import type { ExportFormat, TreeOptions, TreeProgress } from "./analysis-service.ts";
import { filesDefining, listFolder } from "./definitions.ts";
import { defaultCacheDir } from "./index-cache.ts";
import { type OpenTree, openTree } from "./open-tree.ts";

export class AnalysisEngine {
  readonly #parser: CParser;
  readonly #trees = new Map<string, OpenedWorkspace>();

  constructor(parser: CParser) {
    this.#parser = parser;
  }

  /** Answers one request; requests must not overlap. */
  async answer(
    request: RequestMessage,
    onProgress: (progress: TreeProgress) => void,
  ): Promise<AnalysisMethods[AnalysisMethod]["result"]> {
    if (request.method === "openTree") {
      return this.#open(request.root, request.params.options, request.documents, onProgress);
    }
    const opened = this.#trees.get(request.root);
    if (opened === undefined) throw new Error(`${request.root} was not opened`);
    opened.applyDocuments(request.documents);
    switch (request.method) {
      case "invalidateFiles":
        opened.rescan(request.params.files);
        return null;
      case "checkFile":
        return opened.workspace.checkFile(request.params.file);
      case "checkTree":
        return opened.checkTree(request.params.scope);
      case "hoverAt": {
        const { file, line, column } = request.params;
        return opened.workspace.hoverAt(file, line, column);
      }
      case "pathsAt": {
        const { file, line, column } = request.params;
        return opened.workspace.pathsAt(file, line, column);
      }
      case "introductionOffer":
        return opened.workspace.introductionOffer();
      case "planIntroduction": {
        const { file, line, column } = request.params;
        return opened.workspace.planIntroductionAt(file, line, column);
      }
      case "simulate":
        return opened.simulations.simulate(request.params);
      case "queryTrace": {
        const { simulation, query } = request.params;
        return opened.simulations.query(simulation, query);
      }
      case "exportSimulation": {
        const { simulation, format } = request.params;
        const held = opened.simulations.held(simulation);
        return held === undefined ? null : exportAs(format, held);
      }
    }
  }

  async #open(
    root: string,
    { jobs, useCache }: TreeOptions,
    documents: readonly DocumentChange[],
    onProgress: (progress: TreeProgress) => void,
  ) {
    const start = performance.now();
    const cacheDir = useCache ? defaultCacheDir(process.env) : undefined;
    const tree = await openTree({
      root,
      jobs: jobs === 0 ? undefined : jobs,
      cacheDir,
      onProgress,
    });
    const milliseconds = performance.now() - start;
    const before = this.#trees.get(root);
    const opened = new OpenedWorkspace(
      tree,
      this.#parser,
      before,
      new KeptAnalysis(cacheDir, tree),
    );
    opened.applyDocuments(documents);
    this.#trees.set(root, opened);
    return { info: opened.workspace.tree, files: tree.stats.files, milliseconds };
  }
}

function exportAs(format: ExportFormat, { simulation, source, machine }: HeldSimulation): string {
  switch (format) {
    case "json":
      return exportJson(simulation);
    case "svg":
      return timelinePicture(simulation);
    case "html":
      return reportPage(simulation, {
        source,
        command: reproduceCommand(simulation.report, machine),
      });
  }
}

class OpenedWorkspace {
  readonly workspace: Workspace;
  readonly simulations: TreeSimulations;
  readonly #parser: CParser;
  #tree: OpenTree;
  /** Files under unsaved text, and whether the table may be wrong about what is on disk. */
  readonly #overlaid: Map<string, { isStale: boolean }>;
  /** Undefined once the files are not those that it was made for. */
  #kept: KeptAnalysis | undefined;

  /** Unsaved texts of `before`, the same tree as it was, stay. */
  constructor(
    tree: OpenTree,
    parser: CParser,
    before: OpenedWorkspace | undefined,
    kept: KeptAnalysis,
  ) {
    this.#tree = tree;
    this.#parser = parser;
    this.#kept = kept;
    const inputs = { ...tree, parser, known: kept.known };
    this.#overlaid = before === undefined ? new Map() : before.#overlaid;
    this.workspace = before?.workspace ?? new Workspace(inputs);
    before?.workspace.setInputs(inputs);
    this.simulations = new TreeSimulations(
      {
        readText: (file) => this.workspace.textOf(file),
        filesDefining: (name) => filesDefining(this.#tree, name),
        listFiles: (folder) => listFolder(this.#tree.root, folder),
        release: tree.facts.release,
        dialect: tree.facts.dialect,
      },
      () => this.workspace.callSites(),
    );
  }

  checkTree(scope: readonly string[] | undefined): TreeReport {
    const report = this.workspace.checkTree(scope);
    if (this.#overlaid.size === 0) this.#kept?.write(() => this.workspace.analysis());
    return report;
  }

  applyDocuments(documents: readonly DocumentChange[]): void {
    for (const { file, text } of documents) {
      this.workspace.setDocument(file, text);
      this.simulations.forget([file]);
      const overlay = this.#overlaid.get(file);
      if (text === undefined) {
        this.#overlaid.delete(file);
        if (overlay?.isStale === true) this.#rescanNow([file]);
      } else {
        // A second text means that the file was edited, hence perhaps saved.
        this.#overlaid.set(file, { isStale: overlay !== undefined });
      }
    }
  }

  /** What lies under an unsaved text does not matter before that is gone. */
  rescan(files: readonly string[]): void {
    for (const file of files) {
      const overlay = this.#overlaid.get(file);
      if (overlay !== undefined) overlay.isStale = true;
    }
    const visible = files.filter((file) => !this.#overlaid.has(file));
    if (visible.length > 0) this.#rescanNow(visible);
  }

  #rescanNow(files: readonly string[]): void {
    this.#kept = undefined;
    this.#tree = this.#tree.rescan(files);
    this.simulations.forget(files);
    this.workspace.setInputs({ ...this.#tree, parser: this.#parser });
  }
}
