/**
 * What the analysis of a tree found, on disk, for the next run over the same files.
 *
 * One file per root, beside the index. It holds for one state of the tree: the sizes and times of
 * all files, the facts that the analysis took, and the engine's sources. As with the index, a file
 * that is not wholly what it should be counts as absent.
 */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import type { AnalysisResult } from "#engine/model";
import { writeCacheFile } from "./index-cache.ts";
import type { OpenTree } from "./open-tree.ts";

/** Put in by the build; without it, as when run from sources, nothing is kept. */
declare const __engineState: string | undefined;

/** More than any tree's analysis takes; a larger file is none of ours. */
const maxBytes = 64 * 1024 * 1024;

interface StoredAnalysis {
  readonly root: string;
  readonly state: string;
  readonly result: AnalysisResult;
}

/** What is kept of one tree: found when it was opened, or to be written once it is analysed. */
export class KeptAnalysis {
  readonly known: AnalysisResult | undefined;
  readonly #cacheDir: string;
  readonly #root: string;
  readonly #state: string | undefined;
  #isWritten: boolean;

  /** An undefined `cacheDir` keeps nothing. */
  constructor(cacheDir: string | undefined, tree: OpenTree) {
    this.#cacheDir = cacheDir ?? "";
    this.#root = tree.root;
    this.#state = cacheDir === undefined ? undefined : stateOfAnalysis(tree);
    this.known =
      this.#state === undefined ? undefined : readAnalysis(this.#cacheDir, this.#root, this.#state);
    this.#isWritten = this.known !== undefined;
  }

  /** To be called only while the analysis is that of the files as they are on disk. */
  write(result: () => AnalysisResult): void {
    if (this.#state === undefined || this.#isWritten) return;
    this.#isWritten = true;
    writeAnalysis(this.#cacheDir, this.#root, this.#state, result());
  }
}

function stateOfAnalysis(tree: OpenTree): string | undefined {
  const files = tree.state();
  if (files === undefined) return undefined;
  const { configuration, ...facts } = tree.facts;
  const symbols = configuration && [...configuration.entries()];
  const own = { facts, symbols, isPartial: configuration?.isPartial, settings: tree.settings };
  return analysisState([files, serialize(own)]);
}

/** Undefined when nothing is stored for this very state. */
export function readAnalysis(
  cacheDir: string,
  root: string,
  state: string,
): AnalysisResult | undefined {
  try {
    const file = analysisFileOf(cacheDir, root);
    const status = statSync(file);
    if (!status.isFile() || status.size > maxBytes) return undefined;
    const stored: StoredAnalysis = JSON.parse(readFileSync(file, "utf8"));
    return stored.root === root && stored.state === state ? stored.result : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces what was stored for the tree; false on failure, which is no error. */
export function writeAnalysis(
  cacheDir: string,
  root: string,
  state: string,
  result: AnalysisResult,
): boolean {
  const stored: StoredAnalysis = { root, state, result };
  return writeCacheFile(cacheDir, analysisFileOf(cacheDir, root), JSON.stringify(stored));
}

/**
 * Names the state that an analysis depends on, by `parts`; undefined when that of the engine is not
 * known. `engine` is the build's own but in tests.
 */
export function analysisState(
  parts: readonly (Uint8Array | string)[],
  engine: string = typeof __engineState === "string" ? __engineState : "",
): string | undefined {
  if (engine === "") return undefined;
  const hash = createHash("sha256").update(engine);
  for (const part of parts) hash.update(`;${part.length};`).update(part);
  return hash.digest("hex");
}

function analysisFileOf(cacheDir: string, root: string): string {
  const key = createHash("sha256").update(root).digest("hex").slice(0, 24);
  return join(cacheDir, `analysis-${key}.json`);
}
