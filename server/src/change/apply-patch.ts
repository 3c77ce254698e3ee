/**
 * Applies patches to a tree in memory, by the rules of `git apply`: all lines of a hunk must be
 * there as they are, at the place that its head says or as near to it as can be. Nothing is
 * written.
 */
import { HunkSearch } from "./hunk-search.ts";
import { type FilePatch, type PatchHunk, parsePatch, splitLines } from "./parse-patch.ts";
import { patchTexts } from "./patch-mail.ts";
import { ChangeProblem, concernsAnalysis, type LineRange, type TreeChange } from "./tree-change.ts";

/** What a file of the tree holds; undefined when it is not there. */
type ReadBytes = (file: string) => Uint8Array | undefined;

/**
 * The change that a file of patches would make: diffs, or mails with diffs. Throws
 * {@link ChangeProblem} with the place that cannot be read or applied; `name` is the file's.
 */
export function changeOfPatch(bytes: Uint8Array, name: string, readBytes: ReadBytes): TreeChange {
  const texts = patchTexts(bytes, name);
  const parsed = texts.map((text) => ({ text, patches: parsePatch(text.text, text.where) }));
  const level = stripLevel(
    parsed.flatMap(({ patches }) => patches),
    readBytes,
  );
  const tree = new PatchedTree(readBytes);
  for (const { text, patches } of parsed) {
    tree.begin();
    for (const patch of patches) tree.apply(patch, level, text.where);
  }
  if (parsed.every(({ patches }) => patches.length === 0)) {
    throw new ChangeProblem(
      `${name} has no diff in it`,
      "What git diff, git format-patch and diff -u print is understood.",
    );
  }
  return tree.change();
}

/** A file as the patches so far leave it. Never changed, so that what was can be looked up. */
interface FileState {
  /** Undefined when the file is not there. */
  readonly lines: readonly string[] | undefined;
  /** For each line whether a patch put it there. */
  readonly isChanged: readonly boolean[];
  /** The file that it was on disk; undefined for a new one. */
  readonly origin: string | undefined;
}

interface NamedPatch {
  readonly oldName: string | undefined;
  readonly newName: string | undefined;
  readonly patch: FilePatch;
  readonly at: (what: string, line?: number) => ChangeProblem;
}

class PatchedTree {
  readonly #readBytes: ReadBytes;
  readonly #states = new Map<string, FileState>();
  readonly #search = new HunkSearch();
  /** As the tree was before the current message. */
  #before: ReadonlyMap<string, FileState> = new Map();
  /** Files that the current message has given a content. */
  #written = new Set<string>();

  constructor(readBytes: ReadBytes) {
    this.#readBytes = readBytes;
  }

  /** A further message: its renames and copies start from what is there now. */
  begin(): void {
    this.#before = new Map(this.#states);
    this.#written = new Set();
  }

  apply(patch: FilePatch, level: 0 | 1, where: (line: number) => string): void {
    const toFile = (name: string | undefined): string | undefined =>
      name === undefined ? undefined : treeName(name, level, where(patch.line));
    const oldName = toFile(patch.oldName);
    const newName = toFile(patch.newName);
    const at = (what: string, line = patch.line): ChangeProblem =>
      new ChangeProblem(
        `${where(line)}: ${newName ?? oldName}: ${what}`,
        "The patch was made for other files than these: check out what it was made for, or make it anew.",
      );
    const named = { oldName, newName, patch, at };
    if (![oldName, newName].some((name) => name !== undefined && concernsAnalysis(name))) return;
    if (patch.isBinary && patch.hunks.length === 0) {
      throw at("is changed as a binary file, and that is not read");
    }
    this.#put(named, this.#patched(named));
  }

  change(): TreeChange {
    const contents = new Map<string, Uint8Array | undefined>();
    const renames = new Map<string, string>();
    for (const [file, { lines, origin }] of this.#states) {
      if (!concernsAnalysis(file)) continue;
      contents.set(file, lines === undefined ? undefined : Buffer.from(lines.join(""), "latin1"));
      const isMoved = lines !== undefined && origin !== undefined && origin !== file;
      if (isMoved && this.#states.get(origin)?.lines === undefined) renames.set(origin, file);
    }
    return {
      contents,
      renames,
      changedLines: async (files) =>
        new Map(
          [...files].flatMap((file) => {
            const state = this.#states.get(file);
            return state === undefined ? [] : [[file, rangesOf(state.isChanged)]];
          }),
        ),
    };
  }

  /** The new state of the file that a patch speaks of. */
  #patched({ oldName, newName, patch, at }: NamedPatch): FileState {
    if (oldName === undefined) {
      if (newName !== undefined && this.#state(newName).lines !== undefined) {
        throw at("is new in the patch, and is in the tree already");
      }
      const { lines, isChanged } = this.#applyHunks([], [], patch, at);
      return { lines, isChanged, origin: undefined };
    }
    // A rename or copy starts from the file as it was before this message touched it.
    const state =
      patch.kind === "edit"
        ? this.#state(oldName)
        : (this.#before.get(oldName) ?? this.#onDisk(oldName));
    if (state.lines === undefined)
      throw at(`${oldName === newName ? "" : `${oldName} `}is not in the tree`);
    const { lines, isChanged } = this.#applyHunks(state.lines, state.isChanged, patch, at);
    if (newName !== undefined) {
      return { lines, isChanged, origin: patch.kind === "copy" ? undefined : state.origin };
    }
    if (lines.length > 0) throw at("has more lines than the patch removes with it");
    return { lines: undefined, isChanged: [], origin: undefined };
  }

  #put({ oldName, newName, patch }: NamedPatch, state: FileState): void {
    const isMoved = patch.kind !== "copy" && oldName !== undefined && oldName !== newName;
    if (isMoved && !this.#written.has(oldName)) {
      this.#states.set(oldName, { lines: undefined, isChanged: [], origin: undefined });
    }
    if (newName === undefined) return;
    this.#states.set(newName, state);
    this.#written.add(newName);
  }

  #state(file: string): FileState {
    return this.#states.get(file) ?? this.#onDisk(file);
  }

  #onDisk(file: string): FileState {
    const bytes = this.#readBytes(file);
    if (bytes === undefined) return { lines: undefined, isChanged: [], origin: undefined };
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    const lines = splitLines(text);
    return { lines, isChanged: lines.map(() => false), origin: file };
  }

  #applyHunks(
    lines: readonly string[],
    isChanged: readonly boolean[],
    patch: FilePatch,
    at: NamedPatch["at"],
  ): { readonly lines: readonly string[]; readonly isChanged: readonly boolean[] } {
    const newLines: string[] = [];
    const newChanged: boolean[] = [];
    let used = 0;
    const copyTo = (end: number): void => {
      for (; used < end; used++) {
        newLines.push(lines[used] ?? "");
        newChanged.push(isChanged[used] ?? false);
      }
    };
    for (const hunk of patch.hunks) {
      const place = this.#search.find(lines, hunk, { used, written: newLines.length });
      if (place === "too far") {
        throw at("the hunks stand too far from where they belong", hunk.line);
      }
      if (place === undefined) throw at(describeMiss(hunk, lines), hunk.line);
      copyTo(place);
      for (const { kind, text } of hunk.lines) {
        if (kind === "added") {
          newLines.push(text);
          newChanged.push(true);
        } else if (kind === "context") copyTo(used + 1);
        else used++;
      }
    }
    copyTo(lines.length);
    return { lines: newLines, isChanged: newChanged };
  }
}

function describeMiss({ lines: hunkLines, oldStart }: PatchHunk, lines: readonly string[]): string {
  const there = new Set(lines);
  const old = hunkLines.filter(({ kind }) => kind !== "added");
  const missing = old.find(({ text }) => !there.has(text));
  if (missing === undefined) {
    return `the hunk does not apply: its lines do not stand together at line ${oldStart}, nor elsewhere`;
  }
  const bytes = Buffer.from(missing.text.trim(), "latin1").toString("utf8");
  return `the hunk does not apply: it has "${bytes.slice(0, 100)}", and the file has no such line`;
}

/** A file's name in the tree; refused where it could lead out of it. */
function treeName(name: string, level: 0 | 1, place: string): string {
  const decoded = Buffer.from(name, "latin1").toString("utf8");
  const parts = decoded.split("/");
  const isPlain = (part: string): boolean =>
    part !== "" && part !== "." && part !== ".." && part.toLowerCase() !== ".git";
  const isSafe = parts.every(isPlain) && !/[\0\\]/.test(decoded);
  const file = parts.slice(level).join("/");
  if (!isSafe || file === "") {
    throw new ChangeProblem(`${place}: the patch names "${decoded}", which is no file of a tree`);
  }
  return file;
}

/** How many first parts of names are not the tree's: one for "a/" and "b/", none without them. */
function stripLevel(patches: readonly FilePatch[], readBytes: ReadBytes): 0 | 1 {
  const names = patches.flatMap(({ oldName }) => (oldName === undefined ? [] : [oldName]));
  const isThere = (level: number): boolean =>
    names.some((name) => readBytes(name.split("/").slice(level).join("/")) !== undefined);
  return isThere(1) || !isThere(0) ? 1 : 0;
}

function rangesOf(isChanged: readonly boolean[]): readonly LineRange[] {
  const ranges: LineRange[] = [];
  let first: number | undefined;
  for (let at = 0; at <= isChanged.length; at++) {
    if (isChanged[at] === true) first ??= at + 1;
    else if (first !== undefined) {
      ranges.push({ first, last: at });
      first = undefined;
    }
  }
  return ranges;
}
