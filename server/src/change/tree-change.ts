/** What sets two states of a tree apart: the words that git and patches are read into. */

/** Lines from 1; the last is part of the range. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Files are relative to the tree's root, with forward slashes. */
export interface TreeChange {
  /**
   * What files hold in the state that is not on disk; undefined for one that is not there. Files
   * that the analysis does not read may be left out.
   */
  readonly contents: ReadonlyMap<string, Uint8Array | undefined>;
  /** From a file's name before the change to its name after it, where these differ. */
  readonly renames: ReadonlyMap<string, string>;
  /**
   * The lines of `files`, as they are after the change, that it added or changed. A file that it
   * left alone is left out.
   */
  readonly changedLines: (
    files: ReadonlySet<string>,
  ) => Promise<ReadonlyMap<string, readonly LineRange[]>>;
}

/** A change that cannot be told: `message` says what and where, `advice` what to do. */
export class ChangeProblem extends Error {
  override readonly name = "ChangeProblem";
  readonly advice: string | undefined;

  constructor(message: string, advice?: string) {
    super(message);
    this.advice = advice;
  }
}

/** The whole of a file. */
export const allLines: LineRange = { first: 1, last: Number.MAX_SAFE_INTEGER };

/** Whether the analysis may read a file: C, and what a tree says of itself and of its checks. */
export function concernsAnalysis(file: string): boolean {
  return /\.[ch]$|config$/.test(file) || ownFiles.has(file);
}

/** Beside configurations, which settings may choose any of. */
const ownFiles: ReadonlySet<string> = new Set([".lazymmu.json", "Kbuild", "Makefile"]);
