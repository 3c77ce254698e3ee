/**
 * Every place in C text where an identifier stands before an opening parenthesis.
 *
 * The syntax tree says what a call's parts are; this says which calls there are, whatever the
 * grammar made of the text. A call that the tree misses is still followed, so that an analysis
 * never ends in "nothing found" because a construct was not understood.
 */
import type { Span } from "#engine/base";

export interface CallToken extends Span {
  readonly name: string;
}

const notCalls = new Set([
  "__alignof",
  "__alignof__",
  "__asm",
  "__asm__",
  "__attribute",
  "__attribute__",
  "__extension__",
  "__typeof",
  "__typeof__",
  "_Alignas",
  "_Alignof",
  "_Generic",
  "_Static_assert",
  "asm",
  "case",
  "char",
  "const",
  "defined",
  "do",
  "double",
  "else",
  "float",
  "for",
  "goto",
  "if",
  "inline",
  "int",
  "long",
  "return",
  "short",
  "signed",
  "sizeof",
  "static_assert",
  "switch",
  "typeof",
  "typeof_unqual",
  "unsigned",
  "void",
  "volatile",
  "while",
]);

// One alternative per token kind that matters: comments, literals and directive lines are passed
// over; the last one is an identifier with its parenthesis. Every alternative is linear.
const commentsAndLiterals =
  /\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$)|\/\/(?:[^\n\\]|\\[^])*|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?/
    .source;
const directives = /^[ \t]*#(?:[^\n\\]|\\[^])*/.source;
const words = /[0-9](?:[\w.]|(?<=[eEpP])[+-])*|([A-Za-z_]\w*)(?=(?:\s|\\\r?\n)*(\()?)/.source;
const codeToken = new RegExp(`${commentsAndLiterals}|${directives}|${words}`, "gm");
const macroToken = new RegExp(`${commentsAndLiterals}|${words}`, "gm");

/** "macro": a replacement text, in which `#` is an operator and never opens a directive. */
export type TextKind = "code" | "macro";

/** The identifiers before a parenthesis in `text`, keywords left out, in order. */
export function callTokens(text: string, kind: TextKind): CallToken[] {
  const found: CallToken[] = [];
  for (const match of text.matchAll(kind === "code" ? codeToken : macroToken)) {
    const name = match[1];
    if (name === undefined || match[2] === undefined || notCalls.has(name)) continue;
    found.push({ name, start: match.index, end: match.index + name.length });
  }
  return found;
}

/** True for a word of C that looks like a call before a parenthesis. */
export function isCallLikeKeyword(name: string): boolean {
  return notCalls.has(name);
}
