/**
 * The kernel trees that open files lie in: found once per folder, read when first needed.
 *
 * A tree that could not be read stays unread until settings change or the user restarts, so that
 * not every keystroke tries again.
 */
import type { WorkDoneProgressReporter } from "vscode-languageserver";
import {
  AnalysisCancelled,
  type AnalysisService,
  type TreeFile,
  type TreeOptions,
} from "#server/host";
import { background } from "./dispatch.ts";
import type { Log } from "./log.ts";
import type { Platform } from "./platform.ts";
import type { Status } from "./status.ts";

export interface TreesOptions {
  readonly platform: Platform;
  readonly analysis: AnalysisService;
  readonly status: Status;
  readonly log: Log;
  /** The settings at hand. */
  readonly treeOptions: () => TreeOptions;
  readonly kernelRoot: () => string;
  /** A progress bar, or undefined when the client shows none. */
  readonly createProgress: () => Promise<WorkDoneProgressReporter | undefined>;
}

interface TreeState {
  readonly opening: Promise<boolean>;
  isCounted: boolean;
}

export class Trees {
  readonly #options: TreesOptions;
  readonly #places = new Map<string, TreeFile | null>();
  readonly #trees = new Map<string, TreeState>();

  constructor(options: TreesOptions) {
    this.#options = options;
  }

  locate(uri: string): TreeFile | undefined {
    let place = this.#places.get(uri);
    if (place === undefined) {
      const { platform, kernelRoot } = this.#options;
      place = platform.locate(uri, kernelRoot()) ?? null;
      this.#places.set(uri, place);
    }
    return place ?? undefined;
  }

  /** Roots of the trees that were read or are being read. */
  get roots(): readonly string[] {
    return [...this.#trees.keys()];
  }

  /**
   * Reads the tree if that was not done yet; false when it cannot be read. A request that is given
   * up stops waiting, while the reading goes on for whoever wants the tree next.
   */
  ensureOpen(root: string, signal?: AbortSignal): Promise<boolean> {
    let tree = this.#trees.get(root);
    if (tree === undefined) {
      tree = { opening: this.#open(root), isCounted: false };
      this.#trees.set(root, tree);
    }
    return signal === undefined ? tree.opening : untilAborted(tree.opening, signal);
  }

  /** Reads a tree again, whose files changed on disk. */
  async reopen(root: string): Promise<boolean> {
    this.#trees.delete(root);
    return this.ensureOpen(root);
  }

  /** Counts the tree's call sites for the status, once, when nothing else is to be done. */
  countSites(root: string): void {
    const tree = this.#trees.get(root);
    if (tree === undefined || tree.isCounted) return;
    tree.isCounted = true;
    const { analysis, log, status } = this.#options;
    background(log, `Counting the call sites of ${root}`, async () => {
      const report = await analysis.checkTree(root, undefined, "background");
      status.setTree({
        root,
        isKernel: report.tree.isKernel,
        release: report.tree.release,
        dialect: report.tree.dialect,
        architectures: report.tree.architectures.length,
        sites: report.callSites.length,
      });
    });
  }

  /** Forgets all trees and places; the next request finds and reads them anew. */
  reset(): void {
    this.#places.clear();
    this.#trees.clear();
    this.#options.status.forgetTrees();
  }

  async #open(root: string): Promise<boolean> {
    const { analysis, log, status, treeOptions, createProgress } = this.#options;
    const endWork = status.beginWork(`Reading ${root}`);
    const progress = await createProgress();
    progress?.begin("Lazy MMU", 0, `Reading ${root}`, false);
    let shown = -1;
    try {
      const opened = await analysis.openTree(root, treeOptions(), ({ done, total }) => {
        const percentage = total === 0 ? 0 : Math.floor((100 * done) / total);
        if (percentage === shown) return;
        shown = percentage;
        progress?.report(percentage, `${done} of ${total} files`);
      });
      const { info } = opened;
      log.info(
        `${root}: ${info.isKernel ? `Linux ${info.release ?? "(unknown release)"}` : "no kernel tree"}, ` +
          `dialect ${info.dialect}, ${opened.files} files read in ${Math.round(opened.milliseconds)} ms`,
      );
      status.setError(undefined);
      status.setTree({
        root,
        isKernel: info.isKernel,
        release: info.release,
        dialect: info.dialect,
        architectures: info.architectures.length,
        sites: null,
      });
      return true;
    } catch (error) {
      // The settings changed meanwhile; whoever still wants the tree asks again.
      if (error instanceof AnalysisCancelled) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      log.error(`${root} could not be read: ${reason}`);
      status.setError(`${root} could not be read: ${reason}`);
      return false;
    } finally {
      progress?.done();
      endWork();
    }
  }
}

function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new AnalysisCancelled("Nobody waits for the answer."));
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
