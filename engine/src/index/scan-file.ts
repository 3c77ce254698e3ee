/**
 * Finds the definitions of one C file by looking at bytes, without parsing.
 *
 * At the top level every token is seen; the body of a function is jumped over by searching for the
 * next brace in column 0, which is both faster than counting braces and right where `#if` branches
 * leave them unbalanced. Words: a "candidate" is a word before a parenthesis, hence possibly the
 * name of a function; a "head" is what stands before the brace.
 * Invariant: linear time; every position is looked at a bounded number of times.
 */
import { byteClass, classOfByte, endOfWord, spells } from "./byte-class.ts";
import { DeclarationHead, type HeadName } from "./declaration-head.ts";
import { type DefinitionSink, kindCode } from "./definition-sink.ts";
import { Directives } from "./directives.ts";
import { type FindBytes, findBytes } from "./find-bytes.ts";
import { endOfNumberDefines } from "./number-defines.ts";
import { endOfComment, endOfLiteral } from "./skip-token.ts";

/** Scans one file; an instance may be used for any number of files, one after the other. */
export class FileScanner {
  readonly #find: FindBytes;
  readonly #sink: DefinitionSink;
  readonly #head = new DeclarationHead();
  readonly #directives: Directives;
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** The first "\n{" at or after the last body's start; -2 when not looked for yet. */
  #nextColumnBrace = -2;

  constructor(find: FindBytes, sink: DefinitionSink) {
    this.#find = find;
    this.#sink = sink;
    this.#directives = new Directives(find, sink);
  }

  scan(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#nextColumnBrace = -2;
    this.#directives.begin(bytes);
    this.#scanTopLevel();
    this.#bytes = new Uint8Array(0);
    this.#view = new DataView(this.#bytes.buffer);
    this.#directives.begin(this.#bytes);
  }

  #scanTopLevel(): void {
    const bytes = this.#bytes;
    const length = bytes.length;
    const head = this.#head;
    head.reset();
    let depth = 0;
    let atLineStart = true;
    let at = 0;
    while (at < length) {
      switch (classOfByte[bytes[at] as number]) {
        case byteClass.newline:
          atLineStart = true;
          at++;
          continue;
        case byteClass.space:
          at++;
          continue;
        case byteClass.letter: {
          let end = at + 1;
          while (end < length) {
            const kind = classOfByte[bytes[end] as number] as number;
            if (kind !== byteClass.letter && kind !== byteClass.digit) break;
            end++;
          }
          if (depth === 0) head.addWord(bytes, at, end);
          at = end;
          break;
        }
        case byteClass.digit:
          at = endOfWord(bytes, at + 1);
          break;
        case byteClass.quote:
          at = endOfLiteral(bytes, at);
          // A literal that nothing closes: whatever it stands in is broken, what follows is not.
          if (depth === 0 && bytes[at] === 0x0a) head.reset();
          break;
        case byteClass.slash: {
          const end = endOfComment(bytes, at, this.#find);
          if (end === at) {
            at++;
            break;
          }
          // A comment does not end the start of a line: a directive may follow it.
          at = end;
          continue;
        }
        case byteClass.hash:
          if (atLineStart) {
            at = this.#atDirective(at, depth);
            atLineStart = true;
            continue;
          }
          at++;
          break;
        case byteClass.openParen:
          if (depth === 0) head.openGroup(at);
          depth++;
          at++;
          break;
        case byteClass.closeParen:
          if (depth > 0 && --depth === 0) head.closeGroup(at);
          at++;
          break;
        case byteClass.openBrace:
          if (depth > 0) {
            // Inside parentheses a brace belongs to a macro's argument, unless it opens a body:
            // then a parenthesis was left open in one branch of an `#if`.
            if (!(at > 0 && bytes[at - 1] === 0x0a && head.hasCandidate)) {
              at++;
              break;
            }
            depth = 0;
            head.closeGroup(at);
          }
          at = this.#atOpenBrace(at);
          break;
        case byteClass.closeBrace:
          at++;
          // In column 0 it ends a declaration, unless it goes on: a parameter of unnamed type.
          if (depth > 0 && bytes[at - 2] === 0x0a && endsDeclaration(bytes, at)) depth = 0;
          if (depth === 0) head.reset();
          break;
        case byteClass.semicolon:
          if (depth === 0) head.endDeclaration(bytes);
          at++;
          break;
        case byteClass.assign:
          if (depth === 0) head.sawAssignment = true;
          at++;
          break;
        default:
          at++;
      }
      atLineStart = false;
    }
  }

  /** Handles the directive at `at`; the result is where scanning goes on. */
  #atDirective(at: number, depth: number): number {
    const behindNumbers = endOfNumberDefines(this.#bytes, this.#view, at);
    if (behindNumbers > at) return behindNumbers;
    const end = this.#directives.handle(at);
    if (depth === 0 && this.#head.hasCandidate && this.#directives.endsBranch(at)) {
      this.#head.startBranch(this.#bytes);
    }
    return end;
  }

  #atOpenBrace(at: number): number {
    const bytes = this.#bytes;
    const head = this.#head;
    if (head.isLinkageBlock(bytes)) {
      head.reset();
      return at + 1;
    }
    const names = head.functionNames(bytes);
    if (names.length === 0) {
      const end = this.#endOfBraces(at, false);
      head.reset();
      return end;
    }
    const closesInColumnZero = isFirstOnLine(bytes, at)
      ? isColumnZero(bytes, at)
      : isColumnZero(bytes, head.start);
    const end = closesInColumnZero ? this.#endOfBody(at) : this.#endOfBraces(at, true);
    this.#emitFunctions(names, at, end);
    head.reset();
    return end;
  }

  #emitFunctions(names: readonly HeadName[], bodyStart: number, end: number): void {
    for (const name of names) {
      this.#sink.addDefinition(
        kindCode.function,
        name.isStatic,
        name.prefix,
        name.nameStart,
        name.nameEnd,
        name.start,
        bodyStart,
        end,
        end,
      );
    }
  }

  /** Behind the brace that closes the function body opened at `open`, in kernel layout. */
  #endOfBody(open: number): number {
    const bytes = this.#bytes;
    const sameLine = endOfBracesOnLine(bytes, open, this.#find);
    if (sameLine >= 0) return sameLine;
    let from = open;
    for (;;) {
      const close = this.#find(bytes, "\n}", from);
      if (close < 0) return this.#endOfBraces(open, true);
      const resumed = this.#directives.handleInside(from, close);
      if (resumed > close) {
        from = resumed;
        continue;
      }
      if (continuesStatement(bytes, close + 2)) {
        from = close + 2;
        continue;
      }
      // Another body that opens before this one closes: the closing brace is not in column 0.
      if (this.#nextColumnBrace !== -1 && this.#nextColumnBrace < from) {
        this.#nextColumnBrace = this.#find(bytes, "\n{", from);
      }
      if (this.#nextColumnBrace >= 0 && this.#nextColumnBrace < close) {
        return this.#endOfBraces(open, false, close + 2);
      }
      return close + 2;
    }
  }

  /**
   * Behind the brace that closes the one at `open`, by counting; `limit` when none before it does.
   * A brace in column 0 that ends a declaration closes everything. With `reports`, macros defined in
   * between are reported.
   */
  #endOfBraces(open: number, reports: boolean, limit: number = this.#bytes.length): number {
    const length = limit;
    // Nothing is looked at behind the limit, where scanning goes on: time stays linear.
    const isLimited = limit < this.#bytes.length;
    const bytes = isLimited ? this.#bytes.subarray(0, limit) : this.#bytes;
    const find = isLimited ? findBytes : this.#find;
    let depth = 0;
    let at = open;
    for (;;) {
      while (at < length && stopsBraces[bytes[at] as number] === 0) at++;
      if (at >= length) return length;
      switch (bytes[at]) {
        case 0x7b:
          depth++;
          at++;
          break;
        case 0x7d:
          depth--;
          at++;
          if (depth <= 0) return at;
          if (bytes[at - 2] === 0x0a && endsDeclaration(bytes, at)) return at;
          break;
        case 0x2f: {
          const end = endOfComment(bytes, at, find);
          at = end === at ? at + 1 : end;
          break;
        }
        case 0x23:
          if (!this.#directives.isDirective(at)) at++;
          else at = reports ? this.#directives.handle(at) : this.#directives.passDead(at);
          break;
        default:
          at = endOfLiteral(bytes, at);
      }
    }
  }
}

/** 1 for the bytes at which counting braces cannot simply go on. */
const stopsBraces = new Uint8Array(256);
for (const mark of "{}/#\"'") stopsBraces[mark.charCodeAt(0)] = 1;

function isColumnZero(bytes: Uint8Array, at: number): boolean {
  return at === 0 || bytes[at - 1] === 0x0a;
}

function isFirstOnLine(bytes: Uint8Array, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && classOfByte[bytes[before] as number] === byteClass.space) before--;
  return before < 0 || bytes[before] === 0x0a;
}

/** How far behind a line its last comment or literal is followed, for the brace behind it. */
const maxOverhang = 1000;

/** Behind the closing brace if it stands on the line of the opening one, else -1. */
function endOfBracesOnLine(bytes: Uint8Array, open: number, find: FindBytes): number {
  // The line, once it is known that it has to be cut: a comment or a literal could lead to the end
  // of the text, and that from each line again.
  let line: Uint8Array | undefined;
  let depth = 0;
  let at = open;
  while (at < (line ?? bytes).length) {
    switch (classOfByte[bytes[at] as number]) {
      case byteClass.newline:
        return -1;
      case byteClass.quote:
        line ??= lineFrom(bytes, at, find);
        at = endOfLiteral(line, at);
        continue;
      case byteClass.slash: {
        line ??= lineFrom(bytes, at, find);
        const end = endOfComment(line, at, findBytes);
        at = end === at ? at + 1 : end;
        continue;
      }
      case byteClass.openBrace:
        depth++;
        break;
      case byteClass.closeBrace:
        if (--depth === 0) return at + 1;
        break;
      default:
    }
    at++;
  }
  return -1;
}

/** The bytes up to a little behind the end of the line that `at` lies in. */
function lineFrom(bytes: Uint8Array, at: number, find: FindBytes): Uint8Array {
  const newline = find(bytes, "\n", at);
  return newline < 0 ? bytes : bytes.subarray(0, newline + maxOverhang);
}

/** True when what follows a brace in column 0 goes on with the statement, as in "} else {". */
function continuesStatement(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
  const end = endOfWord(bytes, at);
  return spells(bytes, at, end, "else") || spells(bytes, at, end, "while");
}

/** True when a line's rest after a brace is empty, a comment or begins with ";". */
function endsDeclaration(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d) at++;
  const byte = bytes[at];
  return byte === undefined || byte === 0x0a || byte === 0x3b || byte === 0x2f;
}
