/**
 * Splits C text into tokens and preprocessor lines; comments and white space fall between them.
 *
 * Never fails: what is not C becomes a token of kind "other", and an unterminated comment, string
 * or directive ends with the text.
 */
import type { Span } from "#engine/base";
import type { Token, TokenKind } from "./token.ts";

export interface Directive extends Span {
  /** Such as "ifdef"; empty for a null directive. */
  readonly name: string;
  /** The rest of the line, without comments, trimmed. */
  readonly condition: string;
  /** How many tokens come before the line. */
  readonly tokenIndex: number;
}

export interface LexedText {
  readonly tokens: Token[];
  readonly directives: readonly Directive[];
  /** The deepest nesting of brackets. */
  readonly depth: number;
}

const newline = 10;
const punctuators = [
  ["<<=", ">>=", "..."],
  [
    "->",
    "++",
    "--",
    "<<",
    ">>",
    "<=",
    ">=",
    "==",
    "!=",
    "&&",
    "||",
    "+=",
    "-=",
    "*=",
    "/=",
    "%=",
    "&=",
    "|=",
    "^=",
    "##",
  ],
] as const;
const longPunctuators = new Set<string>(punctuators[0]);
const twoCharacterPunctuators = new Set<string>(punctuators[1]);

/** @param directivesAllowed false for a macro's replacement text, where `#` is an operator */
export function lex(text: string, directivesAllowed: boolean): LexedText {
  const tokens: Token[] = [];
  const directives: Directive[] = [];
  let depth = 0;
  let deepest = 0;
  let atLineStart = true;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) {
      if (code === newline) atLineStart = true;
      at++;
      continue;
    }
    const splice = spliceLength(text, at);
    if (splice > 0) {
      at += splice;
      continue;
    }
    if (code === 47 /* / */) {
      const next = commentEnd(text, at);
      if (next > at) {
        at = next;
        continue;
      }
    }
    if (code === 35 /* # */ && atLineStart && directivesAllowed) {
      const end = lineEnd(text, at);
      directives.push(readDirective(text, at, end, tokens.length));
      at = end;
      continue;
    }
    atLineStart = false;
    const token = readToken(text, at, code);
    if (token.text === "(" || token.text === "{" || token.text === "[") {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (token.text === ")" || token.text === "}" || token.text === "]") {
      depth--;
    }
    tokens.push(token);
    at = token.end;
  }
  return { tokens, directives, depth: deepest };
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xfeff || code === 0xa0;
}

function isWordStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    code === 36 ||
    (code >= 0x80 && code !== 0xfeff && code !== 0xa0)
  );
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function spliceLength(text: string, at: number): number {
  if (text.charCodeAt(at) !== 92) return 0;
  const next = text.charCodeAt(at + 1);
  if (next === newline) return 2;
  if (next === 13) return text.charCodeAt(at + 2) === newline ? 3 : 2;
  return 0;
}

/** Behind the comment that starts at `at`, or `at` when none does. */
function commentEnd(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === 42 /* * */) {
    const close = text.indexOf("*/", at + 2);
    return close < 0 ? text.length : close + 2;
  }
  if (next === 47 /* / */) return lineEnd(text, at);
  return at;
}

/** The line break that ends the line, splices joined and comments skipped. */
function lineEnd(text: string, from: number): number {
  const isLineComment = text.startsWith("//", from);
  let at = from;
  while (at < text.length) {
    const splice = spliceLength(text, at);
    if (splice > 0) {
      at += splice;
      continue;
    }
    const code = text.charCodeAt(at);
    if (code === newline) return at;
    if (!isLineComment && code === 47 && text.charCodeAt(at + 1) === 42) {
      const close = text.indexOf("*/", at + 2);
      if (close < 0) return text.length;
      at = close + 2;
      continue;
    }
    at++;
  }
  return at;
}

function readDirective(text: string, start: number, end: number, tokenIndex: number): Directive {
  const line = text
    .slice(start + 1, end)
    .replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/.*|\\\r?\n/g, " ")
    .trim();
  const name = /^[a-z_]*/.exec(line)?.[0] ?? "";
  return { start, end, name, condition: line.slice(name.length).trim(), tokenIndex };
}

function readToken(text: string, start: number, code: number): Token {
  if (code === 34 || code === 39) return readQuoted(text, start, start, code);
  if (isWordStart(code)) {
    let end = start + 1;
    let isPlain = code < 0x80;
    for (; end < text.length; end++) {
      const next = text.charCodeAt(end);
      if (!isWordStart(next) && !isDigit(next)) break;
      if (next >= 0x80) isPlain = false;
    }
    const quote = text.charCodeAt(end);
    const word = text.slice(start, end);
    if ((quote === 34 || quote === 39) && /^(?:L|u8|u|U)$/.test(word)) {
      return readQuoted(text, start, end, quote);
    }
    return token("word", word, start, end, isPlain ? word : word.replace(/[^\w$]/g, "_"));
  }
  if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) {
    return readNumber(text, start);
  }
  const three = text.slice(start, start + 3);
  if (longPunctuators.has(three)) return token("punctuator", three, start, start + 3, three);
  const two = three.slice(0, 2);
  if (twoCharacterPunctuators.has(two)) return token("punctuator", two, start, start + 2, two);
  const one = three.slice(0, 1);
  if ("(){}[];,.:?=+-*/%&|^~!<>#".includes(one)) {
    return token("punctuator", one, start, start + 1, one);
  }
  return token("other", one, start, start + 1, "@");
}

function readNumber(text: string, start: number): Token {
  let end = start + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (isDigit(code) || (isWordStart(code) && code < 0x80)) {
      const isExponent = (code | 32) === 101 || (code | 32) === 112;
      const sign = text.charCodeAt(end + 1);
      const isHex = text.charCodeAt(start + 1) === 120 || text.charCodeAt(start + 1) === 88;
      if (isExponent && (!isHex || (code | 32) === 112) && (sign === 43 || sign === 45)) end++;
      continue;
    }
    if (code === 46 && !text.startsWith("...", end)) continue;
    break;
  }
  // The digits do not matter to the syntax, and odd ones are beyond the grammar.
  return token("number", text.slice(start, end), start, end, "1".repeat(end - start));
}

/** A string or character; its content is written as fill, so that no escape can trip the grammar. */
function readQuoted(text: string, start: number, open: number, quote: number): Token {
  let at = open + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at += Math.max(1, spliceLength(text, at) - 1);
    else if (code === quote || code === newline) break;
  }
  const isClosed = at < text.length && text.charCodeAt(at) === quote;
  const end = Math.min(text.length, isClosed ? at + 1 : at);
  const kind: TokenKind = quote === 34 ? "string" : "char";
  if (!isClosed) return token("other", text.slice(start, end), start, end, "@".repeat(end - start));
  const mark = quote === 34 ? '"' : "'";
  return token(kind, text.slice(start, end), start, end, mark + "_".repeat(end - start - 2) + mark);
}

function token(kind: TokenKind, text: string, start: number, end: number, out: string): Token {
  return { kind, text, start, end, out };
}
