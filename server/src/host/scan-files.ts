/**
 * Scans files of a tree into numbers. Runs in a worker thread or in the caller's own; the result
 * depends on the files alone.
 */
import { closeSync, fstatSync, lstatSync, readSync } from "node:fs";
import {
  FileScanner,
  type FindBytes,
  hashOfBytes,
  mentions,
  mentionsIn,
  packEntry,
} from "#engine/index";
import type { Skipped } from "#engine/model";
import { describeFileError, openRegularFile, problemOfContent } from "./tree-reader.ts";

export interface ScanRequest {
  readonly root: string;
  /** All files of the tree; which of them are scanned is decided through `next`. */
  readonly files: readonly string[];
  /** Indexes of the files to scan. */
  readonly wanted: Uint32Array;
  /** The place in `wanted` of the next file that nobody has taken; shared by all threads. */
  readonly next: Int32Array;
}

export interface ScanResult {
  readonly hashes: Uint32Array;
  readonly entries: Uint32Array;
  /** Indexes of the files that this thread took, with what it saw of each. */
  readonly indexes: Uint32Array;
  readonly mentions: Uint8Array;
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  readonly skipped: readonly Skipped[];
}

export interface StatusRequest {
  readonly root: string;
  readonly files: readonly string[];
  /** What is remembered of each file. */
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  readonly next: Int32Array;
  /** Receives 1 for each file whose size or time is another one. */
  readonly changed: Uint8Array;
}

/** How many files a thread takes at once. */
const chunk = 32;
/** Larger files are left out of the scan: no kernel has one. */
const maxBytes = 32 * 1024 * 1024;
const binaryProbe = 8192;

const findNatively: FindBytes = (bytes, needle, from) =>
  (bytes as Buffer).indexOf(needle, from, "latin1");

/** Scans files until none is left. */
export function scanFiles(request: ScanRequest): ScanResult {
  const { root, files, wanted, next } = request;
  const hashes = new GrowingNumbers();
  const entries = new GrowingNumbers();
  const indexes: number[] = [];
  const mentionBits: number[] = [];
  const sizes: number[] = [];
  const times: number[] = [];
  const skipped: Skipped[] = [];
  let buffer: Buffer = Buffer.allocUnsafeSlow(1024 * 1024);
  let bytes: Buffer = buffer;
  let fileIndex = 0;
  const scanner = new FileScanner(findNatively, {
    addDefinition(kind, isStatic, prefix, nameStart, nameEnd) {
      hashes.push(hashOfBytes(bytes, nameStart, nameEnd, prefix));
      entries.push(packEntry(fileIndex, kind, isStatic));
    },
  });

  for (;;) {
    const from = Atomics.add(next, 0, chunk);
    if (from >= wanted.length) break;
    const to = Math.min(from + chunk, wanted.length);
    for (let at = from; at < to; at++) {
      fileIndex = wanted[at] as number;
      const file = files[fileIndex] as string;
      let size = -1;
      let time = -1;
      let bits = 0;
      try {
        const descriptor = openRegularFile(`${root}/${file}`);
        try {
          const status = fstatSync(descriptor);
          size = status.size;
          time = status.mtimeMs;
          const problem = status.isFile() ? problemOfSize(size) : "it is no regular file";
          if (problem === undefined) {
            if (size > buffer.length) buffer = Buffer.allocUnsafeSlow(size + 4096);
            bytes = buffer.subarray(0, fill(descriptor, buffer, size));
            if (isBinary(bytes)) {
              skipped.push({ file, reason: "it is a binary file" });
            } else {
              scanner.scan(bytes);
              bits = mentionsIn(bytes, findNatively);
              // Call sites in it would be missed, which must not pass in silence.
              const limit = (bits & mentions.walker) === 0 ? undefined : problemOfContent(bytes);
              if (limit !== undefined) skipped.push({ file, reason: limit });
            }
          } else {
            skipped.push({ file, reason: problem });
          }
        } finally {
          closeSync(descriptor);
        }
      } catch (error) {
        skipped.push({ file, reason: describeFileError(error) });
      }
      indexes.push(fileIndex);
      mentionBits.push(bits);
      sizes.push(size);
      times.push(time);
    }
  }
  return {
    hashes: hashes.toArray(),
    entries: entries.toArray(),
    indexes: Uint32Array.from(indexes),
    mentions: Uint8Array.from(mentionBits),
    sizes: Float64Array.from(sizes),
    times: Float64Array.from(times),
    skipped,
  };
}

/** Marks the files whose size or time differs from what is remembered, until none is left. */
export function findChanged(request: StatusRequest): void {
  const { root, files, sizes, times, next, changed } = request;
  const options = { throwIfNoEntry: false } as const;
  for (;;) {
    const from = Atomics.add(next, 0, chunk);
    if (from >= files.length) return;
    const to = Math.min(from + chunk, files.length);
    for (let at = from; at < to; at++) {
      let isSame = false;
      try {
        const status = lstatSync(`${root}/${files[at]}`, options);
        isSame = status?.size === sizes[at] && status?.mtimeMs === times[at];
      } catch {
        // Whatever is wrong with the file, scanning it will say.
      }
      if (!isSame) changed[at] = 1;
    }
  }
}

function problemOfSize(size: number): string | undefined {
  return size > maxBytes ? "it is larger than 32 MB" : undefined;
}

/** Reads `size` bytes, or fewer from a file that shrinks meanwhile; the result is how many. */
function fill(descriptor: number, buffer: Buffer, size: number): number {
  let length = 0;
  while (length < size) {
    const got = readSync(descriptor, buffer, length, size - length, null);
    if (got === 0) break;
    length += got;
  }
  return length;
}

function isBinary(bytes: Buffer): boolean {
  const zero = bytes.indexOf(0);
  return zero >= 0 && zero < binaryProbe;
}

/** A list of 32-bit numbers that doubles its room. */
class GrowingNumbers {
  #numbers = new Uint32Array(65536);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = value;
  }

  toArray(): Uint32Array {
    return this.#numbers.slice(0, this.#length);
  }
}
