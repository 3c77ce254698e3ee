/**
 * Text to preprocessing tokens (C11 6.4), with line splices and comments taken out.
 *
 * A token keeps where it is spelled. Splices inside of a token are rare, and cost a second look.
 */
import type { TokenKind } from "./token.ts";

/** A token of the preprocessor; made into a `Token` once all macros are expanded. */
export interface RawToken {
  readonly kind: Exclude<TokenKind, "end">;
  readonly text: string;
  readonly fileId: number;
  readonly offset: number;
  /** Whether white space stands before it. */
  readonly isSpaced: boolean;
  /** The macro expansion that put it here; 0 for none. */
  readonly expansion: number;
  /** The macros that are defined where it stands, as a number in the order of definitions. */
  readonly sequence: number;
  /** A name that stands inside of its own expansion, and is not expanded again. */
  readonly isPainted: boolean;
  /** Of a digraph, what # makes of it. */
  readonly spelled?: string;
}

const digraphs: Readonly<Record<string, string>> = {
  "<:": "[",
  ":>": "]",
  "<%": "{",
  "%>": "}",
  "%:": "#",
  "%:%:": "##",
};

/** Punctuators of more than one character, the longest first. */
const punctuators =
  "%:%: ... <<= >>= -> ++ -- << >> <= >= == != && || *= /= %= += -= &= ^= |= ## <: :> <% %> %:".split(
    " ",
  );
/** By first character: the longer punctuators that may begin with it. */
const longer: (readonly string[])[] = Array.from({ length: 128 }, (_, code) =>
  punctuators.filter((punctuator) => punctuator.charCodeAt(0) === code),
);
const single = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

const space = 1;
const letter = 2;
const digit = 3;
const kinds = new Uint8Array(128);
for (const code of [9, 10, 11, 12, 13, 32]) kinds[code] = space;
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$") {
  kinds[character.charCodeAt(0)] = letter;
}
for (const character of "0123456789") kinds[character.charCodeAt(0)] = digit;

const newline = 10;
const quote = 34;
const apostrophe = 39;
const star = 42;
const dot = 46;
const slash = 47;
const backslash = 92;

/** The tokens of `text` from one offset to another. */
export function lex(
  text: string,
  from: number,
  to: number,
  fileId: number,
  sequence: number,
): RawToken[] {
  const tokens: RawToken[] = [];
  const limit = Math.min(to, text.length);
  let isSpaced = false;
  let at = from;
  while (at < limit) {
    const code = text.charCodeAt(at);
    const kindOfCharacter = code < 128 ? kinds[code] : letter;
    if (kindOfCharacter === space) {
      isSpaced = true;
      at++;
      continue;
    }
    const next = at + 1 < limit ? text.charCodeAt(at + 1) : 0;
    if (code === slash && (next === star || next === slash)) {
      at = next === star ? blockEnd(text, at, limit) : lineEnd(text, at, limit);
      isSpaced = true;
      continue;
    }
    if (code === backslash && spliceLength(text, at) > 0) {
      at += spliceLength(text, at);
      continue;
    }
    const offset = at;
    let kind: RawToken["kind"];
    if (kindOfCharacter === letter) {
      at = wordEnd(text, at + 1, limit);
      kind = "identifier";
      const behind = at < limit ? text.charCodeAt(at) : 0;
      const isPrefix = (behind === quote || behind === apostrophe) && at - offset <= 2;
      if (isPrefix && /^(?:u8|[LuU])$/.test(text.slice(offset, at))) {
        kind = behind === quote ? "string" : "character";
        at = literalEnd(text, at + 1, limit, behind);
      }
    } else if (kindOfCharacter === digit || (code === dot && kinds[next] === digit)) {
      at = numberEnd(text, at + 1, limit);
      kind = "number";
    } else if (code === quote || code === apostrophe) {
      kind = code === quote ? "string" : "character";
      at = literalEnd(text, at + 1, limit, code);
    } else {
      const spelled = punctuatorAt(text, at, limit, code);
      at += spelled.length;
      const usual = digraphs[spelled];
      push(tokens, "punctuator", usual ?? spelled, fileId, offset, isSpaced, sequence);
      if (usual !== undefined) tokens.push({ ...(tokens.pop() as RawToken), spelled });
      isSpaced = false;
      continue;
    }
    const spelled = text.slice(offset, at);
    const joined = spelled.includes("\\") ? spelled.replace(/\\\r?\n/g, "") : spelled;
    push(tokens, kind, joined, fileId, offset, isSpaced, sequence);
    isSpaced = false;
  }
  return tokens;
}

function push(
  tokens: RawToken[],
  kind: RawToken["kind"],
  text: string,
  fileId: number,
  offset: number,
  isSpaced: boolean,
  sequence: number,
): void {
  tokens.push({ kind, text, fileId, offset, isSpaced, expansion: 0, sequence, isPainted: false });
}

function punctuatorAt(text: string, at: number, limit: number, code: number): string {
  for (const punctuator of longer[code] as readonly string[]) {
    if (at + punctuator.length <= limit && text.startsWith(punctuator, at)) return punctuator;
  }
  return single[code] as string;
}

/** Of a backslash, a line end and nothing between them; 0 when there is no splice. */
export function spliceLength(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === newline) return 2;
  return next === 13 && text.charCodeAt(at + 2) === newline ? 3 : 0;
}

function wordEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (kinds[code] as number) : letter;
    if (kind >= letter) at++;
    else if (code === backslash && spliceLength(text, at) > 0) at += spliceLength(text, at);
    else break;
  }
  return at;
}

function numberEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (kinds[code] as number) : letter;
    // A sign belongs to the number when it follows the letter of an exponent.
    const isSign = (code === 43 || code === 45) && "eEpP".includes(text[at - 1] as string);
    if (kind >= letter || code === dot || isSign) at++;
    else if (code === backslash && spliceLength(text, at) > 0) at += spliceLength(text, at);
    else break;
  }
  return at;
}

function literalEnd(text: string, from: number, limit: number, closing: number): number {
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at += Math.max(spliceLength(text, at) - 1, 1);
    else if (code === closing) return at + 1;
    else if (code === newline) return at;
  }
  return limit;
}

function blockEnd(text: string, from: number, limit: number): number {
  const end = text.indexOf("*/", from + 2);
  return end < 0 || end + 2 > limit ? limit : end + 2;
}

function lineEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && text.charCodeAt(at) !== newline) {
    at += text.charCodeAt(at) === backslash ? Math.max(spliceLength(text, at), 1) : 1;
  }
  return at;
}
