/** What files held, read from git's objects by one process for all of them. */
import type { GitProcess } from "./git-process.ts";
import { ChangeProblem } from "./tree-change.ts";

/** Two releases of the kernel are a quarter of this apart. */
const maxBytes = 768 * 1024 * 1024;

/** The contents of blobs, by the names that `blobOf` gives them. */
export async function readBlobs(
  git: GitProcess,
  blobOf: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = [...blobOf];
  if (files.length === 0) return new Map();
  const reader = new BatchReader(files.map(([file]) => file));
  const input = files.map(([, blob]) => `${blob}\n`).join("");
  const ended = await git.stream(["cat-file", "--batch"], input, (piece) => reader.take(piece));
  if (reader.isTooMuch) {
    throw new ChangeProblem(
      "more than 768 MB of C changed since that revision",
      "Name a nearer one.",
    );
  }
  if (ended.code !== 0 || reader.contents.size < files.length) {
    const [missing = ""] = files[reader.contents.size] ?? [];
    throw new ChangeProblem(
      `git cannot read the old text of ${missing}: ${ended.complaint || "it is not there"}`,
      'A clone without all objects (--filter) gets them by "git fetch --refetch --no-filter"; "git fsck" finds what is broken.',
    );
  }
  return reader.contents;
}

/** Reads "NAME blob SIZE", a line feed, SIZE bytes and a line feed, over and over. */
class BatchReader {
  readonly contents = new Map<string, Uint8Array>();
  isTooMuch = false;
  readonly #files: readonly string[];
  #at = 0;
  #total = 0;
  /** What was read and not used, in pieces. */
  #pending: Buffer[] = [];
  #length = 0;
  /** Bytes of the next content; undefined while its head is read. */
  #size: number | undefined;

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  /** False when it wants no more. */
  take(piece: Buffer): boolean {
    this.#pending.push(piece);
    this.#length += piece.length;
    // Joining the pieces for each one that comes would copy a large content over and over.
    while (this.#size === undefined || this.#length > this.#size) {
      const all = Buffer.concat(this.#pending);
      const used = this.#size === undefined ? this.#readHead(all) : this.#readContent(all);
      if (used === undefined) return false;
      this.#pending = [all.subarray(used)];
      this.#length = all.length - used;
      if (used === 0) break;
    }
    return true;
  }

  /** How many bytes it used; undefined when there is nothing more to read. */
  #readHead(all: Buffer): number | undefined {
    const end = all.indexOf(0x0a);
    if (end < 0) return all.length > 1024 ? undefined : 0;
    const [, size] = /^[0-9a-f]+ blob (\d{1,15})$/.exec(all.toString("latin1", 0, end)) ?? [];
    // "missing" or "ambiguous" stands there for what is no object here.
    if (size === undefined) return undefined;
    this.#size = Number(size);
    this.#total += this.#size;
    this.isTooMuch = this.#total > maxBytes;
    return this.isTooMuch ? undefined : end + 1;
  }

  #readContent(all: Buffer): number {
    const size = this.#size ?? 0;
    const file = this.#files[this.#at++];
    // A copy, for a part of a buffer would keep all of it.
    if (file !== undefined) this.contents.set(file, Uint8Array.from(all.subarray(0, size)));
    this.#size = undefined;
    return size + 1;
  }
}
