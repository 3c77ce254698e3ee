/**
 * From a folder to everything the engine needs to answer questions about it: a reader, the symbol
 * table, the tree's facts.
 */
import { createHash } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { compareText } from "#engine/base";
import {
  CompactSymbolTable,
  fileOfEntry,
  type OverlaidSymbolTable,
  outlineText,
  sortDefinitions,
  type TreeFacts,
} from "#engine/index";
import type { Skipped } from "#engine/model";
import type { ReadSettings } from "#engine/settings";
import { findInFiles } from "./find-in-files.ts";
import { type CachedIndex, readIndex, writeIndex } from "./index-cache.ts";
import { createOverlayReader, type FileContents, findInOverlay } from "./overlay-reader.ts";
import type { ScanResult } from "./scan-files.ts";
import { ScanPool, type ScanProgress } from "./scan-pool.ts";
import {
  createSourceReader,
  isSourceName,
  listTree,
  type TreeListing,
  type TreeSourceReader,
} from "./tree-reader.ts";
import { noSettings, readTreeSettings, treeFactsOf } from "./tree-settings.ts";

export interface OpenTreeOptions {
  readonly root: string;
  /** Threads; undefined for as many as the machine offers, 0 for none but the caller's. */
  readonly jobs?: number | undefined;
  /** Folder of the disk cache; undefined for none. */
  readonly cacheDir: string | undefined;
  /** The configuration of a build beside the tree, in place of the tree's own. */
  readonly configFile?: string | undefined;
  /** False to open the tree as if it had no file of settings. */
  readonly useSettings?: boolean | undefined;
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The bundled thread; only where it is not beside this module. */
  readonly workerFile?: string | undefined;
}

export interface OpenTree {
  /** The root's real path. */
  readonly root: string;
  readonly reader: TreeSourceReader;
  readonly symbols: CompactSymbolTable | OverlaidSymbolTable;
  /** With the configuration that the settings choose. */
  readonly facts: TreeFacts;
  readonly settings: ReadSettings;
  /** What could not be read, sorted by file. */
  readonly skipped: readonly Skipped[];
  readonly stats: TreeStats;
  /** Names the state of all files; undefined while a file may still be changing. */
  readonly state: () => string | undefined;
  /** The tree after changes to some files, which may be new or gone; the others are not looked at. */
  rescan(files: readonly string[]): OpenTree;
  /** The tree as it would be with these contents in place of its files'. */
  withContents(contents: FileContents): Omit<OpenTree, "rescan" | "withContents">;
}

export interface TreeStats {
  readonly files: number;
  readonly bytes: number;
  /** How many files had to be scanned, the others being known from the cache. */
  readonly scanned: number;
}

/** Throws when the root is no folder, and the signal's reason when it is aborted. */
export async function openTree(options: OpenTreeOptions): Promise<OpenTree> {
  const root = realpathSync(options.root);
  if (!statSync(root).isDirectory()) throw new Error(`${options.root} is no folder`);
  const { cacheDir, signal } = options;
  signal?.throwIfAborted();
  const started = Date.now();
  const jobs = options.jobs ?? Math.min(availableParallelism(), 8);
  const pool = new ScanPool(jobs, options.workerFile);
  try {
    const cached = cacheDir === undefined ? undefined : readIndex(cacheDir, root);
    const changed = cached === undefined ? undefined : findChanged(pool, root, cached);
    const listing = listTree(root);
    const plan = planScan(listing.files, cached, await changed);
    signal?.throwIfAborted();
    const results =
      plan.wanted.length === 0
        ? []
        : await pool.scan(
            { root, files: listing.files, wanted: plan.wanted },
            options.onProgress ?? (() => undefined),
            signal,
          );
    signal?.throwIfAborted();
    const isSame = results.length === 0 && cached?.files.length === listing.files.length;
    const index = isSame ? cached : mergeIndex(listing.files, plan, cached, results, started);
    if (cacheDir !== undefined && !isSame) writeIndex(cacheDir, root, index);
    return treeOf(root, options, listing, index, plan.wanted.length);
  } finally {
    await pool.close();
  }
}

function treeOf(
  root: string,
  { configFile, useSettings = true }: OpenTreeOptions,
  listing: TreeListing,
  index: CachedIndex,
  scanned: number,
): OpenTree {
  const reader = createSourceReader(root);
  let bytes = 0;
  for (const size of index.sizes) bytes += Math.max(0, size);
  return openTreeFrom({
    root,
    reader,
    symbols: new CompactSymbolTable(index.files, index.data, (identifier, files) =>
      findInFiles(root, identifier, files),
    ),
    skipped: [...listing.skipped, ...index.skipped].sort((a, b) => compareText(a.file, b.file)),
    stats: { files: index.files.length, bytes, scanned },
    readOwn: (own) => settingsAndFacts(root, own, configFile, useSettings),
    ...settingsAndFacts(root, reader, configFile, useSettings),
    state: () => stateOf(index),
  });
}

/** A negative time stands for a file that was changed while it was read. */
function stateOf({ files, sizes, times }: CachedIndex): string | undefined {
  if (times.some((time) => time < 0) || sizes.some((size) => size < 0)) return undefined;
  const hash = createHash("sha256").update(files.join("\0"));
  return hash.update(bytesOf(sizes)).update(bytesOf(times)).digest("hex");
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

interface TreeParts extends Omit<OpenTree, "rescan" | "withContents"> {
  /** Reads what the tree says of itself. */
  readonly readOwn: (reader: TreeSourceReader) => Pick<OpenTree, "facts" | "settings">;
}

function openTreeFrom(parts: TreeParts): OpenTree {
  return {
    ...parts,
    rescan(files) {
      let { symbols } = parts;
      const { reader, root } = parts;
      const skipped = new Map(parts.skipped.map((entry) => [entry.file, entry]));
      for (const file of files) {
        // What is no C decides about the tree's facts alone, which are read anew below.
        if (!/\.[ch]$/.test(file)) continue;
        skipped.delete(file);
        const text = reader.readText(file);
        symbols = symbols.withReplaced(file, text === undefined ? undefined : outlineText(text));
        const isThere = text === undefined && statSync(join(root, file), { throwIfNoEntry: false });
        if (isThere) skipped.set(file, { file, reason: reader.problemOf(file) ?? "" });
      }
      return openTreeFrom({
        ...parts,
        symbols,
        skipped: [...skipped.values()].sort((a, b) => compareText(a.file, b.file)),
        stats: { ...parts.stats, files: symbols.files.length },
        ...parts.readOwn(reader),
        state: () => undefined,
      });
    },
    withContents: (contents) => overlaid(parts, contents),
  };
}

function overlaid(
  { root, reader: disk, symbols: base, readOwn, ...parts }: TreeParts,
  contents: FileContents,
): Omit<OpenTree, "rescan" | "withContents"> {
  const reader = createOverlayReader(disk, contents);
  const sources = [...contents.keys()].filter(isSourceName);
  const outlines = sources.map((file) => {
    const text = reader.readText(file);
    return [file, text === undefined ? undefined : outlineText(text)] as const;
  });
  const symbols = base.withAllReplaced(new Map(outlines), findInOverlay(root, contents));
  const skipped = parts.skipped.filter(({ file }) => !contents.has(file));
  for (const file of sources) {
    const problem = contents.get(file) === undefined ? undefined : reader.problemOf(file);
    if (problem !== undefined) skipped.push({ file, reason: problem });
  }
  return {
    root,
    reader,
    symbols,
    ...readOwn(reader),
    state: () => undefined,
    skipped: skipped.sort((a, b) => compareText(a.file, b.file)),
    stats: { ...parts.stats, files: symbols.files.length },
  };
}

function settingsAndFacts(
  root: string,
  reader: TreeSourceReader,
  configFile: string | undefined,
  useSettings: boolean,
): Pick<OpenTree, "facts" | "settings"> {
  const settings = useSettings ? readTreeSettings(root, reader) : noSettings;
  return {
    settings,
    facts: treeFactsOf(root, reader, settings.settings.configuration, configFile),
  };
}

async function findChanged(pool: ScanPool, root: string, cached: CachedIndex): Promise<Uint8Array> {
  const { files, sizes, times } = cached;
  const changed = new Uint8Array(new SharedArrayBuffer(files.length));
  await pool.findChanged({ root, files, sizes, times, changed });
  return changed;
}

interface ScanPlan {
  /** Indexes of the files to scan, ascending. */
  readonly wanted: Uint32Array;
  /** For each file of the cache, its index now; -1 when it is gone or is scanned again. */
  readonly kept: Int32Array;
}

function planScan(
  files: readonly string[],
  cached: CachedIndex | undefined,
  changed: Uint8Array | undefined,
): ScanPlan {
  if (cached === undefined || changed === undefined) {
    return { wanted: Uint32Array.from(files.keys()), kept: new Int32Array(0) };
  }
  const kept = new Int32Array(cached.files.length).fill(-1);
  const wanted: number[] = [];
  let old = 0;
  // Both lists are sorted, so one walk over them together is enough.
  for (const [at, file] of files.entries()) {
    let known = cached.files[old];
    while (known !== undefined && known !== file && compareText(known, file) < 0) {
      known = cached.files[++old];
    }
    const isKnown = known === file;
    if (isKnown && changed[old] === 0) kept[old] = at;
    else wanted.push(at);
  }
  return { wanted: Uint32Array.from(wanted), kept };
}

/** Files changed this shortly before they were read may have changed again unnoticed. */
const racyMilliseconds = 2000;

function mergeIndex(
  files: readonly string[],
  plan: ScanPlan,
  cached: CachedIndex | undefined,
  results: readonly ScanResult[],
  started: number,
): CachedIndex {
  const sizes = new Float64Array(files.length).fill(-1);
  const times = new Float64Array(files.length).fill(-1);
  const mentions = new Uint8Array(files.length);
  const oldCount = cached?.data.hashes.length ?? 0;
  const count = results.reduce((sum, result) => sum + result.hashes.length, oldCount);
  const hashes = new Uint32Array(count);
  const entries = new Uint32Array(count);
  const skipped: Skipped[] = [];
  let filled = 0;
  if (cached !== undefined) {
    for (const [old, at] of plan.kept.entries()) {
      if (at < 0) continue;
      sizes[at] = cached.sizes[old] as number;
      times[at] = cached.times[old] as number;
      mentions[at] = cached.data.mentions[old] as number;
    }
    for (let old = 0; old < oldCount; old++) {
      const entry = cached.data.entries[old] as number;
      const at = plan.kept[fileOfEntry(entry)] as number;
      if (at < 0) continue;
      hashes[filled] = cached.data.hashes[old] as number;
      entries[filled++] = ((at << 3) | (entry & 7)) >>> 0;
    }
    const isKept = new Set(cached.files.filter((_, old) => (plan.kept[old] as number) >= 0));
    skipped.push(...cached.skipped.filter((entry) => isKept.has(entry.file)));
  }
  for (const result of results) {
    hashes.set(result.hashes, filled);
    entries.set(result.entries, filled);
    filled += result.hashes.length;
    for (const [place, at] of result.indexes.entries()) {
      const time = result.times[place] as number;
      const isRacy = time > started - racyMilliseconds;
      sizes[at] = result.sizes[place] as number;
      times[at] = isRacy ? -1 : time;
      mentions[at] = result.mentions[place] as number;
    }
    skipped.push(...result.skipped);
  }
  const sorted = sortDefinitions(hashes.subarray(0, filled), entries.subarray(0, filled));
  skipped.sort((a, b) => compareText(a.file, b.file));
  return { files, data: { ...sorted, mentions }, sizes, times, skipped };
}
