/**
 * What the command line takes from the outside: streams, environment, and the services that read
 * trees. Commands get both as values, so that tests run them without a process or a kernel.
 */
import type { Readable } from "node:stream";
import type { IntroductionPlan, RefusedIntroduction } from "#engine/introduce";
import type { FileEdit, Finding, RuleMeta } from "#engine/lint";
import type { SourceReader, TreeReport } from "#engine/workspace";

export interface OutputStream {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width of the terminal; undefined when it is none. */
  readonly columns: number | undefined;
}

export interface CliIo {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
}

export interface OpenTreeRequest {
  readonly root: string;
  /** Undefined lets the host choose. */
  readonly jobs: number | undefined;
  /** Folder of the disk cache; null for none. */
  readonly cacheDir: string | null;
  /** The configuration of a build beside the tree; undefined for the tree's own. */
  readonly configFile: string | undefined;
  /** False to leave out the tree's file of settings. */
  readonly useSettings: boolean;
  /** True when files are to be changed, so that their texts must be remembered by hash. */
  readonly isForFixing: boolean;
  readonly onProgress: (progress: TreeProgress) => void;
}

export interface TreeProgress {
  readonly what: string;
  readonly done: number;
  /** 0 when not known yet. */
  readonly total: number;
}

/** A tree that was scanned, ready for questions. */
export interface OpenedTree {
  /** The root's real path. */
  readonly root: string;
  readonly reader: SourceReader;
  readonly stats: { readonly files: number; readonly bytes: number };
  /** Hash of a file's text as the analysis saw it; only of a tree that was opened for fixing. */
  readonly hashOfReadText: (file: string) => string | undefined;
  /** What is wrong with the tree's settings; the defaults stand in their place. */
  readonly settingsProblems: TreeReport["settingsProblems"];
  /** Files that may define an external function or object, sorted. */
  readonly filesDefining: (name: string) => readonly string[];
  /** Names of the files in a folder of the tree; empty when there is none. */
  readonly listFiles: (folder: string) => readonly string[];
  readonly check: (scope: readonly string[] | undefined) => TreeReport;
  /** The report that there would be if files had these texts. */
  readonly checkWith: (
    texts: ReadonlyMap<string, string>,
    scope: readonly string[] | undefined,
  ) => TreeReport;
  /** How the tree would get the `_nolazy` variants, with the reported calls of the scope converted. */
  readonly planIntroduction: (
    scope: readonly string[] | undefined,
  ) => IntroductionPlan | RefusedIntroduction;
  /**
   * The tree as it would be with these contents in place of its files'; undefined for a file that
   * would not be there. It ends with this tree.
   */
  readonly withContents: (contents: ReadonlyMap<string, Uint8Array | undefined>) => TreeView;
  readonly dispose: () => void;
}

/** What can be asked of a tree, on disk or in mind, for a report. */
export type TreeView = Pick<OpenedTree, "check" | "reader" | "root" | "stats">;

export interface ProductVersions {
  readonly product: string;
  readonly grammar: string;
  readonly parserRuntime: string;
}

export interface CliServices {
  readonly versions: () => Promise<ProductVersions>;
  /** The root of the kernel tree that holds a file or folder, or undefined. */
  readonly findTreeRoot: (path: string) => Promise<string | undefined>;
  readonly openTree: (request: OpenTreeRequest) => Promise<OpenedTree>;
  readonly ruleMetas: () => Promise<readonly RuleMeta[]>;
  /** The edits of a file's safe fixes that can be made together. */
  readonly safeEdits: (findings: readonly Finding[], file: string) => Promise<readonly FileEdit[]>;
  readonly defaultCacheDir: () => Promise<string>;
  readonly openStdin: () => Readable;
  /** Runs the language server on this process's stdin and stdout until it ends. */
  readonly runLanguageServer: () => Promise<number>;
}
