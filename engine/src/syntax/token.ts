/**
 * Tokens of C text, as the dialect layer rewrites them.
 *
 * A token keeps its place in the given text for ever; only what is written at that place for the
 * grammar (`out`) changes. `out` may be shorter than the place, and one unit longer when a blank
 * follows, so the rewritten text always has the length of the given one.
 */
import type { Span } from "#engine/base";

export type TokenKind = "word" | "number" | "string" | "char" | "punctuator" | "other";

export interface Token extends Span {
  kind: TokenKind;
  start: number;
  end: number;
  text: string;
  out: string;
}

/** Words that never name a variable, a function or a type of the program. */
const keywords = new Set(
  (
    "auto break case char const continue default do double else enum extern float for goto if " +
    "inline int long register restrict return short signed sizeof static struct switch typedef " +
    "union unsigned void volatile while _Bool bool __inline __inline__ __extension__ " +
    "_Generic _Static_assert typeof __typeof__ __typeof typeof_unqual asm __asm__ __asm"
  ).split(" "),
);

const typeKeywords = new Set(
  (
    "char const double enum float int long short signed struct union unsigned void volatile " +
    "_Bool bool __int128 __signed__ __const __volatile__"
  ).split(" "),
);

export function isKeyword(text: string): boolean {
  return keywords.has(text);
}

/** Words that can only belong to a type: basic types, qualifiers, and `struct` and its kin. */
export function isTypeKeyword(text: string): boolean {
  return typeKeywords.has(text);
}

/** Names that by convention of the kernel and of C are types. */
export function looksLikeTypeName(text: string): boolean {
  return (
    typeKeywords.has(text) ||
    /^(?:__)?[us](?:8|16|32|64|128)$|^__[bl]e(?:16|32|64)$|_t$|^u?int(?:8|16|32|64)?$|^u(?:long|short|char)$|^unchar$|^_*type$|^__(?:wsum|sum16|auto_type)$/.test(
      text,
    )
  );
}

/** True for a word that is free to name something: no keyword of C. */
export function isName(token: Token | undefined): token is Token & { kind: "word" } {
  return (
    token !== undefined &&
    token.kind === "word" &&
    !keywords.has(token.text) &&
    !typeKeywords.has(token.text)
  );
}

/** True for a punctuator or keyword of this spelling. */
export function is(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.text === text && token.kind !== "string";
}
