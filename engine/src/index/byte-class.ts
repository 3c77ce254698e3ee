/**
 * What a byte can begin at the top level of a C file.
 *
 * Bytes of 0x80 and above count as letters: they occur in comments and strings, and where they
 * stand in a name they must not split it.
 */

export const byteClass = {
  other: 0,
  letter: 1,
  digit: 2,
  space: 3,
  newline: 4,
  quote: 5,
  slash: 6,
  hash: 7,
  openParen: 8,
  closeParen: 9,
  openBrace: 10,
  closeBrace: 11,
  semicolon: 12,
  assign: 13,
  backslash: 14,
} as const;

/** The class of each byte. */
export const classOfByte: Uint8Array = buildClasses();

/** The first offset at or after `at` whose byte is neither letter nor digit. */
export function endOfWord(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length) {
    const kind = classOfByte[bytes[end] as number] as number;
    if (kind !== byteClass.letter && kind !== byteClass.digit) break;
    end++;
  }
  return end;
}

/** True when the bytes from `start` to `end` spell `word` (ASCII). */
export function spells(bytes: Uint8Array, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at++) {
    if (bytes[start + at] !== word.charCodeAt(at)) return false;
  }
  return true;
}

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  const assign = (characters: string, kind: number): void => {
    for (let at = 0; at < characters.length; at++) classes[characters.charCodeAt(at)] = kind;
  };
  assign("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$", byteClass.letter);
  classes.fill(byteClass.letter, 0x80);
  assign("0123456789", byteClass.digit);
  assign(" \t\r\f\v", byteClass.space);
  assign("\n", byteClass.newline);
  assign("\"'", byteClass.quote);
  assign("/", byteClass.slash);
  assign("#", byteClass.hash);
  assign("(", byteClass.openParen);
  assign(")", byteClass.closeParen);
  assign("{", byteClass.openBrace);
  assign("}", byteClass.closeBrace);
  assign(";", byteClass.semicolon);
  assign("=", byteClass.assign);
  assign("\\", byteClass.backslash);
  return classes;
}
