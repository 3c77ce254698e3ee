/**
 * A file as the preprocessor goes through it: its directives, the text between them, and in that
 * text the few things by which declarations are told apart. Found once a file, for all units.
 */
import { type RawToken, spliceLength } from "./lexer.ts";
import type { MacroSource } from "./macro-table.ts";

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

/** What an event of a text is. */
export const eventCodes = {
  open: 0,
  close: 1,
  openParenthesis: 2,
  closeParenthesis: 3,
  semicolon: 4,
  equals: 5,
  comma: 6,
  star: 7,
  bracket: 8,
  colon: 9,
  /** Another punctuator, number or literal. */
  other: 10,
  identifier: 11,
  /** `struct` and `union`, which the scanner meets often. */
  record: 12,
  enumeration: 13,
  /** Of what is not known, behind the last event of a stretch. */
  unknown: 14,
} as const;

/** A sequence of events, as the scanner of declarations reads it. */
export interface EventStream {
  readonly codes: ArrayLike<number>;
  /** Of an opening brace: the event of its closing one in the same stretch, or 0. */
  readonly partners: ArrayLike<number>;
  /** The name of an identifier event. */
  readonly nameOf: (event: number) => string;
}

/** The header that an #include names. */
export interface Header {
  readonly name: string;
  readonly isQuoted: boolean;
}

/** The names that a piece of this file declares, as long as the macros mean what they meant. */
export interface KnownNames {
  readonly to: number;
  readonly names: readonly string[];
  /** Names that were looked up, and what they were. */
  readonly meanings: ReadonlyMap<string, unknown>;
}

export interface SourceText extends EventStream {
  readonly path: string;
  readonly text: string;
  readonly directives: readonly Directive[];
  readonly offsets: Int32Array;
  readonly codes: Uint8Array;
  readonly partners: Int32Array;
  /** Per directive the index of the first event behind it; one more at the front, 0. */
  readonly firstEvents: readonly number[];
  /** The macro that guards the whole file against a second inclusion, if one does. */
  readonly guard: string | undefined;
  readonly isOnce: boolean;
  /** What was read of directives so far, by their index. */
  readonly definitions: (MacroSource | undefined)[];
  /** The name that #ifdef, #ifndef and #undef are about. */
  readonly symbols: (string | undefined)[];
  readonly headers: (Header | undefined)[];
  readonly conditions: (readonly RawToken[] | undefined)[];
  /** By offset of the piece. */
  readonly knownNames: Map<number, KnownNames>;
}

const newline = 10;
const carriageReturn = 13;
const quote = 34;
const apostrophe = 39;
const star = 42;
const slash = 47;
const backslash = 92;

/** Kinds of characters: what a token that begins with one is. */
const isNameCharacter = new Uint8Array(128);
const isSpace = new Uint8Array(128);
const punctuation = new Uint8Array(128).fill(eventCodes.other);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$") {
  isNameCharacter[character.charCodeAt(0)] = 1;
}
for (const code of [9, 11, 12, carriageReturn, 32]) isSpace[code] = 1;
for (const [character, code] of [
  ["{", eventCodes.open],
  ["}", eventCodes.close],
  ["(", eventCodes.openParenthesis],
  [")", eventCodes.closeParenthesis],
  [";", eventCodes.semicolon],
  ["=", eventCodes.equals],
  [",", eventCodes.comma],
  ["*", eventCodes.star],
  ["[", eventCodes.bracket],
  [":", eventCodes.colon],
] as const) {
  punctuation[character.charCodeAt(0)] = code;
}

/** Events of the text that is being read; kept between texts, for most need few. */
let offsetBuffer = new Int32Array(1 << 14);
let partnerBuffer = new Int32Array(1 << 14);
let codeBuffer = new Uint8Array(1 << 14);

function grow(): void {
  const offsets = new Int32Array(offsetBuffer.length * 2);
  offsets.set(offsetBuffer);
  offsetBuffer = offsets;
  const partners = new Int32Array(offsets.length);
  partners.set(partnerBuffer);
  partnerBuffer = partners;
  const codes = new Uint8Array(offsets.length);
  codes.set(codeBuffer);
  codeBuffer = codes;
}

function readSource(path: string, text: string): SourceText {
  const directives: Directive[] = [];
  const firstEvents: number[] = [0];
  const braces: number[] = [];
  const { length } = text;
  let nEvents = 0;
  let isLineStart = true;
  let isOnce = false;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === newline) {
      isLineStart = true;
      at++;
      continue;
    }
    if (code < 128 && isSpace[code] === 1) {
      at++;
      continue;
    }
    if (code === slash) {
      const next = text.charCodeAt(at + 1);
      if (next === star) {
        at = commentEnd(text, at);
        continue;
      }
      if (next === slash) {
        at = lineEnd(text, at);
        continue;
      }
    }
    if (code === backslash && spliceLength(text, at) > 0) {
      at += spliceLength(text, at);
      continue;
    }
    if (isLineStart && (code === 35 || (code === 37 && text.charCodeAt(at + 1) === 58))) {
      const end = directiveEnd(text, at);
      directiveHead.lastIndex = at;
      const name = directiveHead.exec(text)?.[1] ?? "";
      const content = Math.max(directiveHead.lastIndex, at + 1);
      directives.push({ name, start: at, content, end });
      firstEvents.push(nEvents);
      braces.length = 0;
      if (name === "pragma" && /^\s*once\b/.test(text.slice(content, end))) isOnce = true;
      at = end;
      continue;
    }
    isLineStart = false;
    if (nEvents === offsetBuffer.length) grow();
    offsetBuffer[nEvents] = at;
    partnerBuffer[nEvents] = 0;
    let event: number = eventCodes.other;
    if (code >= 128 || isNameCharacter[code] === 1) {
      const isNumber = code >= 48 && code <= 57;
      const end = isNumber ? numberEnd(text, at + 1) : nameEnd(text, at + 1);
      const behind = text.charCodeAt(end);
      if (!isNumber && (behind === quote || behind === apostrophe) && end - at <= 2) {
        at = literalEnd(text, end + 1, behind);
      } else {
        if (!isNumber) event = wordEvent(text, at, end);
        at = end;
      }
    } else if (code === quote || code === apostrophe) {
      at = literalEnd(text, at + 1, code);
    } else {
      event = punctuation[code] as number;
      if (event === eventCodes.open) {
        braces.push(nEvents);
      } else if (event === eventCodes.close) {
        const opening = braces.pop();
        if (opening !== undefined) partnerBuffer[opening] = nEvents;
      } else if (event === eventCodes.other && code < 63) {
        event = digraphEvent(text, at);
        if (event !== eventCodes.other) at++;
      }
      at++;
    }
    codeBuffer[nEvents++] = event;
  }
  const offsets = offsetBuffer.slice(0, nEvents);
  const names: (string | undefined)[] = new Array(nEvents);
  return {
    path,
    text,
    directives,
    offsets,
    codes: codeBuffer.slice(0, nEvents),
    partners: partnerBuffer.slice(0, nEvents),
    nameOf: (event) => {
      let name = names[event];
      if (name === undefined) {
        const start = offsets[event] as number;
        name = text.slice(start, nameEnd(text, start + 1));
        if (name.includes("\\")) name = name.replace(/\\\r?\n/g, "");
        names[event] = name;
      }
      return name;
    },
    firstEvents,
    guard: guardOf(text, directives, firstEvents, nEvents),
    isOnce,
    definitions: [],
    symbols: [],
    headers: [],
    conditions: [],
    knownNames: new Map(),
  };
}

const directiveHead = /(?:#|%:)(?:[ \t\v\f]|\\\r?\n|\/\*[\s\S]*?\*\/)*([A-Za-z_]*)/y;

function wordEvent(text: string, from: number, to: number): number {
  switch (to - from) {
    case 4:
      return text.startsWith("enum", from) ? eventCodes.enumeration : eventCodes.identifier;
    case 5:
      return text.startsWith("union", from) ? eventCodes.record : eventCodes.identifier;
    case 6:
      return text.startsWith("struct", from) ? eventCodes.record : eventCodes.identifier;
    default:
      return eventCodes.identifier;
  }
}

/** `<%` and its kin, which stand for brackets and braces. */
function digraphEvent(text: string, at: number): number {
  switch (text.slice(at, at + 2)) {
    case "<%":
      return eventCodes.open;
    case "%>":
      return eventCodes.close;
    case "<:":
      return eventCodes.bracket;
    default:
      return eventCodes.other;
  }
}

function nameEnd(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code >= 128 || isNameCharacter[code] === 1) continue;
    if (code === backslash && spliceLength(text, at) > 0) {
      at += spliceLength(text, at) - 1;
      continue;
    }
    return at;
  }
}

function numberEnd(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (isNameCharacter[code] === 1 || code === 46) continue;
    // A sign that belongs to an exponent.
    if ((code === 43 || code === 45) && /[eEpP]/.test(text[at - 1] ?? "")) continue;
    return at;
  }
}

function commentEnd(text: string, from: number): number {
  const end = text.indexOf("*/", from + 2);
  return end < 0 ? text.length : end + 2;
}

/** Behind the last character of the line, where a splice goes on. */
function lineEnd(text: string, from: number): number {
  for (let at = from; ; ) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    const before = text.charCodeAt(end - 1) === carriageReturn ? end - 2 : end - 1;
    if (text.charCodeAt(before) !== backslash) return end;
    at = end + 1;
  }
}

/** Behind the last character of a directive; a comment that begins in it may span lines. */
function directiveEnd(text: string, from: number): number {
  const { length } = text;
  let at = from;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === newline) return at;
    if (code === backslash) {
      at += spliceLength(text, at) || 1;
    } else if (code === slash && text.charCodeAt(at + 1) === star) {
      at = commentEnd(text, at);
    } else if (code === slash && text.charCodeAt(at + 1) === slash) {
      return lineEnd(text, at);
    } else if (code === quote || code === apostrophe) {
      const end = literalEnd(text, at + 1, code);
      // An apostrophe in prose, as in `#error`, ends nowhere.
      at = text.charCodeAt(end - 1) === code && end - 1 > at ? end : at + 1;
    } else at++;
  }
  return length;
}

/** Behind the closing quote, or at the end of the line when there is none. */
function literalEnd(text: string, from: number, closing: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at += Math.max(spliceLength(text, at) - 1, 1);
    else if (code === closing) return at + 1;
    else if (code === newline) return at;
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
    if (directive.name.startsWith("if")) depth++;
    else if (directive.name === "endif") depth--;
    else if (depth === 1 && directive.name.startsWith("el")) return undefined;
    const isLast = index === directives.length - 1;
    if (depth === 0) return isLast && firstEvents[index + 1] === nEvents ? name : undefined;
  }
  return undefined;
}

/** Texts and what was found in them, shared by the units of a tree. */
export class SourceCache {
  readonly #read: (path: string) => string | undefined;
  readonly #sources = new Map<string, SourceText | undefined>();
  /** Texts that are not the tree's: of ours, and generated headers. */
  readonly #given = new Map<string, SourceText>();

  constructor(read: (path: string) => string | undefined) {
    this.#read = read;
  }

  find(path: string): SourceText | undefined {
    const known = this.#sources.get(path);
    if (known !== undefined || this.#sources.has(path)) return known;
    const text = this.#read(path);
    const source = text === undefined ? undefined : readSource(path, text);
    this.#sources.set(path, source);
    return source;
  }

  /** The file changed: it is read anew when it is wanted next. */
  forget(path: string): void {
    this.#sources.delete(path);
  }

  /** The text behind a path, however it was come by; empty when there is none. */
  textOf(path: string): string {
    return (this.#given.get(path) ?? this.#sources.get(path))?.text ?? "";
  }

  /** A text that the unit itself gives for a path. */
  given(path: string, text: string): SourceText {
    const known = this.#given.get(path);
    if (known?.text === text) return known;
    const source = readSource(path, text);
    this.#given.set(path, source);
    return source;
  }
}
