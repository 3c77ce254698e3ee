/** What string literals say, for the places where the syntax wants their text: assembly and messages. */
import type { TokenReader } from "./token-reader.ts";

const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const escapes = /\\(?:x([0-9a-fA-F]+)|([0-7]{1,3})|([\s\S]))/g;

/** The text of a literal as spelled; each byte of an escape becomes a character of that code. */
function literalText(spelled: string): string {
  const inner = spelled.slice(spelled.indexOf('"') + 1, -1);
  if (!inner.includes("\\")) return inner;
  return inner.replace(escapes, (_, hex?: string, octal?: string, letter?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex.slice(-2), 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return simpleEscapes[letter as string] ?? (letter as string);
  });
}

/** Moves over one or more adjacent string literals and returns their joined text. */
export function readLiteralText(p: TokenReader, expected: string): string {
  if (p.token.kind !== "string") p.fail(expected);
  let joined = "";
  while (p.token.kind === "string") joined += literalText(p.advance().text);
  return joined;
}
