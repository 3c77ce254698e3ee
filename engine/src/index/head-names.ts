/**
 * Words that stand before a parenthesis in a function's head without being its name.
 */
import { spells } from "./byte-class.ts";

/** Attributes and specifiers that take arguments. */
const withArguments: readonly string[] = [
  "__acquire",
  "__acquires",
  "__acquires_shared",
  "__alias",
  "__aligned",
  "__alignof__",
  "__alloc_size",
  "__asm",
  "__asm__",
  "__assume_aligned",
  "__attribute",
  "__attribute__",
  "__cond_acquires",
  "__cond_lock",
  "__cond_releases",
  "__copy",
  "__declspec",
  "__designated_init",
  "__diagnose_as",
  "__error",
  "__must_hold",
  "__must_not_hold",
  "__no_sanitize",
  "__nonnull",
  "__printf",
  "__realloc_size",
  "__releases",
  "__releases_shared",
  "__returns_nonnull",
  "__scanf",
  "__section",
  "__typeof",
  "__typeof__",
  "__warning",
  "__must_hold_shared",
  "_Alignas",
  "asm",
  "if",
  "for",
  "while",
  "switch",
  "return",
  "sizeof",
  "SEC",
  "typeof",
];

/** Words that are types or specifiers, never names. */
const typeWords: readonly string[] = [
  "void",
  "int",
  "char",
  "long",
  "short",
  "bool",
  "unsigned",
  "signed",
  "float",
  "double",
  "const",
  "volatile",
  "static",
  "inline",
  "extern",
  "struct",
  "union",
  "enum",
];

const attributeSet = groupByLength([...withArguments, ...typeWords]);

/** True when the word cannot be the name of a function, whatever parenthesis follows it. */
export function isNeverName(bytes: Uint8Array, start: number, end: number): boolean {
  const words = attributeSet[end - start];
  if (words === undefined) return false;
  for (const word of words) {
    if (bytes[start] === word.charCodeAt(0) && spells(bytes, start, end, word)) return true;
  }
  return false;
}

/** True when the word is written in capitals, as macros are. */
export function isCapitals(bytes: Uint8Array, start: number, end: number): boolean {
  let letters = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x61 && byte <= 0x7a) return false;
    if (byte >= 0x41 && byte <= 0x5a) letters++;
  }
  return letters > 0;
}

function groupByLength(words: readonly string[]): readonly (readonly string[] | undefined)[] {
  const groups: string[][] = [];
  for (const word of words) {
    const group = groups[word.length] ?? [];
    group.push(word);
    groups[word.length] = group;
  }
  return groups;
}
