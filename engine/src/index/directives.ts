/**
 * Preprocessor lines, as the scan meets them: `#define` is reported, what `#if 0` hides is jumped
 * over, everything else is passed.
 */
import { byteClass, classOfByte, endOfWord, spells } from "./byte-class.ts";
import { type DefinitionSink, kindCode } from "./definition-sink.ts";
import type { FindBytes } from "./find-bytes.ts";
import { endOfComment, endOfLiteral, endOfPhysicalLines } from "./skip-token.ts";

type DirectiveWord = "define" | "elif" | "else" | "endif" | "if" | "other";

export class Directives {
  readonly #find: FindBytes;
  readonly #sink: DefinitionSink;
  #bytes: Uint8Array = new Uint8Array(0);
  /** The first "#" at or after `#hashesSeenFrom`; -1 when there is none. */
  #nextHash = 0;
  #hashesSeenFrom = 0;

  constructor(find: FindBytes, sink: DefinitionSink) {
    this.#find = find;
    this.#sink = sink;
  }

  begin(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#hashesSeenFrom = 0;
    this.#nextHash = 0;
    if (bytes.length > 0) this.#nextHash = bytes.indexOf(0x23);
  }

  /** True when the "#" at `at` is the first thing on its line. */
  isDirective(at: number): boolean {
    let before = at - 1;
    while (before >= 0 && classOfByte[this.#bytes[before] as number] === byteClass.space) before--;
    return before < 0 || this.#bytes[before] === 0x0a;
  }

  /** True for the directives that end a branch. */
  endsBranch(at: number): boolean {
    const word = this.#wordAt(at);
    return word === "else" || word === "elif" || word === "endif";
  }

  #wordAt(at: number): DirectiveWord {
    const bytes = this.#bytes;
    const start = skipBlanks(bytes, at + 1);
    const end = endOfWord(bytes, start);
    switch (end - start) {
      case 6:
        return spells(bytes, start, end, "define") ? "define" : "other";
      case 2:
        return spells(bytes, start, end, "if") ? "if" : "other";
      case 4:
        if (spells(bytes, start, end, "else")) return "else";
        return spells(bytes, start, end, "elif") ? "elif" : "other";
      case 5:
        return spells(bytes, start, end, "endif") ? "endif" : "other";
      default:
        return "other";
    }
  }

  /** True when "#define" stands at `at` without blanks inside, as it nearly always does. */
  #isPlainDefine(at: number): boolean {
    const bytes = this.#bytes;
    return (
      bytes[at + 1] === 0x64 &&
      bytes[at + 2] === 0x65 &&
      bytes[at + 3] === 0x66 &&
      bytes[at + 4] === 0x69 &&
      bytes[at + 5] === 0x6e &&
      bytes[at + 6] === 0x65
    );
  }

  /** Reports or skips what the directive at `at` asks for; the result is the end of its line. */
  handle(at: number): number {
    if (this.#isPlainDefine(at)) return this.#define(at, at + 7);
    switch (this.#wordAt(at)) {
      case "define":
        return this.#define(at, skipBlanks(this.#bytes, at + 1) + "define".length);
      case "if": {
        const end = this.pass(at);
        return conditionIsNever(this.#bytes, at) ? this.#endOfDeadBranch(end) : end;
      }
      default:
        return this.pass(at);
    }
  }

  /** Like {@link pass}, but over the whole branch when it is dead. */
  passDead(at: number): number {
    const end = this.pass(at);
    const isDead = this.#wordAt(at) === "if" && conditionIsNever(this.#bytes, at);
    return isDead ? this.#endOfDeadBranch(end) : end;
  }

  /** The end of the directive's line: its newline, or the end of the text. */
  pass(at: number): number {
    const bytes = this.#bytes;
    const length = bytes.length;
    let end = at;
    for (;;) {
      while (end < length && stopsLine[bytes[end] as number] === 0) end++;
      if (end >= length) return length;
      switch (bytes[end]) {
        case 0x0a:
          return end;
        case 0x5c:
          end += bytes[end + 1] === 0x0d && bytes[end + 2] === 0x0a ? 3 : 2;
          break;
        case 0x2f: {
          const behind = endOfComment(bytes, end, this.#find);
          end = behind === end ? end + 1 : behind;
          break;
        }
        case 0x22:
          end = endOfLiteral(bytes, end);
          break;
        default: {
          // An apostrophe may stand alone, in the text of an #error.
          const next = bytes[end + 1];
          end = next === 0x22 || next === 0x5c ? endOfLiteral(bytes, end) : end + 1;
        }
      }
    }
  }

  /**
   * Handles the directives from `from` to `to`, inside a body. The result is larger than `to` when
   * `to` itself lies in one of them.
   */
  handleInside(from: number, to: number): number {
    let at = this.#hashFrom(from);
    while (at >= 0 && at < to) {
      const end = this.isDirective(at) ? this.handle(at) : at + 1;
      if (end > to) return end;
      at = this.#hashFrom(end);
    }
    return from;
  }

  #hashFrom(from: number): number {
    const isPassed = this.#nextHash >= 0 && this.#nextHash < from;
    if (isPassed || from < this.#hashesSeenFrom) {
      this.#hashesSeenFrom = from;
      this.#nextHash = this.#bytes.indexOf(0x23, from);
    }
    return this.#nextHash;
  }

  /** The line end of the `#else`, `#elif` or `#endif` that ends the branch begun before `from`. */
  #endOfDeadBranch(from: number): number {
    let depth = 1;
    let at = this.#hashFrom(from);
    while (at >= 0) {
      if (this.isDirective(at)) {
        const bytes = this.#bytes;
        const start = skipBlanks(bytes, at + 1);
        if (bytes[start] === 0x69 && bytes[start + 1] === 0x66) {
          depth++;
        } else {
          const word = this.#wordAt(at);
          if (word === "endif") depth--;
          const endsBranch = depth === 1 && (word === "else" || word === "elif");
          if (depth === 0 || endsBranch) return this.pass(at);
        }
        at = this.#hashFrom(endOfPhysicalLines(bytes, at));
      } else {
        at = this.#hashFrom(at + 1);
      }
    }
    return this.#bytes.length;
  }

  #define(at: number, wordEnd: number): number {
    const bytes = this.#bytes;
    const nameStart = skipBlanks(bytes, wordEnd);
    const nameEnd = endOfWord(bytes, nameStart);
    if (nameEnd === nameStart || nameStart === wordEnd) return this.pass(wordEnd);
    if (bytes[nameEnd] === 0x28) {
      const lineEnd = this.pass(nameEnd);
      let bodyStart = nameEnd + 1;
      while (bodyStart < lineEnd && bytes[bodyStart] !== 0x29) bodyStart++;
      bodyStart = Math.min(bodyStart + 1, lineEnd);
      const bodyEnd = trimEnd(bytes, bodyStart, lineEnd);
      this.#report(kindCode.macro, nameStart, nameEnd, at, bodyStart, bodyEnd);
      return lineEnd;
    }
    const start = skipBlanks(bytes, nameEnd);
    const end = endOfWord(bytes, start);
    const lineEnd = this.pass(end);
    if (callsSomething(bytes, start, lineEnd, this.#find)) {
      const bodyEnd = trimEnd(bytes, start, lineEnd);
      this.#report(kindCode.object, nameStart, nameEnd, at, start, bodyEnd);
      return lineEnd;
    }
    if (classOfByte[bytes[start] as number] !== byteClass.letter) return lineEnd;
    const isSelf = end - start === nameEnd - nameStart && sameBytes(bytes, nameStart, start, end);
    if (!isSelf && onlyCommentsFollow(bytes, end, lineEnd, this.#find)) {
      this.#report(kindCode.alias, nameStart, nameEnd, at, start, end);
    }
    return lineEnd;
  }

  #report(
    kind: number,
    nameStart: number,
    nameEnd: number,
    start: number,
    bodyStart: number,
    bodyEnd: number,
  ): void {
    const end = Math.max(bodyEnd, nameEnd);
    this.#sink.addDefinition(kind, false, 0, nameStart, nameEnd, start, bodyStart, bodyEnd, end);
  }
}

/** 1 for the bytes at which reading a directive's line cannot simply go on. */
const stopsLine = new Uint8Array(256);
for (const byte of [0x0a, 0x5c, 0x2f, 0x22, 0x27]) stopsLine[byte] = 1;

/** True when the `#if` at `at` asks for a constant 0, alone or as the first part of an `&&`. */
function conditionIsNever(bytes: Uint8Array, at: number): boolean {
  let from = skipBlanks(bytes, at + 1);
  from = skipBlanks(bytes, endOfWord(bytes, from));
  if (bytes[from] !== 0x30 || endOfWord(bytes, from) !== from + 1) return false;
  const next = bytes[skipBlanks(bytes, from + 1)];
  const ends = next === undefined || next === 0x0a || next === 0x0d || next === 0x2f;
  return ends || next === 0x26;
}

/** Blanks and joined lines. */
function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    if (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
    else if (bytes[at] === 0x5c && bytes[at + 1] === 0x0a) at += 2;
    else if (bytes[at] === 0x5c && bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) at += 3;
    else return at;
  }
}

/** True when a word stands before a parenthesis, comments aside. */
function callsSomething(bytes: Uint8Array, from: number, to: number, find: FindBytes): boolean {
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at];
    if (byte === 0x2f) at = Math.max(at, endOfComment(bytes, at, find) - 1);
    if (byte !== 0x28) continue;
    let before = at - 1;
    while (before > from && classOfByte[bytes[before] as number] === byteClass.space) before--;
    const kind = classOfByte[bytes[before] as number];
    if (kind === byteClass.letter || kind === byteClass.digit) return true;
  }
  return false;
}

function trimEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && classOfByte[bytes[end - 1] as number] === byteClass.space) end--;
  return end;
}

function sameBytes(bytes: Uint8Array, left: number, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== bytes[left + at - from]) return false;
  return true;
}

function onlyCommentsFollow(
  bytes: Uint8Array,
  from: number,
  lineEnd: number,
  find: FindBytes,
): boolean {
  let at = from;
  while (at < lineEnd) {
    const kind = classOfByte[bytes[at] as number];
    if (kind === byteClass.space) {
      at++;
    } else if (kind === byteClass.slash) {
      const end = endOfComment(bytes, at, find);
      if (end === at) return false;
      at = end;
    } else if (kind === byteClass.backslash || kind === byteClass.newline) {
      at++;
    } else {
      return false;
    }
  }
  return true;
}
