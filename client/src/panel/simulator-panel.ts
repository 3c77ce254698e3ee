/**
 * The simulator panel: one at most, shown beside the source. It runs the callback, hands what the
 * page asks on to the server, and shows in the editor what the page points at.
 */
import {
  CancellationTokenSource,
  Disposable,
  Position,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import {
  type PanelMessage,
  readPanelMessage,
  type ShownSimulation,
  type ViewMessage,
} from "#client/messages";
import type { SimulateParams, SimulateResult, SimulationOptions } from "#server/protocol";
import {
  callbackPlace,
  callPlaces,
  type FilePlace,
  problemPlace,
  treeUri,
} from "./answer-places.ts";
import { CurrentLine } from "./current-line.ts";
import { MessageRate } from "./message-rate.ts";
import { openScenario, saveFile, saveScenario } from "./panel-files.ts";
import { panelHtml } from "./panel-html.ts";

export const viewType = "lazymmu.simulator";

export const defaultOptions: SimulationOptions = {
  machine: null,
  release: null,
  pages: 512,
  debugPagealloc: true,
  initOnAlloc: false,
  populated: null,
  failing: [],
};

/** What is simulated: a position, or a callback of a file once that is known. */
export interface Subject {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
  readonly callback: string | null;
}

/** The part of the language client that the panel uses. */
export interface SimulationServer {
  sendRequest<Result>(
    method: string,
    params: unknown,
    token?: CancellationTokenSource["token"],
  ): Promise<Result>;
}

export interface PanelOptions {
  readonly server: SimulationServer;
  readonly extensionUri: Uri;
  readonly report: (trouble: string) => void;
}

/** From the last change of a text to the run of it, in milliseconds. */
const settleTime = 120;

export class SimulatorPanel {
  readonly #options: PanelOptions;
  readonly #panel: WebviewPanel;
  readonly #line = new CurrentLine();
  readonly #subscriptions: Disposable;
  readonly #onClosed: () => void;
  #subject: Subject;
  #settings: SimulationOptions;
  #shown: ShownSimulation | undefined;
  /** What the page was shown last, for a page that is loaded anew. */
  #last: ViewMessage | undefined;
  #isReady = false;
  #run: CancellationTokenSource | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #rate = new MessageRate();
  #calls: readonly (FilePlace | undefined)[] = [];

  constructor(
    options: PanelOptions,
    subject: Subject,
    settings: SimulationOptions,
    panel: WebviewPanel | undefined,
    onClosed: () => void,
  ) {
    this.#options = options;
    this.#subject = subject;
    this.#settings = settings;
    this.#onClosed = onClosed;
    this.#panel = panel ?? createPanel();
    this.#subscriptions = Disposable.from(
      this.#line,
      this.#panel.webview.onDidReceiveMessage((message) => this.#receive(message)),
      this.#panel.onDidDispose(() => this.#close()),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.languageId === "c") this.#runSoon();
      }),
    );
    this.#load();
    void this.#simulate();
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  show(subject: Subject): void {
    this.#subject = subject;
    this.reveal();
    void this.#simulate();
  }

  #load(): void {
    const { webview } = this.#panel;
    const folder = Uri.joinPath(this.#options.extensionUri, "dist");
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this.#isReady = false;
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      script: webview.asWebviewUri(Uri.joinPath(folder, "panel.js")).toString(),
      style: webview.asWebviewUri(Uri.joinPath(folder, "panel.css")).toString(),
      nonce: crypto.randomUUID().replaceAll("-", ""),
    });
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#run?.cancel();
    this.#subscriptions.dispose();
    this.#onClosed();
  }

  #send(message: ViewMessage): void {
    if (message.type !== "answer") this.#last = message;
    // A page that is not ready yet is told when it is.
    if (this.#isReady) void this.#panel.webview.postMessage(message);
  }

  #runSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#simulate(), settleTime);
  }

  async #simulate(): Promise<void> {
    this.#run?.cancel();
    const run = new CancellationTokenSource();
    this.#run = run;
    const options = this.#settings;
    this.#send({ type: "busy", callback: this.#subject.callback });
    const params: SimulateParams = { ...this.#subject, options };
    const result = await this.#ask<SimulateResult>("lazymmu/simulate", params, run);
    if (this.#run !== run || result === undefined) return;
    if (result.kind === "failed") {
      this.#shown = undefined;
      this.#line.clear();
      this.#send({ type: "failed", callback: result.callback, reason: result.reason, options });
      return;
    }
    this.#shown = result;
    const { uri, callback, range } = result;
    this.#subject = { uri, callback, position: range.start };
    this.#panel.title = `Simulate ${callback}()`;
    this.#send({ type: "simulated", simulation: result, options });
  }

  async #ask<Result>(
    method: string,
    params: unknown,
    run?: CancellationTokenSource,
  ): Promise<Result | undefined> {
    try {
      return await this.#options.server.sendRequest<Result>(method, params, run?.token);
    } catch (error) {
      if (run?.token.isCancellationRequested !== true) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#options.report(`${method}: ${reason}`);
        if (run !== undefined) {
          const { callback } = this.#subject;
          this.#send({ type: "failed", callback, reason, options: this.#settings });
        }
      }
      return undefined;
    }
  }

  #receive(value: unknown): void {
    if (!this.#rate.allow(performance.now())) return;
    const message = readPanelMessage(value);
    if (message === undefined) {
      this.#options.report("The simulator's page sent a message that is not known.");
      return;
    }
    this.#handle(message).catch((error: unknown) => this.#options.report(String(error)));
  }

  async #handle(message: PanelMessage): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#isReady = true;
        if (this.#last !== undefined) this.#send(this.#last);
        return;
      case "options":
        this.#settings = message.options;
        await this.#simulate();
        return;
      case "query":
        await this.#query(message);
        return;
      case "open-call":
        await this.#open(this.#calls[message.depth]);
        return;
      case "open-problem": {
        const { run, list, index } = message;
        await this.#open(this.#shown && problemPlace(this.#shown, run, list, index));
        return;
      }
      case "open-callback":
        await this.#open(this.#shown && callbackPlace(this.#shown));
        return;
      case "export":
        await this.#export(message.format);
        return;
      case "save-picture":
        await saveFile(this.#name("png"), Buffer.from(message.png, "base64"));
        return;
      case "save-scenario":
        await this.#saveScenario();
        return;
      case "load-scenario":
        await this.#loadScenario();
        return;
    }
  }

  async #query({ id, simulation, query }: PanelMessage & { type: "query" }): Promise<void> {
    const answer = await this.#ask<object>("lazymmu/trace", { simulation, query });
    this.#send({ type: "answer", id, answer: answer ?? { kind: "none" } });
    if (answer === undefined || !("kind" in answer) || answer.kind !== "moment") return;
    this.#calls = callPlaces(answer);
    const place = this.#calls.find((call) => call !== undefined);
    const uri = place && this.#uriOf(place);
    if (place !== undefined && uri !== undefined) this.#line.show(uri, place.line - 1);
  }

  #uriOf({ file }: FilePlace): Uri | undefined {
    const root = this.#shown && treeUri(this.#shown);
    return root === undefined ? undefined : Uri.joinPath(Uri.parse(root), file);
  }

  async #open(place: FilePlace | undefined): Promise<void> {
    const uri = place && this.#uriOf(place);
    if (place === undefined || uri === undefined) return;
    const at = new Position(place.line - 1, Math.max(0, place.column - 1));
    await window.showTextDocument(uri, {
      selection: new Range(at, at),
      viewColumn: ViewColumn.One,
      preserveFocus: false,
    });
  }

  async #export(format: "html" | "json" | "svg"): Promise<void> {
    const simulation = this.#shown?.simulation;
    if (simulation === undefined) return;
    const params = { simulation, format };
    const result = await this.#ask<{ text: string | null }>("lazymmu/exportSimulation", params);
    const text = result?.text ?? undefined;
    if (text === undefined) {
      await window.showWarningMessage("The simulation could not be exported; run it again.");
      return;
    }
    await saveFile(this.#name(format), Buffer.from(text, "utf8"));
  }

  async #saveScenario(): Promise<void> {
    const file = this.#shown && callbackPlace(this.#shown)?.file;
    const callback = this.#shown?.callback;
    if (file === undefined || callback === undefined) return;
    await saveScenario(this.#name("scenario.json"), { file, callback, options: this.#settings });
  }

  async #loadScenario(): Promise<void> {
    const loaded = await openScenario(this.#shown && treeUri(this.#shown));
    if (loaded === undefined) return;
    this.#settings = loaded.options;
    this.show({ uri: loaded.uri, callback: loaded.callback, position: { line: 0, character: 0 } });
  }

  #name(extension: string): string {
    return `${this.#shown?.callback ?? "simulation"}.${extension}`;
  }
}

function createPanel(): WebviewPanel {
  const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
  return window.createWebviewPanel(viewType, "Lazy MMU Simulator", column);
}
