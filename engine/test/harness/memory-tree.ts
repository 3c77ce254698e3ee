/**
 * A tree that lives in memory: the engine's inputs made from texts by path.
 *
 * The symbol table here is a plain map from the outlines of all files, so that a test of the
 * engine does not depend on the compact table of a real tree.
 */
import { compareText } from "#engine/base";
import {
  type Dialect,
  type FileOutline,
  outlineText,
  type SymbolEntry,
  type SymbolTable,
  type TreeFacts,
} from "#engine/index";
import {
  defaultTreeSettings,
  type ReadSettings,
  readSettings,
  settingsFile,
} from "#engine/settings";
import type { CParser } from "#engine/syntax";
import type { WorkspaceInputs } from "#engine/workspace";

export interface MemoryTree {
  readonly texts: ReadonlyMap<string, string>;
  readonly facts: TreeFacts;
}

export interface MemoryTreeOptions {
  readonly release?: string | undefined;
  readonly dialect?: Dialect | undefined;
  readonly architectures?: readonly string[] | undefined;
  readonly configuration?: ReadonlyMap<string, string> | undefined;
}

/** A kernel tree of these files; options that are left out get the values of a 6.12 tree. */
export function memoryTree(
  texts: ReadonlyMap<string, string>,
  options: MemoryTreeOptions = {},
): MemoryTree {
  return {
    texts,
    facts: {
      isKernel: true,
      release: options.release ?? "6.12.0",
      dialect: options.dialect ?? "classic",
      architectures: options.architectures ?? architecturesOf(texts.keys()),
      configuration: options.configuration,
    },
  };
}

/** The engine's inputs for the tree as it is now. */
export function workspaceInputs(tree: MemoryTree, parser: CParser): WorkspaceInputs {
  return {
    reader: { readText: (file) => tree.texts.get(file) },
    symbols: symbolTableOf(tree.texts),
    facts: tree.facts,
    settings: settingsOf(tree),
    parser,
    skipped: [],
  };
}

/** Of the file of settings among the texts; only its configuration has no effect here. */
function settingsOf({ texts, facts }: MemoryTree): ReadSettings {
  const text = texts.get(settingsFile);
  if (text === undefined) return { settings: defaultTreeSettings, problems: [] };
  return readSettings(text, {
    hasArchitecture: (name) => facts.architectures.includes(name),
    problemOf: (file) => (texts.has(file) ? undefined : "it is not there"),
  });
}

function architecturesOf(paths: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const path of paths) {
    const name = /^arch\/([^/]+)\//.exec(path)?.[1];
    if (name !== undefined) names.add(name);
  }
  return [...names].sort(compareText);
}

function symbolTableOf(texts: ReadonlyMap<string, string>): SymbolTable {
  const files = [...texts.keys()].filter((file) => /\.[ch]$/.test(file)).sort(compareText);
  const outlines = new Map<string, FileOutline>();
  const entries = new Map<string, SymbolEntry[]>();
  for (const file of files) {
    const outline = outlineText(texts.get(file) ?? "");
    outlines.set(file, outline);
    for (const { name, kind, isStatic } of outline.definitions) {
      const known = entries.get(name) ?? [];
      known.push({ file, kind, isStatic });
      entries.set(name, known);
    }
  }
  return {
    files,
    findDefinitions: (name) => entries.get(name) ?? [],
    filesMentioning: (bits) =>
      files.filter((file) => ((outlines.get(file)?.mentions ?? 0) & bits) !== 0),
    filesContaining: (identifier) => {
      const word = new RegExp(`\\b${identifier}\\b`);
      return files.filter((file) => word.test(texts.get(file) ?? ""));
    },
  };
}
