/** All that lives as long as one client is connected, and how its parts are tied together. */
import {
  CodeLensRefreshRequest,
  type Connection,
  InlayHintRefreshRequest,
  type TextDocuments,
  type WorkDoneProgressReporter,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { settingsDiagnostic, skippedDiagnostic, toDiagnostic } from "#server/convert";
import type { AnalysisService, TreeFile } from "#server/host";
import type { Notifications, Settings } from "#server/protocol";
import type { ClientFeatures } from "./client-features.ts";
import { Diagnostics } from "./diagnostics.ts";
import { background } from "./dispatch.ts";
import type { Log } from "./log.ts";
import type { Platform } from "./platform.ts";
import { readSettings } from "./settings.ts";
import { Simulations } from "./simulations.ts";
import { Status } from "./status.ts";
import { Trees } from "./trees.ts";

export interface SessionOptions {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly platform: Platform;
  readonly features: ClientFeatures;
  readonly log: Log;
}

export class Session {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly platform: Platform;
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly analysis: AnalysisService;
  readonly status: Status;
  readonly trees: Trees;
  readonly diagnostics: Diagnostics;
  readonly simulations: Simulations;
  readonly #folders: Set<string>;
  #settings: Settings;
  readonly #ready: { readonly wait: Promise<void>; readonly resolve: () => void };
  /** False until the settings are known, so that nothing is analysed under wrong ones. */
  #isReady = false;
  #tellsCallSiteChanges = false;

  constructor(options: SessionOptions) {
    const { connection, documents, platform, features, log } = options;
    this.connection = connection;
    this.documents = documents;
    this.platform = platform;
    this.features = features;
    this.log = log;
    this.#folders = new Set(features.folders);
    let resolve: () => void = () => undefined;
    const wait = new Promise<void>((ready) => {
      resolve = ready;
    });
    this.#ready = { wait, resolve };
    this.#settings = this.#validated(features.initialSettings);
    this.status = new Status((params) => this.#notify("lazymmu/status", params));
    this.analysis = platform.startAnalysis({
      onTrouble: (message) => log.warn(message),
      onQuarantine: (root, file) => {
        log.error(`${file} made the analysis stop twice; it is left alone until it is closed.`);
        this.status.setQuarantined(this.uriOf({ root, file }), true);
      },
    });
    this.trees = new Trees({
      platform,
      analysis: this.analysis,
      status: this.status,
      log,
      treeOptions: () => ({ jobs: this.#settings.jobs, useCache: this.#settings.cache.enable }),
      kernelRoot: () => this.#settings.kernelRoot,
      createProgress: () => this.#createProgress(),
    });
    this.simulations = new Simulations({
      start: (events) => platform.startAnalysis(events),
      log,
      treeOptions: () => ({ jobs: this.#settings.jobs, useCache: this.#settings.cache.enable }),
      openTexts: (root) =>
        documents.all().flatMap((document) => {
          const place = this.trees.locate(document.uri);
          return place?.root === root ? [{ file: place.file, text: document.getText() }] : [];
        }),
    });
    this.diagnostics = new Diagnostics({
      analysis: this.analysis,
      trees: this.trees,
      log,
      debounce: features.debounce,
      findDocument: (uri) => documents.get(uri),
      uriOf: (place) => this.uriOf(place),
      toDiagnostics: (place, report) => [
        ...report.skipped.map(skippedDiagnostic),
        ...report.settingsProblems.map(settingsDiagnostic),
        ...report.findings
          .filter((finding) => finding.location.file === place.file)
          .map((finding) => toDiagnostic(finding, this.uriIn(place.root), this.#diagnosticStyle())),
      ],
      publish: (uri, version, diagnostics) => {
        const params = version === undefined ? { uri, diagnostics } : { uri, version, diagnostics };
        background(log, "Publishing", () => connection.sendDiagnostics(params));
      },
      onAnalysed: (uri, version, milliseconds) => {
        if (features.timings) this.#notify("lazymmu/analysed", { uri, version, milliseconds });
        this.reportCallSiteChange();
      },
    });
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** URIs of the workspace's folders. */
  get folders(): readonly string[] {
    return [...this.#folders];
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    for (const uri of removed) this.#folders.delete(uri);
    for (const uri of added) this.#folders.add(uri);
  }

  /** The URI under which the client has a file open, or else the file's own. */
  uriOf(place: TreeFile): string {
    for (const uri of this.documents.keys()) {
      const open = this.trees.locate(uri);
      if (open?.root === place.root && open.file === place.file) return uri;
    }
    return this.platform.uriOf(place);
  }

  /** {@link uriOf} for the files of one tree. */
  uriIn(root: string): (file: string) => string {
    return (file) => this.uriOf({ root, file });
  }

  /** Takes settings as the client sent them, and analyses anew when they changed anything. */
  applySettings(value: unknown): void {
    const before = this.#settings;
    this.#settings = this.#validated(value);
    const isFirst = !this.#isReady;
    this.#isReady = true;
    if (isFirst) this.#start();
    else if (analysisKey(this.#settings) !== analysisKey(before)) this.#restart();
    const { codeLens, inlayHints } = this.#settings;
    const { codeLensRefresh, inlayHintRefresh } = this.features;
    if (codeLens.enable !== before.codeLens.enable && codeLensRefresh) {
      this.#refresh(CodeLensRefreshRequest.type);
    }
    if (inlayHints.enable !== before.inlayHints.enable && inlayHintRefresh) {
      this.#refresh(InlayHintRefreshRequest.type);
    }
  }

  /** Resolves when the settings are known; requests wait for it. */
  whenReady(): Promise<void> {
    return this.#ready.wait;
  }

  updateDocument(document: TextDocument): void {
    if (this.#isReady && this.#settings.enable) this.diagnostics.update(document);
  }

  /** From now on the client is told when call sites may have changed. */
  tellCallSiteChanges(): void {
    this.#tellsCallSiteChanges = true;
  }

  reportCallSiteChange(): void {
    if (this.#tellsCallSiteChanges) this.#notify("lazymmu/callSitesChanged", {});
  }

  closeDocument(uri: string): void {
    this.diagnostics.close(uri);
    this.status.setQuarantined(uri, false);
  }

  #start(): void {
    this.status.setEnabled(this.#settings.enable);
    for (const document of this.documents.all()) this.updateDocument(document);
    this.#ready.resolve();
  }

  #refresh(request: typeof CodeLensRefreshRequest.type): void {
    background(this.log, "Refreshing", () => this.connection.sendRequest(request));
  }

  /** Forgets everything that was derived and looks at all open documents again. */
  #restart(): void {
    this.diagnostics.reset();
    this.trees.reset();
    this.analysis.restart();
    this.simulations.restart();
    this.#start();
    this.reportCallSiteChange();
  }

  #validated(value: unknown): Settings {
    const { settings, problems } = readSettings(value);
    for (const problem of problems) this.log.warn(problem);
    return settings;
  }

  #diagnosticStyle() {
    return {
      relatedInformation: this.features.relatedInformation,
      codeDescription: this.features.codeDescription,
      data: this.features.diagnosticData,
      ruleUri: (rule: string) => this.platform.ruleUri(rule),
    };
  }

  async #createProgress(): Promise<WorkDoneProgressReporter | undefined> {
    if (!this.features.workDoneProgress) return undefined;
    return this.connection.window.createWorkDoneProgress();
  }

  #notify<Method extends keyof Notifications & string>(
    method: Method,
    params: Notifications[Method],
  ): void {
    background(this.log, method, () => this.connection.sendNotification(method, params));
  }
}

/** Equal for settings under which the analysis gives the same results. */
function analysisKey({ enable, kernelRoot, jobs, cache }: Settings): string {
  return JSON.stringify([enable, kernelRoot, jobs, cache.enable]);
}
