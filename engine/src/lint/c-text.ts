/**
 * The little that fixes must know about C text: where comments, strings and argument lists are.
 *
 * A fix works on the text at hand, which may be half typed, so this reads characters and needs
 * no parser. All offsets are offsets of the given text.
 */
import type { Offset, Span } from "#engine/base";

const tabWidth = 8;

/** The visual column, from 0, of an offset, with tab stops every 8 columns. */
export function visualColumn(text: string, offset: Offset): number {
  let column = 0;
  for (let at = lineStartBefore(text, offset); at < offset; at++) {
    column = text[at] === "\t" ? column + tabWidth - (column % tabWidth) : column + 1;
  }
  return column;
}

/** White space that is `width` columns wide: tabs then spaces, or spaces alone. */
export function indentation(width: number, withTabs: boolean): string {
  if (!withTabs) return " ".repeat(width);
  return "\t".repeat(Math.floor(width / tabWidth)) + " ".repeat(width % tabWidth);
}

/** The spaces and tabs at the start of the line that begins at `lineStart`. */
export function leadingBlank(text: string, lineStart: Offset): Span {
  let end = lineStart;
  while (text[end] === " " || text[end] === "\t") end++;
  return { start: lineStart, end };
}

export function lineStartBefore(text: string, offset: Offset): Offset {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Every place in `span` where `word` stands as a whole identifier. */
export function findWord(text: string, span: Span, word: string): Span[] {
  const found: Span[] = [];
  for (
    let at = text.indexOf(word, span.start);
    at >= 0;
    at = text.indexOf(word, at + word.length)
  ) {
    const end = at + word.length;
    if (end > span.end) break;
    const isWhole = !isWordCharacter(text[at - 1]) && !isWordCharacter(text[end]);
    if (isWhole) found.push({ start: at, end });
  }
  return found;
}

/**
 * When a comment, string or character constant begins at `offset`: what it is, and its end.
 * One that is never closed ends with the text (a comment) or with its line (a constant).
 */
export function opaqueAt(
  text: string,
  offset: Offset,
): { readonly kind: "comment" | "constant"; readonly end: Offset } | undefined {
  const first = text[offset];
  if (first === "/" && text[offset + 1] === "*") {
    const close = text.indexOf("*/", offset + 2);
    return { kind: "comment", end: close < 0 ? text.length : close + 2 };
  }
  if (first === "/" && text[offset + 1] === "/") {
    return { kind: "comment", end: lineEnd(text, offset) };
  }
  if (first === '"' || first === "'") {
    return { kind: "constant", end: constantEnd(text, offset, first) };
  }
  return undefined;
}

/** The end of the logical line at `offset`: behind spliced lines, before the line break. */
export function lineEnd(text: string, offset: Offset): Offset {
  for (let at = text.indexOf("\n", offset); at >= 0; at = text.indexOf("\n", at + 1)) {
    const before = text[at - 1] === "\r" ? at - 1 : at;
    if (text[before - 1] !== "\\") return before;
  }
  return text.length;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9_$]/.test(character);
}

function constantEnd(text: string, offset: Offset, quote: string): Offset {
  for (let at = offset + 1; at < text.length; at++) {
    const character = text[at];
    if (character === quote) return at + 1;
    if (character === "\n") return at;
    // A spliced line continues the constant, also where lines end in "\r\n".
    if (character === "\\") at += text[at + 1] === "\r" && text[at + 2] === "\n" ? 2 : 1;
  }
  return text.length;
}
