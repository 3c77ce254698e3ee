/**
 * Which files a tree has, and what is in them. Nothing outside the tree's root is ever read.
 *
 * Symbolic links are not followed while walking: a link into the tree leads to what is found under
 * its own path anyway, so loops cannot happen.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from "node:fs";
import { isAbsolute, join, sep } from "node:path";
import type { Skipped } from "#engine/model";
import type { SourceReader } from "#engine/workspace";

export interface TreeListing {
  /** Every regular .c and .h file, relative to the root with forward slashes, sorted. */
  readonly files: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** A reader that can also say why it has no text for a file. */
export interface TreeSourceReader extends SourceReader {
  /** Why `readText` gives undefined, as a clause; undefined when it gives a text. */
  problemOf(file: string): string | undefined;
  /** Whether something has this name, be it readable or not. */
  isThere(file: string): boolean;
  /** What a file holds, whatever that is; undefined where `readText` would find no file to read. */
  readBytes(file: string): Uint8Array | undefined;
}

/** Lists the C files below `root`, which must be a real path; throws when it cannot be read. */
export function listTree(root: string): TreeListing {
  const listing = { files: [], skipped: [] };
  listFolder(root, "", listing);
  return listing;
}

/** A reader of the files below `root`, a real path. Texts stay in memory until their files change. */
export function createSourceReader(root: string): TreeSourceReader {
  const cache = new TextCache(maxCachedUnits);
  const read = (file: string): ReadResult => {
    const located = locate(root, file);
    if (located.problem !== undefined) return located;
    const { path, size, mtimeMs } = located;
    const known = cache.get(file);
    if (known !== undefined && known.size === size && known.mtimeMs === mtimeMs)
      return known.result;
    const result = readDecoded(path, size);
    cache.set(file, { size, mtimeMs, result });
    return result;
  };
  return {
    readText: (file) => read(file).text,
    problemOf: (file) => read(file).problem,
    isThere: (file) => lstatSync(join(root, file), { throwIfNoEntry: false }) !== undefined,
    readBytes(file) {
      const located = locate(root, file);
      if (located.problem !== undefined) return undefined;
      return readContent(located.path, located.size).bytes;
    },
  };
}

/** Opens a regular file for reading without ever waiting, as opening a FIFO would. */
export function openRegularFile(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
}

/** Why a system call on a file failed, as a clause for people. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
      return "it vanished while the tree was read";
    case "EACCES":
    case "EPERM":
      return "no permission to read it";
    case "ELOOP":
      return "it is a symbolic link";
    case "EISDIR":
      return "it is a folder";
    case "ENXIO":
      return "it is no regular file";
    default:
      return `it cannot be read (${code === "" ? String(error) : code})`;
  }
}

/** Limits of what is analysed; the scan for definitions has a wider one. */
const maxBytes = 2 * 1024 * 1024;
const maxLineLength = 100_000;
const binaryProbe = 8192;
const maxCachedUnits = 48 * 1024 * 1024;

interface MutableListing {
  readonly files: string[];
  readonly skipped: Skipped[];
}

function listFolder(root: string, folder: string, listing: MutableListing): void {
  const path = folder === "" ? root : `${root}/${folder}`;
  const prefix = folder === "" ? "" : `${folder}/`;
  const names: string[] = [];
  try {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const { name } = entry;
      if (name.includes("\ufffd") && !existsSync(`${root}/${prefix}${name}`)) {
        // The character stands for bytes that are lost, and the name with them.
        if (entry.isDirectory() || isSourceName(name))
          listing.skipped.push({ file: prefix + name, reason: "its name is not valid UTF-8" });
      } else if (entry.isDirectory()) {
        if (!name.startsWith(".") && name !== "node_modules") names.push(`${name}/`);
      } else if (entry.isFile()) {
        if (isSourceName(name)) names.push(name);
      } else {
        const kind = kindOfOther(root, prefix + name, entry.isSymbolicLink());
        if (kind.folder) names.push(`${name}/`);
        else if (kind.file && isSourceName(name)) names.push(name);
        else if (kind.problem !== undefined) {
          listing.skipped.push({ file: prefix + name, reason: kind.problem });
        }
      }
    }
  } catch (error) {
    if (folder === "") throw new Error(`${root}: ${describeFileError(error)}`);
    listing.skipped.push({ file: folder, reason: describeFileError(error) });
    return;
  }
  // A folder's name is compared with its slash, so that the whole list comes out sorted.
  names.sort();
  for (const name of names) {
    if (name.endsWith("/")) listFolder(root, prefix + name.slice(0, -1), listing);
    else listing.files.push(prefix + name);
  }
}

/** Whether a file of this name is one that is analysed. */
export function isSourceName(name: string): boolean {
  return name.endsWith(".c") || name.endsWith(".h");
}

interface OtherKind {
  readonly file: boolean;
  readonly folder: boolean;
  readonly problem: string | undefined;
}

/** What an entry is that the folder's listing calls neither file nor folder. */
function kindOfOther(root: string, file: string, isLink: boolean): OtherKind {
  const nothing = { file: false, folder: false, problem: undefined };
  const path = `${root}/${file}`;
  try {
    if (!isLink) {
      const status = lstatSync(path);
      if (status.isDirectory() || status.isFile()) {
        return { ...nothing, file: status.isFile(), folder: status.isDirectory() };
      }
      return isSourceName(file) ? { ...nothing, problem: "it is no regular file" } : nothing;
    }
    const target = realpathSync(path);
    if (isInside(root, target)) return nothing;
    if (!isSourceName(file) && !statSync(path).isDirectory()) return nothing;
    return { ...nothing, problem: "it is a symbolic link that leaves the tree" };
  } catch {
    return isSourceName(file) && isLink
      ? { ...nothing, problem: "it is a symbolic link to nothing" }
      : nothing;
  }
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

export type ReadResult =
  | { readonly text: string; readonly problem: undefined }
  | { readonly text: undefined; readonly problem: string };

type Located =
  | {
      readonly path: string;
      readonly size: number;
      readonly mtimeMs: number;
      readonly text: undefined;
      readonly problem: undefined;
    }
  | { readonly text: undefined; readonly problem: string };

function refuse(problem: string): { readonly text: undefined; readonly problem: string } {
  return { text: undefined, problem };
}

function locate(root: string, file: string): Located {
  const parts = file.split("/");
  const isOutside = file.includes("\0") || isAbsolute(file) || parts.includes("..");
  if (isOutside || file === "") return refuse("its name leads out of the tree");
  try {
    const path = realpathSync(join(root, file));
    if (!isInside(root, path)) return refuse("it is a symbolic link that leaves the tree");
    const status = statSync(path);
    if (!status.isFile()) return refuse("it is no regular file");
    if (status.size > maxBytes) return refuse("it is larger than 2 MB");
    const { size, mtimeMs } = status;
    return { path, size, mtimeMs, text: undefined, problem: undefined };
  } catch (error) {
    return refuse(describeFileError(error));
  }
}

function readDecoded(path: string, size: number): ReadResult {
  const content = readContent(path, size);
  return content.bytes === undefined ? refuse(content.problem) : decodeContent(content.bytes);
}

type Content =
  | { readonly bytes: Buffer; readonly problem: undefined }
  | { readonly bytes: undefined; readonly problem: string };

function readContent(path: string, size: number): Content {
  try {
    const descriptor = openRegularFile(path);
    try {
      if (!fstatSync(descriptor).isFile()) {
        return { bytes: undefined, problem: "it is no regular file" };
      }
      // One byte more than announced, to notice a file that grows over the limit meanwhile.
      const bytes = Buffer.allocUnsafe(Math.min(size, maxBytes) + 1);
      let length = 0;
      while (length < bytes.length) {
        const got = readSync(descriptor, bytes, length, bytes.length - length, null);
        if (got === 0) break;
        length += got;
      }
      return { bytes: bytes.subarray(0, length), problem: undefined };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { bytes: undefined, problem: describeFileError(error) };
  }
}

/** What the analysis reads of a file with this content. */
export function decodeContent(bytes: Buffer): ReadResult {
  const problem = problemOfContent(bytes);
  return problem === undefined ? { text: textOf(bytes), problem } : refuse(problem);
}

/** Why a file with this content is not analysed, as a clause; undefined when it is. */
export function problemOfContent(bytes: Buffer): string | undefined {
  if (bytes.length > maxBytes) return "it is larger than 2 MB";
  if (bytes.subarray(0, binaryProbe).includes(0)) return "it is a binary file";
  let from = 0;
  for (;;) {
    const newline = bytes.indexOf(0x0a, from);
    if ((newline < 0 ? bytes.length : newline) - from > maxLineLength) {
      return "it has a line of more than 100,000 characters";
    }
    if (newline < 0) return undefined;
    from = newline + 1;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** UTF-8 without its byte order mark; what is no UTF-8 is read as Latin-1. */
function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

interface CachedText {
  readonly size: number;
  readonly mtimeMs: number;
  readonly result: ReadResult;
}

/** Texts by file; the ones least recently used go first. */
class TextCache {
  readonly #limit: number;
  readonly #entries = new Map<string, CachedText>();
  #units = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(file: string): CachedText | undefined {
    const entry = this.#entries.get(file);
    if (entry === undefined) return undefined;
    this.#entries.delete(file);
    this.#entries.set(file, entry);
    return entry;
  }

  set(file: string, entry: CachedText): void {
    this.#remove(file);
    this.#entries.set(file, entry);
    this.#units += unitsOf(entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#units <= this.#limit || oldest === file) break;
      this.#remove(oldest);
    }
  }

  #remove(file: string): void {
    const entry = this.#entries.get(file);
    if (entry === undefined) return;
    this.#units -= unitsOf(entry);
    this.#entries.delete(file);
  }
}

function unitsOf(entry: CachedText): number {
  return entry.result.text?.length ?? 0;
}
