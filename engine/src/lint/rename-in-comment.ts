/**
 * Renames a function in a comment, and moves words to the next line where one would get wider than
 * 80 columns, as whoever writes a patch does by hand.
 */
import type { Span, TextEdit } from "#engine/base";
import { findWord, lineStartBefore, visualColumn } from "./c-text.ts";

const maxColumns = 80;

/** The edits for one block of comments; small ones where no line gets too wide. */
export function renameInComment(text: string, comment: Span, from: string, to: string): TextEdit[] {
  const mentions = findWord(text, comment, from);
  const edits: TextEdit[] = [];
  const lines = linesOf(text, comment);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const own = mentions.filter(({ start }) => start >= line.start && start < line.end);
    if (own.length === 0) continue;
    const wrapped = wrap(text, lines.slice(index), from, to);
    if (wrapped === undefined) {
      edits.push(...own.map((span) => ({ ...span, newText: to })));
    } else {
      edits.push(wrapped.edit);
      index += wrapped.nLines - 1;
    }
  }
  return edits;
}

/** A line of a comment, without its line break. */
type Line = Span;

interface Wrapped {
  readonly edit: TextEdit;
  readonly nLines: number;
}

/** Undefined when the first line stays narrow enough, or is not plain words behind a star. */
function wrap(text: string, lines: readonly Line[], from: string, to: string): Wrapped | undefined {
  const [first] = lines;
  const opening = first === undefined ? undefined : readLine(text, first);
  if (first === undefined || opening === undefined) return undefined;
  const { prefix } = opening;
  const renamed = (line: string) => replaceWord(line, from, to);
  const room = maxColumns - visualColumn(prefix, prefix.length);
  if (text.slice(first.start, first.end).length - prefix.length > room) return undefined;
  if (renamed(opening.words).length <= room) return undefined;

  const result: string[] = [];
  let carried = "";
  let nLines = 0;
  let last = first;
  for (const line of lines) {
    const read = readLine(text, line);
    if (read?.prefix !== prefix || (nLines > 0 && carried === "")) break;
    const [fitting, rest] = splitAt(`${carried} ${renamed(read.words)}`.trim(), room);
    result.push(prefix + fitting);
    carried = rest;
    last = line;
    nLines++;
  }
  while (carried !== "") {
    const [fitting, rest] = splitAt(carried, room);
    result.push(prefix + fitting);
    carried = rest;
  }
  const newline = text[first.end] === "\r" ? "\r\n" : "\n";
  return { edit: { start: first.start, end: last.end, newText: result.join(newline) }, nLines };
}

/** A line of words, one blank apart, behind a star; not one that closes the comment. */
function readLine(text: string, line: Line): { prefix: string; words: string } | undefined {
  const match = /^([ \t]*\*[ \t]+)(\S+(?: \S+)*)$/.exec(text.slice(line.start, line.end));
  const [, prefix = "", words = ""] = match ?? [];
  return match === null || words.includes("*/") ? undefined : { prefix, words };
}

/** What fits into a number of columns, at least one word, and what does not. */
function splitAt(words: string, room: number): readonly [string, string] {
  if (words.length <= room) return [words, ""];
  const before = words.lastIndexOf(" ", room);
  const blank = before > 0 ? before : words.indexOf(" ");
  return blank < 0 ? [words, ""] : [words.slice(0, blank), words.slice(blank + 1)];
}

function replaceWord(line: string, from: string, to: string): string {
  const spans = findWord(line, { start: 0, end: line.length }, from);
  return spans.reduceRight(
    (result, { start, end }) => result.slice(0, start) + to + result.slice(end),
    line,
  );
}

function linesOf(text: string, comment: Span): Line[] {
  const lines: Line[] = [];
  for (let at = lineStartBefore(text, comment.start); at < comment.end; ) {
    const newline = text.indexOf("\n", at);
    const behind = newline < 0 ? text.length : newline + 1;
    const content = text.slice(at, behind).replace(/\r?\n$/, "");
    lines.push({ start: at, end: at + content.length });
    at = behind;
  }
  return lines;
}
