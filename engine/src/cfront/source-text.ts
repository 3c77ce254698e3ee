/**
 * A file as the preprocessor goes through it: its directives, the text between them, and in that
 * text the few things by which declarations are told apart. Found once a file, for all units.
 */
import { lex, type RawToken } from "./lexer.ts";

export interface Directive {
  /** "define", "ifdef", "include" …; empty for a lone #. */
  readonly name: string;
  /** Of the #. */
  readonly start: number;
  /** Behind the directive's name. */
  readonly content: number;
  /** Behind the last character of the line, splices included. */
  readonly end: number;
}

/** What `events` hold: a code and an offset. */
export const eventCodes = {
  open: 0,
  close: 1,
  openParenthesis: 2,
  closeParenthesis: 3,
  semicolon: 4,
  equals: 5,
  comma: 6,
  /** Another punctuator, number or literal. */
  other: 7,
  identifier: 8,
} as const;

export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly directives: readonly Directive[];
  /** Offsets of the events, ascending, and their codes. */
  readonly offsets: Int32Array;
  readonly codes: Uint8Array;
  /** Names of identifiers, by event; empty for others. */
  readonly names: readonly string[];
  /** Per directive the index of the first event behind it; one more at the front, 0. */
  readonly firstEvents: Int32Array;
  /** The macro that guards the whole file against a second inclusion, if one does. */
  readonly guard: string | undefined;
  readonly isOnce: boolean;
  readonly macros: Map<number, unknown>;
}

const scan =
  /\/\*|\/\/|(?:u8|[LuU])?"|[LuU]?'|[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*|\.?[0-9](?:[eEpP][+-]|[\w.])*|\\\r?\n|[{}();=,]|[^\s\w]|\n/g;

export function readSource(path: string, text: string): SourceText {
  const directives: Directive[] = [];
  const firstEvents: number[] = [0];
  const offsets: number[] = [];
  const codes: number[] = [];
  const names: string[] = [];
  let isLineStart = true;
  let isOnce = false;
  scan.lastIndex = 0;
  const push = (code: number, offset: number, name: string) => {
    offsets.push(offset);
    codes.push(code);
    names.push(name);
  };
  for (let match = scan.exec(text); match !== null; match = scan.exec(text)) {
    const [found] = match;
    const offset = match.index;
    const first = found.charCodeAt(0);
    if (first === 10) {
      isLineStart = true;
      continue;
    }
    if (found === "/*") {
      const end = text.indexOf("*/", offset + 2);
      scan.lastIndex = end < 0 ? text.length : end + 2;
      continue;
    }
    if (found === "//") {
      scan.lastIndex = lineEnd(text, offset);
      continue;
    }
    if (first === 92 && found.length > 1) continue; // A line splice.
    if (first === 35 && isLineStart) {
      const end = directiveEnd(text, offset);
      const head = /#(?:[ \t]|\/\*[^]*?\*\/)*([A-Za-z_]*)/y;
      head.lastIndex = offset;
      const name = head.exec(text)?.[1] ?? "";
      directives.push({ name, start: offset, content: head.lastIndex, end });
      firstEvents.push(offsets.length);
      if (name === "pragma" && /^\s*once\b/.test(text.slice(head.lastIndex, end))) isOnce = true;
      scan.lastIndex = end;
      continue;
    }
    isLineStart = false;
    const last = found.charCodeAt(found.length - 1);
    if (last === 34 || last === 39) {
      scan.lastIndex = literalEnd(text, offset + found.length, last);
      push(eventCodes.other, offset, "");
    } else if (isNameStart(first)) push(eventCodes.identifier, offset, found);
    else push(punctuationCode(first), offset, "");
  }
  return {
    path,
    text,
    directives,
    offsets: Int32Array.from(offsets),
    codes: Uint8Array.from(codes),
    names,
    firstEvents: Int32Array.from(firstEvents),
    guard: guardOf(text, directives, firstEvents, offsets.length),
    isOnce,
    macros: new Map(),
  };
}

function isNameStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    code === 36 ||
    code >= 128
  );
}

function punctuationCode(code: number): number {
  switch (code) {
    case 123:
      return eventCodes.open;
    case 125:
      return eventCodes.close;
    case 40:
      return eventCodes.openParenthesis;
    case 41:
      return eventCodes.closeParenthesis;
    case 59:
      return eventCodes.semicolon;
    case 61:
      return eventCodes.equals;
    case 44:
      return eventCodes.comma;
    default:
      return eventCodes.other;
  }
}

/** Behind the last character of the line, where a splice goes on. */
function lineEnd(text: string, from: number): number {
  for (let at = from; ; ) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    const before = text[end - 1] === "\r" ? end - 2 : end - 1;
    if (text[before] !== "\\") return end;
    at = end + 1;
  }
}

/** Behind the last character of a directive; a comment that begins in it may span lines. */
function directiveEnd(text: string, from: number): number {
  let end = lineEnd(text, from);
  for (let at = text.indexOf("/*", from); at >= 0 && at < end; at = text.indexOf("/*", at)) {
    const quotes = text.slice(from, at).split('"').length - 1;
    const lineComment = text.indexOf("//", from);
    if (quotes % 2 === 1 || (lineComment >= 0 && lineComment < at)) {
      at += 2;
      continue;
    }
    const close = text.indexOf("*/", at + 2);
    if (close < 0) return text.length;
    if (close + 2 > end) end = lineEnd(text, close + 2);
    at = close + 2;
  }
  return end;
}

function literalEnd(text: string, from: number, quote: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === quote) return at + 1;
    else if (code === 10) return at;
  }
  return text.length;
}

/** `#ifndef G` first, its `#endif` last, and nothing outside of them. */
function guardOf(
  text: string,
  directives: readonly Directive[],
  firstEvents: readonly number[],
  nEvents: number,
): string | undefined {
  const [first] = directives;
  if (first === undefined || (firstEvents[1] ?? 0) > 0) return undefined;
  const line = text.slice(first.content, first.end);
  const name =
    first.name === "ifndef"
      ? /^\s*([A-Za-z_]\w*)/.exec(line)?.[1]
      : first.name === "if"
        ? /^\s*!\s*defined\s*\(?\s*([A-Za-z_]\w*)\s*\)?\s*$/.exec(line)?.[1]
        : undefined;
  if (name === undefined) return undefined;
  let depth = 0;
  for (const [index, directive] of directives.entries()) {
    if (/^if/.test(directive.name)) depth++;
    else if (directive.name === "endif") depth--;
    else if (depth === 1 && /^el/.test(directive.name)) return undefined;
    const isLast = index === directives.length - 1;
    if (depth === 0) return isLast && firstEvents[index + 1] === nEvents ? name : undefined;
  }
  return undefined;
}

/** Texts and what was found in them, shared by the units of a tree. */
export class SourceCache {
  readonly #read: (path: string) => string | undefined;
  readonly #sources = new Map<string, SourceText | undefined>();

  constructor(read: (path: string) => string | undefined) {
    this.#read = read;
  }

  find(path: string): SourceText | undefined {
    if (this.#sources.has(path)) return this.#sources.get(path);
    const text = this.#read(path);
    const source = text === undefined ? undefined : readSource(path, text);
    this.#sources.set(path, source);
    return source;
  }
}

/** The tokens of a directive's content. */
export function lexDirective(
  source: SourceText,
  directive: Directive,
  fileId: number,
  sequence: number,
): RawToken[] {
  return lex(source.text, directive.content, directive.end, fileId, sequence);
}
