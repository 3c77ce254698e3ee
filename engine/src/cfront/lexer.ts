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
}

const pattern =
  /([ \t\v\f\r\n]|\\\r?\n)+|\/\*[\s\S]*?(?:\*\/|$)|\/\/(?:[^\n\\]|\\[\s\S])*|((?:u8|[LuU])?"(?:[^"\\\n]|\\[\s\S])*"?)|([LuU]?'(?:[^'\\\n]|\\[\s\S])*'?)|([A-Za-z_$\u0080-\uffff](?:[\w$\u0080-\uffff]|\\\r?\n)*)|(\.?[0-9](?:[eEpP][+-]|[\w.]|\\\r?\n)*)|(%:%:|\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[*/%+\-&^|]=|##|<:|:>|<%|%>|%:|[\s\S])/gy;

const digraphs: Readonly<Record<string, string>> = {
  "<:": "[",
  ":>": "]",
  "<%": "{",
  "%>": "}",
  "%:": "#",
  "%:%:": "##",
};

/** The tokens of `text` from one offset to another. */
export function lex(
  text: string,
  from: number,
  to: number,
  fileId: number,
  sequence: number,
): RawToken[] {
  const tokens: RawToken[] = [];
  let isSpaced = false;
  const whole = to < text.length ? text.slice(0, to) : text;
  pattern.lastIndex = from;
  while (pattern.lastIndex < to) {
    const offset = pattern.lastIndex;
    const match = pattern.exec(whole);
    if (match === null) break;
    const [spelled, , string, character, identifier, number, punctuator] = match;
    let kind: RawToken["kind"];
    if (identifier !== undefined) kind = "identifier";
    else if (punctuator !== undefined) kind = "punctuator";
    else if (number !== undefined) kind = "number";
    else if (string !== undefined) kind = "string";
    else if (character !== undefined) kind = "character";
    else {
      isSpaced = true;
      continue;
    }
    const joined = spelled.includes("\\") ? spelled.replace(/\\\r?\n/g, "") : spelled;
    tokens.push({
      kind,
      text: kind === "punctuator" ? (digraphs[joined] ?? joined) : joined,
      fileId,
      offset,
      isSpaced,
      expansion: 0,
      sequence,
      isPainted: false,
    });
    isSpaced = false;
  }
  return tokens;
}
