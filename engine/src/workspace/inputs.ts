/**
 * The only inputs of the engine: file texts, the table of what the tree defines, and settings.
 * Everything else is derived from them.
 */
import type { SymbolTable, TreeFacts } from "#engine/index";
import type { AnalysisResult, Skipped } from "#engine/model";
import type { ReadSettings } from "#engine/settings";
import type { CParser } from "#engine/syntax";

/** Reads files of one tree; paths are relative to its root, with forward slashes. */
export interface SourceReader {
  /**
   * The decoded text (byte order mark kept out, UTF-8 with Latin-1 as fallback), or undefined when
   * the file does not exist, lies outside the root, or is over the limits of size and line length.
   */
  readText(file: string): string | undefined;
}

export interface WorkspaceInputs {
  readonly reader: SourceReader;
  readonly symbols: SymbolTable;
  readonly facts: TreeFacts;
  /** Of the tree's own file; its configuration is already part of the facts. */
  readonly settings: ReadSettings;
  readonly parser: CParser;
  /** What an earlier analysis of the same files found; it is asked for once. */
  readonly known?: AnalysisResult | undefined;
  /** What the scan of the tree had to leave out. */
  readonly skipped: readonly Skipped[];
}
