/**
 * Reads unified diffs, those of git and plain ones, as `git apply` does: what stands between them is
 * passed over, a hunk has as many lines as its head says, and names may be quoted.
 *
 * Texts are one character for each byte (latin1), so that what is in no known encoding stays as it
 * is. Each line keeps its "\n"; the last one of a file may have none.
 */
import { ChangeProblem } from "./tree-change.ts";

export interface HunkLine {
  readonly kind: "added" | "context" | "removed";
  readonly text: string;
}

export interface PatchHunk {
  /** Of its head in the patch, from 1. */
  readonly line: number;
  readonly oldStart: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly HunkLine[];
}

/** What a patch does to one file. Names have their "a/" and "b/"; undefined is no file. */
export interface FilePatch {
  /** Of its first line in the patch, from 1. */
  readonly line: number;
  readonly oldName: string | undefined;
  readonly newName: string | undefined;
  readonly kind: "copy" | "edit" | "rename";
  /** True when it has contents that are not told in lines. */
  readonly isBinary: boolean;
  readonly hunks: readonly PatchHunk[];
}

/** Throws {@link ChangeProblem} with the place where the text is no patch. */
export function parsePatch(text: string, where: (line: number) => string): readonly FilePatch[] {
  return new PatchParser(text, where).parse();
}

/** The lines of a text with their ends. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

interface Names {
  oldName: string | undefined;
  newName: string | undefined;
}

class PatchParser {
  readonly #lines: readonly string[];
  readonly #where: (line: number) => string;
  #at = 0;

  constructor(text: string, where: (line: number) => string) {
    this.#lines = splitLines(text);
    this.#where = where;
  }

  parse(): readonly FilePatch[] {
    const patches: FilePatch[] = [];
    while (this.#at < this.#lines.length) {
      const line = this.#head(this.#at);
      if (line.startsWith("diff --git ")) patches.push(this.#gitPatch());
      else if (this.#isPlainHead()) patches.push(this.#plainPatch());
      else if (hunkHead.test(line)) {
        throw this.#problem(this.#at, "a hunk without the name of a file before it");
      } else this.#at++;
    }
    return patches;
  }

  /** A line without its end, of which mail may have made "\r\n". */
  #head(at: number): string {
    return (this.#lines[at] ?? "").replace(/\r?\n$/, "");
  }

  #isPlainHead(): boolean {
    return (
      this.#head(this.#at).startsWith("--- ") &&
      this.#head(this.#at + 1).startsWith("+++ ") &&
      hunkHead.test(this.#head(this.#at + 2))
    );
  }

  #plainPatch(): FilePatch {
    const line = this.#at + 1;
    const names = this.#fileLines();
    return { line, ...names, kind: "edit", isBinary: false, hunks: this.#hunks(line - 1) };
  }

  #gitPatch(): FilePatch {
    const start = this.#at++;
    const names: Names = gitHeadNames(this.#head(start).slice("diff --git ".length));
    let kind: FilePatch["kind"] = "edit";
    let isBinary = false;
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#head(this.#at);
      const [, word, rest = ""] = extendedHead.exec(line) ?? [];
      if (word === undefined) break;
      if (word.startsWith("rename") || word.startsWith("copy")) {
        kind = word.startsWith("rename") ? "rename" : "copy";
        // These lines have no prefix; the others' is put before them, so that all are alike.
        const name = unquoted(rest);
        if (/ (?:from|old)$/.test(word)) names.oldName = `a/${name}`;
        else names.newName = `b/${name}`;
      } else if (word.startsWith("new file")) names.oldName = undefined;
      else if (word.startsWith("deleted file")) names.newName = undefined;
      else if (word === "GIT binary patch" || word === "Binary files") isBinary = true;
      if (word === "GIT binary patch") {
        this.#skipBinary();
        break;
      }
    }
    let fileLine = start;
    if (/^--- /.test(this.#head(this.#at)) && /^\+\+\+ /.test(this.#head(this.#at + 1))) {
      fileLine = this.#at;
      const told = this.#fileLines();
      if (kind === "edit") Object.assign(names, told);
    }
    const hunks = this.#hunks(fileLine);
    if (names.oldName === undefined && names.newName === undefined) {
      throw this.#problem(start, "the name of the file is not understood");
    }
    return { line: start + 1, ...names, kind, isBinary, hunks };
  }

  /** Base 85 in blocks of lines without blanks, up to an empty line; one or two blocks. */
  #skipBinary(): void {
    while (this.#at < this.#lines.length && !this.#head(this.#at).startsWith("diff --git ")) {
      this.#at++;
    }
  }

  /** The lines "--- NAME" and "+++ NAME". */
  #fileLines(): Names {
    const names = {
      oldName: fileName(this.#head(this.#at).slice(4)),
      newName: fileName(this.#head(this.#at + 1).slice(4)),
    };
    this.#at += 2;
    return names;
  }

  /** `fileLine` is the index of a line that has "\r" only when all lines got it on the way here. */
  #hunks(fileLine: number): PatchHunk[] {
    const hasReturns = (this.#lines[fileLine] ?? "").endsWith("\r\n");
    const hunks: PatchHunk[] = [];
    for (;;) {
      const [, oldStart = "", oldLines = "1", newStart = "", newLines = "1"] =
        hunkHead.exec(this.#head(this.#at)) ?? [];
      if (oldStart === "") return hunks;
      const start = this.#at++;
      const lines = this.#hunkLines(start, Number(oldLines), Number(newLines), hasReturns);
      hunks.push({
        line: start + 1,
        oldStart: Number(oldStart),
        newStart: Number(newStart),
        newLines: Number(newLines),
        lines,
      });
    }
  }

  #hunkLines(start: number, nOld: number, nNew: number, hasReturns: boolean): HunkLine[] {
    const lines: HunkLine[] = [];
    let oldLeft = nOld;
    let newLeft = nNew;
    for (; oldLeft > 0 || newLeft > 0; this.#at++) {
      const line = this.#lines[this.#at];
      if (line === undefined) {
        throw this.#problem(start, "the hunk has fewer lines than its head says");
      }
      const kind = kinds.get(line[0] ?? "");
      if (line.startsWith("\\")) {
        endWithoutNewline(lines);
        continue;
      }
      // Some mailers take the blank from an empty line of context.
      const isEmpty = /^\r?\n$/.test(line);
      if (kind === undefined && !isEmpty) {
        throw this.#problem(this.#at, "this line is none of a hunk, and the hunk is not complete");
      }
      const known = kind ?? "context";
      if (known !== "added") oldLeft--;
      if (known !== "removed") newLeft--;
      if (oldLeft < 0 || newLeft < 0) {
        throw this.#problem(start, "the hunk has other lines than its head says");
      }
      let text = isEmpty ? line : line.slice(1);
      if (!text.endsWith("\n")) text += "\n";
      lines.push({ kind: known, text: hasReturns ? text.replace(/\r\n$/, "\n") : text });
    }
    if ((this.#lines[this.#at] ?? "").startsWith("\\")) {
      endWithoutNewline(lines);
      this.#at++;
    }
    return lines;
  }

  #problem(at: number, what: string): ChangeProblem {
    return new ChangeProblem(`${this.#where(at + 1)}: ${what}`);
  }
}

const hunkHead = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

const extendedHead =
  /^(old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to|rename old|rename new|similarity index|dissimilarity index|index|GIT binary patch|Binary files)(?: (.*))?$/s;

const kinds: ReadonlyMap<string, HunkLine["kind"]> = new Map([
  ["+", "added"],
  [" ", "context"],
  ["-", "removed"],
]);

/** "\ No newline at end of file" speaks of the line before it. */
function endWithoutNewline(lines: HunkLine[]): void {
  const last = lines.pop();
  if (last !== undefined) lines.push({ ...last, text: last.text.replace(/\n$/, "") });
}

/** A name as it stands behind "--- ": a tab ends it, for a time may follow. */
function fileName(rest: string): string | undefined {
  const name = rest.startsWith('"') ? unquoted(rest) : (rest.split("\t")[0] ?? "").trimEnd();
  return name === "/dev/null" ? undefined : name;
}

/** Both names of "diff --git", which are the same where no other line tells them. */
function gitHeadNames(rest: string): Names {
  const [first, second] = splitQuoted(rest);
  return { oldName: first, newName: second };
}

function splitQuoted(rest: string): readonly [string | undefined, string | undefined] {
  if (rest.startsWith('"')) {
    const [quoted = ""] = /^"(?:[^"\\]|\\.)*"/s.exec(rest) ?? [];
    const other = rest.slice(quoted.length + 1);
    return quoted === "" ? [undefined, undefined] : [unquoted(quoted), unquoted(other)];
  }
  const quote = rest.indexOf(' "');
  if (quote >= 0) return [rest.slice(0, quote), unquoted(rest.slice(quote + 1))];
  // Blanks in names make this ambiguous unless both are equal behind their prefixes.
  const middle = (rest.length - 1) / 2;
  const first = rest.slice(0, middle);
  const second = rest.slice(middle + 1);
  const isPair = Number.isInteger(middle) && rest[middle] === " ";
  const isSame = first.replace(/^[^/]*\//, "") === second.replace(/^[^/]*\//, "");
  return isPair && isSame ? [first, second] : [undefined, undefined];
}

/** Undoes the quotes of C that git puts around names with other than plain characters. */
function unquoted(name: string): string {
  const [, inner] = /^"((?:[^"\\]|\\.)*)"/s.exec(name) ?? [];
  if (inner === undefined) return name;
  return inner.replace(/\\([0-7]{3}|.)/gs, (_, code: string) =>
    code.length === 3
      ? String.fromCharCode(Number.parseInt(code, 8) & 0xff)
      : (escapes.get(code) ?? code),
  );
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["a", "\u0007"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);
