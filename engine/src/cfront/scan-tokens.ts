/** The names that expanded declarations might declare. */
import { DeclarationScanner } from "./declaration-scanner.ts";
import type { RawToken } from "./lexer.ts";
import { eventCodes } from "./source-text.ts";

export function scanTokens(
  tokens: readonly RawToken[],
  onName: (name: string, isCertain: boolean) => void,
): void {
  const scanner = new DeclarationScanner({
    onName,
    macroKind: () => "none",
    onMacroUse: () => {},
  });
  const codes = tokens.map(codeOf);
  const partners = new Int32Array(codes.length);
  const braces: number[] = [];
  for (const [at, code] of codes.entries()) {
    if (code === eventCodes.open) braces.push(at);
    else if (code === eventCodes.close) {
      const opening = braces.pop();
      if (opening !== undefined) partners[opening] = at;
    }
  }
  const stream = { codes, partners, nameOf: (at: number) => tokens[at]?.text ?? "" };
  for (let at = 0; at >= 0 && at < codes.length; ) at = scanner.scan(stream, at, codes.length);
}

const punctuation: Readonly<Record<string, number>> = {
  "{": eventCodes.open,
  "}": eventCodes.close,
  "(": eventCodes.openParenthesis,
  ")": eventCodes.closeParenthesis,
  ";": eventCodes.semicolon,
  "=": eventCodes.equals,
  ",": eventCodes.comma,
  "*": eventCodes.star,
  "[": eventCodes.bracket,
  ":": eventCodes.colon,
};

const words = new Map<string, number>([
  ["struct", eventCodes.record],
  ["union", eventCodes.record],
  ["enum", eventCodes.enumeration],
]);

function codeOf({ kind, text }: RawToken): number {
  if (kind === "identifier") return words.get(text) ?? eventCodes.identifier;
  return kind === "punctuator" ? (punctuation[text] ?? eventCodes.other) : eventCodes.other;
}
