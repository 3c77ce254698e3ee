/** What a tree says of itself: release, dialect, architectures, configuration. */
import { sortedUnique } from "#engine/base";
import type { Dialect, SymbolValues, TreeFacts } from "./file-outline.ts";

/** How the facts are read; paths are relative to the root, with forward slashes. */
export interface TreeFactsInput {
  /** The text of a file, or undefined when there is none. */
  readText(file: string): string | undefined;
  /** Names of the folders in a folder; empty when there is none. */
  listFolders(folder: string): readonly string[];
}

export function readTreeFacts(input: TreeFactsInput): TreeFacts {
  const makefile = input.readText("Makefile");
  const release = makefile === undefined ? undefined : releaseOf(makefile);
  const hasCore = input.readText("mm/memory.c") !== undefined;
  const configuration = input.readText(".config");
  return {
    isKernel: hasCore || (release !== undefined && input.readText("Kbuild") !== undefined),
    release,
    dialect: dialectOf(input),
    architectures: sortedUnique(input.listFolders("arch")),
    configuration: configuration === undefined ? undefined : parseConfiguration(configuration),
  };
}

/** VERSION.PATCHLEVEL.SUBLEVEL and EXTRAVERSION, as the top Makefile of a kernel composes them. */
function releaseOf(makefile: string): string | undefined {
  const assigned = (name: string): string =>
    new RegExp(`^${name}[ \\t]*=[ \\t]*([^\\s#]*)`, "m").exec(makefile)?.[1] ?? "";
  const version = assigned("VERSION");
  const patchLevel = assigned("PATCHLEVEL");
  if (!/^\d+$/.test(version) || !/^\d+$/.test(patchLevel)) return undefined;
  const subLevel = assigned("SUBLEVEL");
  const extra = assigned("EXTRAVERSION");
  return `${version}.${patchLevel}${subLevel === "" ? "" : `.${subLevel}`}${extra}`;
}

/**
 * "counted": lazy_mmu_mode_enable() of include/linux/pgtable.h counts nested sections. "nolazy":
 * include/linux/mm.h declares a walk without lazy mode. "classic": neither.
 */
function dialectOf(input: TreeFactsInput): Dialect {
  const pageTable = input.readText("include/linux/pgtable.h");
  if (pageTable !== undefined && /\blazy_mmu_mode_enable\s*\(/.test(pageTable)) return "counted";
  const memory = input.readText("include/linux/mm.h");
  const hasVariant =
    memory !== undefined && /\bapply_to_(?:existing_)?page_range_nolazy\s*\(/.test(memory);
  return hasVariant ? "nolazy" : "classic";
}

/** `known` over what a .config says; without a .config, nothing else is known. */
export function withKnownSymbols(
  whole: SymbolValues | undefined,
  known: ReadonlyMap<string, string>,
): SymbolValues {
  if (known.size === 0 && whole !== undefined) return whole;
  const together = new Map([...(whole?.entries() ?? []), ...known]);
  return {
    get: (symbol) => together.get(symbol),
    entries: () => together.entries(),
    ...(whole === undefined ? { isPartial: true } : {}),
  };
}

/** The symbols that a .config sets; strings without their quotes. */
export function parseConfiguration(text: string): ReadonlyMap<string, string> {
  const symbols = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = /^(CONFIG_\w+)=(.*?)\r?$/.exec(line);
    if (match === null) continue;
    const value = match[2] ?? "";
    symbols.set(match[1] ?? "", /^".*"$/.test(value) ? value.slice(1, -1) : value);
  }
  return symbols;
}
