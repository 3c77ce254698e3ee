/**
 * The symbol table of a tree on disk, in the user's cache folder.
 *
 * One file per root: a header, then columns of numbers that are used as they are, then the names.
 * Invariant: a file that is not wholly what it should be counts as absent, and failing to write one
 * is no error.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { SymbolData } from "#engine/index";
import type { Skipped } from "#engine/model";
import { openRegularFile } from "./tree-reader.ts";

export interface CachedIndex {
  readonly files: readonly string[];
  readonly data: SymbolData;
  /** Sizes and times of modification of the files when they were scanned; -1 for "scan again". */
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  /** What the scan could not read. */
  readonly skipped: readonly Skipped[];
}

/** Where caches belong: `$XDG_CACHE_HOME/lazymmu`, else `~/.cache/lazymmu`. */
export function defaultCacheDir(env: Readonly<Record<string, string | undefined>>): string {
  const base = env["XDG_CACHE_HOME"];
  // The specification of these variables has relative paths ignored.
  const isUsable = base !== undefined && isAbsolute(base);
  return join(isUsable ? base : join(homedir(), ".cache"), "lazymmu");
}

export function readIndex(cacheDir: string, root: string): CachedIndex | undefined {
  try {
    return decodeIndex(readShared(cacheFileOf(cacheDir, root)), root);
  } catch {
    return undefined;
  }
}

/** False on failure. */
export function writeIndex(cacheDir: string, root: string, index: CachedIndex): boolean {
  return writeCacheFile(cacheDir, cacheFileOf(cacheDir, root), encodeIndex(root, index));
}

/** Writes beside the old file and renames, so that readers see one or the other; false on failure. */
export function writeCacheFile(
  cacheDir: string,
  file: string,
  content: Uint8Array | string,
): boolean {
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    mkdirSync(cacheDir, { recursive: true, mode: 0o700 });
    writeFileSync(temporary, content, { flag: "wx", mode: 0o600 });
    renameSync(temporary, file);
    return true;
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // Then it was never there: the cache folder itself is none.
    }
    return false;
  }
}

/** The file that holds the index of a tree, given its real path. */
function cacheFileOf(cacheDir: string, root: string): string {
  const key = createHash("sha256").update(root).digest("hex").slice(0, 24);
  return join(cacheDir, `index-${formatVersion}-${key}.bin`);
}

const formatVersion = 3;
const magic = 0x4d4d5a4c;
/** Reads as another number on a machine with the other byte order. */
const byteOrderMark = 0x01020304;
const headerWords = 16;
const headerBytes = headerWords * 4;

/** Lengths of the parts, in the order of their places; each part begins at a multiple of 8. */
interface Layout {
  readonly files: number;
  readonly definitions: number;
  readonly nameBytes: number;
}

function offsetsOf({ files, definitions, nameBytes }: Layout) {
  const sizes = headerBytes;
  const times = sizes + files * 8;
  const hashes = times + files * 8;
  const entries = hashes + definitions * 4;
  const mentions = entries + definitions * 4;
  const names = mentions + files;
  return { sizes, times, hashes, entries, mentions, names, end: roundUp(names + nameBytes) };
}

function roundUp(bytes: number): number {
  return (bytes + 7) & ~7;
}

function encodeIndex(root: string, index: CachedIndex): Uint8Array {
  const head = JSON.stringify({ root, skipped: index.skipped });
  const names = Buffer.from([head, ...index.files].join("\0"));
  const layout = {
    files: index.files.length,
    definitions: index.data.hashes.length,
    nameBytes: names.length,
  };
  const at = offsetsOf(layout);
  const buffer = new ArrayBuffer(at.end);
  new Float64Array(buffer, at.sizes, layout.files).set(index.sizes);
  new Float64Array(buffer, at.times, layout.files).set(index.times);
  new Uint32Array(buffer, at.hashes, layout.definitions).set(index.data.hashes);
  new Uint32Array(buffer, at.entries, layout.definitions).set(index.data.entries);
  new Uint8Array(buffer, at.mentions, layout.files).set(index.data.mentions);
  new Uint8Array(buffer, at.names, layout.nameBytes).set(names);
  const header = new Uint32Array(buffer, 0, headerWords);
  header.set([magic, byteOrderMark, formatVersion, at.end]);
  header.set([layout.files, layout.definitions, layout.nameBytes, checksum(buffer)], 4);
  return new Uint8Array(buffer);
}

function decodeIndex(buffer: SharedArrayBuffer, root: string): CachedIndex | undefined {
  if (buffer.byteLength < headerBytes) return undefined;
  const header = new Uint32Array(buffer, 0, headerWords);
  const [mark, order, version, end, files = 0, definitions = 0, nameBytes = 0, sum] = header;
  if (mark !== magic || order !== byteOrderMark || version !== formatVersion) return undefined;
  const at = offsetsOf({ files, definitions, nameBytes });
  if (end !== buffer.byteLength || at.end !== end || checksum(buffer) !== sum) return undefined;
  const [head = "", ...names] = Buffer.from(buffer, at.names, nameBytes).toString().split("\0");
  const facts: { root: string; skipped: Skipped[] } = JSON.parse(head);
  if (facts.root !== root || names.length !== files) return undefined;
  return {
    files: names,
    data: {
      hashes: new Uint32Array(buffer, at.hashes, definitions),
      entries: new Uint32Array(buffer, at.entries, definitions),
      mentions: new Uint8Array(buffer, at.mentions, files),
    },
    sizes: new Float64Array(buffer, at.sizes, files),
    times: new Float64Array(buffer, at.times, files),
    skipped: facts.skipped,
  };
}

/** Over everything behind the header; notices truncated and damaged files, not malice. */
function checksum(buffer: ArrayBuffer | SharedArrayBuffer): number {
  const words = new Uint32Array(buffer, headerBytes);
  let sum = words.length;
  for (let at = 0; at < words.length; at++) {
    sum = (Math.imul(sum, 31) + (words[at] as number)) | 0;
  }
  return sum >>> 0;
}

/**
 * Reads into shared memory, so that threads can look at the columns without a copy. What is no
 * cache, a pipe or a huge file, is neither waited for nor given room.
 */
function readShared(file: string): SharedArrayBuffer {
  const descriptor = openRegularFile(file);
  try {
    const status = fstatSync(descriptor);
    const header = new Uint32Array(headerWords);
    readSync(descriptor, header, 0, headerBytes, 0);
    const isCache = status.isFile() && header[0] === magic && header[3] === status.size;
    const shared = new SharedArrayBuffer(isCache ? status.size & ~7 : 0);
    const bytes = new Uint8Array(shared);
    let length = 0;
    while (length < bytes.length) {
      const got = readSync(descriptor, bytes, length, bytes.length - length, length);
      if (got === 0) break;
      length += got;
    }
    return shared;
  } finally {
    closeSync(descriptor);
  }
}
