/**
 * From names to the files that may define them, for a whole tree.
 *
 * Two numbers per definition, sorted by the hash of its name; the file's place in the list and what
 * the definition is share the second. Nothing has to be parsed or built when the table is read from
 * disk. Invariant: an answer may hold a file too many, never one too few.
 */
import { compareText } from "#engine/base";
import type { DefinitionKind, FileOutline, SymbolEntry } from "./file-outline.ts";
import { hashOfName } from "./name-hash.ts";

export interface SymbolTable {
  /** All files of the tree that were scanned, sorted. */
  readonly files: readonly string[];
  /** Where `name` may be defined; may hold a file that does not define it, never misses one. Sorted by file. */
  findDefinitions(name: string): readonly SymbolEntry[];
  /** Files whose text contains one of the mentions in `bits`, sorted. */
  filesMentioning(bits: number): readonly string[];
  /** Files whose text contains `identifier` as a whole word somewhere, sorted; may read every file. */
  filesContaining(identifier: string): readonly string[];
}

/** The numbers of a table; `hashes` ascend, and `entries` ascend among equal hashes. */
export interface SymbolData {
  readonly hashes: Uint32Array;
  /** A file's index in the list, times 8, plus kind times 2, plus 1 when static. */
  readonly entries: Uint32Array;
  /** Sums of mention bits, one per file. */
  readonly mentions: Uint8Array;
}

/** Finds the files of a list that contain an identifier as a whole word. */
export type FindInFiles = (identifier: string, files: readonly string[]) => readonly string[];

/** Names of the kinds in the order of their codes. */
export const kindNames: readonly DefinitionKind[] = ["function", "macro", "alias", "object"];

/** The number that stands for a definition in {@link SymbolData}. */
export function packEntry(fileIndex: number, kind: number, isStatic: boolean): number {
  return ((fileIndex << 3) | (kind << 1) | (isStatic ? 1 : 0)) >>> 0;
}

export function fileOfEntry(entry: number): number {
  return entry >>> 3;
}

/** Sorts definitions given in any order and drops repeated ones, so that the result is canonical. */
export function sortDefinitions(
  hashes: Uint32Array,
  entries: Uint32Array,
): Pick<SymbolData, "entries" | "hashes"> {
  // Least significant digit first, by entry and then by hash: each pass keeps the order before it.
  let from: Columns = { hashes, entries };
  let to: Columns = {
    hashes: new Uint32Array(hashes.length),
    entries: new Uint32Array(hashes.length),
  };
  for (const key of ["entries", "hashes"] as const) {
    for (const shift of [0, 11, 22]) {
      if (!sortByDigit(from, to, key, shift)) continue;
      [from, to] = [to, from];
    }
  }
  let kept = 0;
  for (let at = 0; at < from.hashes.length; at++) {
    const hash = from.hashes[at] as number;
    const entry = from.entries[at] as number;
    if (kept > 0 && to.hashes[kept - 1] === hash && to.entries[kept - 1] === entry) continue;
    to.hashes[kept] = hash;
    to.entries[kept] = entry;
    kept++;
  }
  return { hashes: to.hashes.slice(0, kept), entries: to.entries.slice(0, kept) };
}

export class CompactSymbolTable implements SymbolTable {
  readonly files: readonly string[];
  readonly data: SymbolData;
  readonly findInFiles: FindInFiles;
  readonly #mentioning = new Map<number, readonly string[]>();

  constructor(files: readonly string[], data: SymbolData, findInFiles: FindInFiles) {
    this.files = files;
    this.data = data;
    this.findInFiles = findInFiles;
  }

  /**
   * The same table with one file's definitions replaced, or the file gone with `undefined`. Cheap;
   * the tables share their numbers.
   */
  withReplaced(file: string, outline: FileOutline | undefined): OverlaidSymbolTable {
    return new OverlaidSymbolTable(this, new Map([[file, outline]]));
  }

  /** The same for many files at once, whose texts `findInFiles` knows. */
  withAllReplaced(
    outlines: ReadonlyMap<string, FileOutline | undefined>,
    findInFiles: FindInFiles,
  ): OverlaidSymbolTable {
    return new OverlaidSymbolTable(this, outlines, findInFiles);
  }

  findDefinitions(name: string): readonly SymbolEntry[] {
    const hash = hashOfName(name);
    const { hashes, entries } = this.data;
    const found: SymbolEntry[] = [];
    for (let at = lowerBound(hashes, hash); hashes[at] === hash; at++) {
      const entry = entries[at] as number;
      found.push({
        file: this.files[fileOfEntry(entry)] ?? "",
        kind: kindNames[(entry >>> 1) & 3] ?? "function",
        isStatic: (entry & 1) === 1,
      });
    }
    return found;
  }

  filesMentioning(bits: number): readonly string[] {
    let found = this.#mentioning.get(bits);
    if (found === undefined) {
      found = this.files.filter((_, index) => ((this.data.mentions[index] ?? 0) & bits) !== 0);
      this.#mentioning.set(bits, found);
    }
    return found;
  }

  filesContaining(identifier: string): readonly string[] {
    return this.findInFiles(identifier, this.files);
  }
}

/** A table under the outlines of files that changed since it was made. */
export class OverlaidSymbolTable implements SymbolTable {
  readonly files: readonly string[];
  readonly #base: CompactSymbolTable;
  readonly #replaced: ReadonlyMap<string, FileOutline | undefined>;
  readonly #findInFiles: FindInFiles;
  /** Definitions of the replaced files by name; made when first asked for. */
  #byName: ReadonlyMap<string, readonly SymbolEntry[]> | undefined;

  /** Without `findInFiles`, the search of `base` knows the texts that replace files. */
  constructor(
    base: CompactSymbolTable,
    replaced: ReadonlyMap<string, FileOutline | undefined>,
    findInFiles: FindInFiles = base.findInFiles,
  ) {
    this.#base = base;
    this.#replaced = replaced;
    this.#findInFiles = findInFiles;
    this.files = filesWith(base.files, replaced);
  }

  withReplaced(file: string, outline: FileOutline | undefined): OverlaidSymbolTable {
    return this.withAllReplaced(new Map([[file, outline]]), this.#findInFiles);
  }

  /** Over what is replaced already. */
  withAllReplaced(
    outlines: ReadonlyMap<string, FileOutline | undefined>,
    findInFiles: FindInFiles,
  ): OverlaidSymbolTable {
    return new OverlaidSymbolTable(
      this.#base,
      new Map([...this.#replaced, ...outlines]),
      findInFiles,
    );
  }

  findDefinitions(name: string): readonly SymbolEntry[] {
    const found = this.#base
      .findDefinitions(name)
      .filter((entry) => !this.#replaced.has(entry.file));
    this.#byName ??= entriesByName(this.#replaced);
    return [...found, ...(this.#byName.get(name) ?? [])].sort(compareEntries);
  }

  filesMentioning(bits: number): readonly string[] {
    const found = this.#base.filesMentioning(bits).filter((file) => !this.#replaced.has(file));
    for (const [file, outline] of this.#replaced) {
      if (((outline?.mentions ?? 0) & bits) !== 0) found.push(file);
    }
    return found.sort(compareText);
  }

  filesContaining(identifier: string): readonly string[] {
    return this.#findInFiles(identifier, this.files);
  }
}

/** What the outlines define by name, each kind of definition once for a file. */
function entriesByName(
  outlines: ReadonlyMap<string, FileOutline | undefined>,
): ReadonlyMap<string, readonly SymbolEntry[]> {
  const byName = new Map<string, SymbolEntry[]>();
  const seen = new Set<string>();
  for (const [file, outline] of outlines) {
    seen.clear();
    for (const { kind, isStatic, name } of outline?.definitions ?? []) {
      const key = `${kind} ${isStatic} ${name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const entries = byName.get(name);
      if (entries === undefined) byName.set(name, [{ file, kind, isStatic }]);
      else entries.push({ file, kind, isStatic });
    }
  }
  return byName;
}

function filesWith(
  files: readonly string[],
  replaced: ReadonlyMap<string, FileOutline | undefined>,
): readonly string[] {
  const known = new Set(files);
  const gone = [...replaced].some(([file, outline]) => outline === undefined && known.has(file));
  const added = [...replaced].filter(
    ([file, outline]) => outline !== undefined && !known.has(file),
  );
  if (!gone && added.length === 0) return files;
  const kept = files.filter((file) => !replaced.has(file) || replaced.get(file) !== undefined);
  return [...kept, ...added.map(([file]) => file)].sort(compareText);
}

function compareEntries(left: SymbolEntry, right: SymbolEntry): number {
  return (
    compareText(left.file, right.file) ||
    kindNames.indexOf(left.kind) - kindNames.indexOf(right.kind) ||
    Number(left.isStatic) - Number(right.isStatic)
  );
}

/** The first index whose hash is not below `hash`. */
function lowerBound(hashes: Uint32Array, hash: number): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] as number) < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Columns = Pick<SymbolData, "entries" | "hashes">;

/** One pass of the radix sort; false when all digits are equal, so that nothing was moved. */
function sortByDigit(from: Columns, to: Columns, key: keyof Columns, shift: number): boolean {
  const keys = from[key];
  const counts = new Uint32Array(2048);
  for (let at = 0; at < keys.length; at++) {
    const digit = ((keys[at] as number) >>> shift) & 2047;
    counts[digit] = (counts[digit] as number) + 1;
  }
  let sum = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit] as number;
    if (count === keys.length) return false;
    counts[digit] = sum;
    sum += count;
  }
  for (let at = 0; at < keys.length; at++) {
    const digit = ((keys[at] as number) >>> shift) & 2047;
    const place = counts[digit] as number;
    counts[digit] = place + 1;
    to.hashes[place] = from.hashes[at] as number;
    to.entries[place] = from.entries[at] as number;
  }
  return true;
}
