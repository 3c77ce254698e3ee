/** Finds the comment that stands directly above a statement. */
import type { Offset, Span } from "#engine/base";
import { leadingBlank, lineEnd, lineStartBefore, opaqueAt } from "./c-text.ts";

/**
 * The block of comments whose last line is right above the line of `offset`, or right above the
 * first line of the statement around it. Comments behind code on their line do not count.
 */
export function findCommentAbove(text: string, offset: Offset): Span | undefined {
  const before = readUpTo(text, offset);
  const ownLine = lineStartBefore(text, offset);
  const statementLine = lineStartBefore(text, before.statementStart);
  return (
    blockEndingAt(text, before.comments, ownLine) ??
    blockEndingAt(text, before.comments, statementLine)
  );
}

function blockEndingAt(
  text: string,
  comments: readonly Span[],
  lineStart: Offset,
): Span | undefined {
  let block: Span | undefined;
  let from = lineStart;
  for (const comment of comments.toReversed()) {
    if (comment.start >= from) continue;
    const ownLine = lineStartBefore(text, comment.start);
    const isAlone = leadingBlank(text, ownLine).end === comment.start;
    const isAdjacent = /^[ \t]*\\?\r?\n$/.test(text.slice(comment.end, from));
    if (!isAlone || !isAdjacent) break;
    block = { start: comment.start, end: block?.end ?? comment.end };
    from = ownLine;
  }
  return block;
}

interface TextBefore {
  readonly comments: readonly Span[];
  /** The first character, blanks and comments aside, behind the last `;`, `{`, `}` or directive. */
  readonly statementStart: Offset;
}

function readUpTo(text: string, offset: Offset): TextBefore {
  const comments: Span[] = [];
  let statementStart: Offset | undefined;
  let parentheses = 0;
  for (let at = 0; at < offset; at++) {
    // Nearly all characters are neither blank nor special; this runs over whole files.
    if (!isSpecial(text.charCodeAt(at))) {
      statementStart ??= at;
      continue;
    }
    const opaque = opaqueAt(text, at);
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
      if (end > offset) continue;
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
  return { comments, statementStart: statementStart ?? offset };
}

/** White space, and the backslash that splices lines. */
const blanks = " \t\r\n\f\v\\";

/** 1 for the characters that are looked at; all of them are ASCII. */
const special = new Uint8Array(128);
for (const character of `${blanks}/"'#;{}()`) special[character.charCodeAt(0)] = 1;

function isSpecial(code: number): boolean {
  return code < 128 && special[code] === 1;
}
