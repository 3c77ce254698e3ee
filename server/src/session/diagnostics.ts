/**
 * Diagnostics of open files, and of files that a workspace check found something in.
 *
 * A report belongs to one version of a document; by the time it arrives the document may have
 * moved on, and then it is dropped, since a check of the newer version is already scheduled. What
 * equals the last published list is not sent again.
 */
import type { Diagnostic } from "vscode-languageserver";
import { settingsFile } from "#engine/settings";
import type { FileReport } from "#engine/workspace";
import type { AnalysisService, TreeFile } from "#server/host";
import { background } from "./dispatch.ts";
import { lineFeedText } from "./line-feed-text.ts";
import type { Log } from "./log.ts";
import type { Trees } from "./trees.ts";

/** A document as this file sees it. */
export interface OpenText {
  readonly uri: string;
  readonly version: number;
  getText(): string;
}

export interface DiagnosticsOptions {
  readonly analysis: AnalysisService;
  readonly trees: Trees;
  readonly log: Log;
  /** Milliseconds from a change to its check. */
  readonly debounce: number;
  readonly findDocument: (uri: string) => OpenText | undefined;
  readonly uriOf: (place: TreeFile) => string;
  readonly toDiagnostics: (place: TreeFile, report: FileReport) => Diagnostic[];
  readonly publish: (uri: string, version: number | undefined, diagnostics: Diagnostic[]) => void;
  readonly onAnalysed: (uri: string, version: number, milliseconds: number) => void;
}

const noDiagnostics = "[]";

/** Other open files wait longer than the one that is typed in. */
const crossFileFactor = 3;

interface OpenFile {
  readonly uri: string;
  readonly place: TreeFile;
  timer: NodeJS.Timeout | undefined;
  running: AbortController | undefined;
  latest: { readonly version: number; readonly report: FileReport } | undefined;
}

export class Diagnostics {
  readonly #options: DiagnosticsOptions;
  readonly #open = new Map<string, OpenFile>();
  /** Files that are not open and were published by a workspace check. */
  readonly #unopened = new Map<string, TreeFile>();
  /** What the client last got for each URI, as JSON. */
  readonly #published = new Map<string, string>();

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
  }

  /** A document was opened or changed. */
  update(document: OpenText): void {
    const { analysis, trees, debounce } = this.#options;
    let openFile = this.#open.get(document.uri);
    const isNew = openFile === undefined;
    if (openFile === undefined) {
      const place = trees.locate(document.uri);
      if (place === undefined) return;
      openFile = {
        uri: document.uri,
        place,
        timer: undefined,
        running: undefined,
        latest: undefined,
      };
      this.#open.set(document.uri, openFile);
      this.#unopened.delete(document.uri);
      // What was sent before had no version; the client gets the first list of its own anyway.
      this.#published.delete(document.uri);
    }
    analysis.setDocument(
      openFile.place.root,
      openFile.place.file,
      lineFeedText(document.getText()),
    );
    this.#schedule(openFile, isNew ? 0 : debounce);
    if (!isNew) this.#scheduleTree(openFile.place.root, debounce * crossFileFactor, openFile);
  }

  close(uri: string): void {
    const openFile = this.#open.get(uri);
    if (openFile === undefined) return;
    this.#open.delete(uri);
    clearTimeout(openFile.timer);
    openFile.running?.abort();
    this.#options.analysis.setDocument(openFile.place.root, openFile.place.file, undefined);
    this.#withdraw(uri);
    this.#scheduleTree(openFile.place.root, this.#options.debounce, undefined);
  }

  /** Files of a tree changed: checks again what was published for it. */
  recheck(root: string): void {
    this.#scheduleTree(root, 0, undefined);
    background(this.#options.log, `Checking ${settingsFile}`, () => this.#checkSettings(root));
    for (const [uri, place] of this.#unopened) {
      if (place.root !== root) continue;
      background(this.#options.log, `Checking ${place.file}`, async () => {
        const { report } = await this.#options.analysis.checkFile(root, place.file);
        if (this.#unopened.has(uri)) this.publishUnopened(uri, place, report);
      });
    }
  }

  /** Publishes findings of a file that may be open or not; open ones have their own checks. */
  publishUnopened(uri: string, place: TreeFile, report: FileReport): void {
    if (this.#open.has(uri)) return;
    const diagnostics = this.#options.toDiagnostics(place, report);
    if (diagnostics.length > 0) {
      this.#unopened.set(uri, place);
      this.#send(uri, undefined, diagnostics);
    } else {
      this.#unopened.delete(uri);
      this.#withdraw(uri);
    }
  }

  /** Takes back what an earlier workspace check published for this tree's unopened files. */
  clearUnopened(root: string, except: ReadonlySet<string>): void {
    for (const [uri, place] of [...this.#unopened]) {
      if (place.root !== root || except.has(uri)) continue;
      this.#unopened.delete(uri);
      this.#withdraw(uri);
    }
  }

  /** The report of a document as it is now; undefined when it lies in no tree that can be read. */
  async currentReport(
    uri: string,
    signal: AbortSignal,
  ): Promise<{ readonly place: TreeFile; readonly report: FileReport } | undefined> {
    const openFile = this.#open.get(uri);
    const version = this.#options.findDocument(uri)?.version;
    if (openFile === undefined || version === undefined) return undefined;
    const { place } = openFile;
    if (openFile.latest?.version === version) return { place, report: openFile.latest.report };
    if (!(await this.#options.trees.ensureOpen(place.root, signal))) return undefined;
    const { report } = await this.#options.analysis.checkFile(place.root, place.file, signal);
    return { place, report };
  }

  /** Forgets everything, as when the settings changed; open documents must be given anew. */
  reset(): void {
    for (const uri of [...this.#open.keys()]) this.close(uri);
    for (const uri of [...this.#unopened.keys()]) this.#withdraw(uri);
    this.#unopened.clear();
  }

  #scheduleTree(root: string, delay: number, except: OpenFile | undefined): void {
    for (const openFile of this.#open.values()) {
      if (openFile === except || openFile.place.root !== root) continue;
      // What is cached for this file's version rests on the other file's old text.
      openFile.latest = undefined;
      if (openFile.timer === undefined) this.#schedule(openFile, delay);
    }
  }

  #schedule(openFile: OpenFile, delay: number): void {
    clearTimeout(openFile.timer);
    openFile.running?.abort();
    openFile.timer = setTimeout(() => {
      openFile.timer = undefined;
      background(this.#options.log, `Checking ${openFile.place.file}`, () => this.#check(openFile));
    }, delay);
  }

  async #check(openFile: OpenFile): Promise<void> {
    const { analysis, trees, findDocument, toDiagnostics, onAnalysed } = this.#options;
    const { uri, place } = openFile;
    const version = findDocument(uri)?.version;
    if (version === undefined) return;
    const running = new AbortController();
    openFile.running = running;
    if (!(await trees.ensureOpen(place.root))) return;
    const { report, milliseconds } = await analysis.checkFile(
      place.root,
      place.file,
      running.signal,
    );
    const isStale = running.signal.aborted || findDocument(uri)?.version !== version;
    if (isStale || this.#open.get(uri) !== openFile) return;
    openFile.latest = { version, report };
    this.#send(uri, version, toDiagnostics(place, report));
    onAnalysed(uri, version, milliseconds);
    trees.countSites(place.root);
    await this.#checkSettings(place.root);
  }

  /** What is said of the tree's settings stands in their file, which is seldom open. */
  async #checkSettings(root: string): Promise<void> {
    const { analysis, trees, uriOf } = this.#options;
    if (!(await trees.ensureOpen(root))) return;
    const place = { root, file: settingsFile };
    const { report } = await analysis.checkFile(root, settingsFile);
    this.publishUnopened(uriOf(place), place, report);
  }

  #send(uri: string, version: number | undefined, diagnostics: Diagnostic[]): void {
    const text = JSON.stringify(diagnostics);
    if (text === this.#published.get(uri)) return;
    this.#published.set(uri, text);
    this.#options.publish(uri, version, diagnostics);
  }

  /** Empties the client's list for a file that is no longer looked after. */
  #withdraw(uri: string): void {
    const text = this.#published.get(uri);
    this.#published.delete(uri);
    if (text !== undefined && text !== noDiagnostics) this.#options.publish(uri, undefined, []);
  }
}
