/** Finds the comment that stands directly above a statement. */
import type { Offset, Span } from "#engine/base";
import { leadingBlank, lineEnd, lineStartBefore, opaqueAt } from "./c-text.ts";

/** Finds the comments of one text; asked in ascending order it reads the text once in all. */
export class CommentFinder {
  readonly #text: string;
  #read: ReadState = { at: 0, nComments: 0, statementStart: undefined, parentheses: 0 };
  #comments: Span[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * The block of comments whose last line is right above the line of `offset`, or right above the
   * first line of the statement around it. Comments behind code on their line do not count.
   */
  findAbove(offset: Offset): Span | undefined {
    const text = this.#text;
    const statementStart = this.#readUpTo(offset);
    const ownLine = lineStartBefore(text, offset);
    const statementLine = lineStartBefore(text, statementStart);
    return this.#blockEndingAt(ownLine) ?? this.#blockEndingAt(statementLine);
  }

  #blockEndingAt(lineStart: Offset): Span | undefined {
    const text = this.#text;
    let block: Span | undefined;
    let from = lineStart;
    for (let index = this.#comments.length - 1; index >= 0; index--) {
      const comment = this.#comments[index];
      if (comment === undefined || comment.start >= from) continue;
      const ownLine = lineStartBefore(text, comment.start);
      const isAlone = leadingBlank(text, ownLine).end === comment.start;
      const isAdjacent =
        from - comment.end < maxGap && /^[ \t]*\\?\r?\n$/.test(text.slice(comment.end, from));
      if (!isAlone || !isAdjacent) break;
      block = { start: comment.start, end: block?.end ?? comment.end };
      from = ownLine;
    }
    return block;
  }

  /**
   * Collects the comments before `offset`. The result is the first character, blanks and comments
   * aside, behind the last `;`, `{`, `}` or directive.
   */
  #readUpTo(offset: Offset): Offset {
    if (offset < this.#read.at) {
      this.#read = { at: 0, nComments: 0, statementStart: undefined, parentheses: 0 };
    }
    const text = this.#text;
    const comments = this.#comments;
    let { at, statementStart, parentheses } = this.#read;
    comments.length = this.#read.nComments;
    /** Where a later reading has to begin again, since what follows was read for `offset` only. */
    let resume: ReadState | undefined;
    for (; at < offset; at++) {
      // Nearly all characters are neither blank nor special; this runs over whole files.
      if (!isSpecial(text.charCodeAt(at))) {
        statementStart ??= at;
        continue;
      }
      const opaque = opaqueAt(text, at);
      if (opaque !== undefined && opaque.end > offset) {
        resume ??= { at, nComments: comments.length, statementStart, parentheses };
      }
      if (opaque?.kind === "comment") {
        if (opaque.end <= offset) comments.push({ start: at, end: opaque.end });
        at = opaque.end - 1;
        continue;
      }
      const character = text[at] ?? "";
      if (blanks.includes(character)) continue;
      if (character === "#" && leadingBlank(text, lineStartBefore(text, at)).end === at) {
        const end = lineEnd(text, at);
        // A macro that holds the call is read like code; its spliced lines are the call's lines.
        if (end > offset) {
          resume ??= { at, nComments: comments.length, statementStart, parentheses };
          continue;
        }
        statementStart = undefined;
        at = end;
        continue;
      }
      const isBoundary =
        character === "{" || character === "}" || (character === ";" && parentheses === 0);
      if (isBoundary) {
        statementStart = undefined;
        parentheses = 0;
        continue;
      }
      statementStart ??= at;
      if (opaque !== undefined) at = opaque.end - 1;
      else if (character === "(") parentheses++;
      else if (character === ")") parentheses = Math.max(0, parentheses - 1);
    }
    this.#read = resume ?? { at, nComments: comments.length, statementStart, parentheses };
    return statementStart ?? offset;
  }
}

interface ReadState {
  /** The first character that is not read yet. */
  readonly at: Offset;
  readonly nComments: number;
  readonly statementStart: Offset | undefined;
  readonly parentheses: number;
}

/** A comment further above than this is not directly above. */
const maxGap = 4096;

/** White space, and the backslash that splices lines. */
const blanks = " \t\r\n\f\v\\";

/** 1 for the characters that are looked at; all of them are ASCII. */
const special = new Uint8Array(128);
for (const character of `${blanks}/"'#;{}()`) special[character.charCodeAt(0)] = 1;

function isSpecial(code: number): boolean {
  return code < 128 && special[code] === 1;
}
