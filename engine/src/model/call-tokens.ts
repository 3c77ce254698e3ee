/**
 * Every place in C text where an identifier stands before an opening parenthesis.
 *
 * The syntax tree says what a call's parts are; this says which calls there are, whatever the
 * grammar made of the text. A call that the tree misses is still followed, so that an analysis
 * never ends in "nothing found" because a construct was not understood.
 */
import type { Span } from "#engine/base";
import { isKeywordLike } from "#engine/kernel";

export interface CallToken extends Span {
  readonly name: string;
}

/** Words of C that open a declarator or a parenthesised type. */
const typeWords = new Set([
  "char",
  "const",
  "double",
  "float",
  "inline",
  "int",
  "long",
  "short",
  "signed",
  "unsigned",
  "void",
]);

// One alternative per token kind that matters: comments, literals and directive lines are passed
// over; the last one is an identifier with its parenthesis. Every alternative is linear.
const commentsAndLiterals =
  /\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$)|\/\/(?:[^\n\\]|\\[\s\S])*|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?/
    .source;
const directives = /^[ \t]*#(?:[^\n\\]|\\[\s\S])*/.source;
const words = /[()]|[0-9](?:[\w.]|(?<=[eEpP])[+-])*|([A-Za-z_]\w*)(?=(?:\s|\\\r?\n)*(\()?)/.source;
const codeToken = new RegExp(`${commentsAndLiterals}|${directives}|${words}`, "gm");
const macroToken = new RegExp(`${commentsAndLiterals}|${words}`, "gm");

/** "macro": a replacement text, in which `#` is an operator and never opens a directive. */
export type TextKind = "code" | "macro";

/** What stands in the parentheses of these is not evaluated. */
const unevaluated =
  /^(?:sizeof|offsetof|_Alignof|alignof|__alignof__|(?:__)?typeof(?:__|_unqual)?)$/;

/** The identifiers before a parenthesis in `text`, keywords left out, in order. */
export function callTokens(text: string, kind: TextKind): CallToken[] {
  const found: CallToken[] = [];
  let depth = 0;
  /** The depth at which an unevaluated operand ends; -1 outside of one. */
  let skipAbove = -1;
  for (const match of text.matchAll(kind === "code" ? codeToken : macroToken)) {
    const name = match[1];
    if (match[0] === "(") depth++;
    else if (match[0] === ")" && --depth <= skipAbove) skipAbove = -1;
    if (name === undefined || match[2] === undefined || skipAbove >= 0) continue;
    if (unevaluated.test(name)) skipAbove = depth;
    else if (!isCallLikeKeyword(name))
      found.push({ name, start: match.index, end: match.index + name.length });
  }
  return found;
}

/** The identifiers of `text` that stand before no parenthesis and name no member, in order. */
export function usedNames(text: string, kind: TextKind): CallToken[] {
  const found: CallToken[] = [];
  for (const match of text.matchAll(kind === "code" ? codeToken : macroToken)) {
    const name = match[1];
    if (name === undefined || match[2] !== undefined) continue;
    const before = text[match.index - 1];
    const isMember = before === "." || (before === ">" && text[match.index - 2] === "-");
    if (!isMember) found.push({ name, start: match.index, end: match.index + name.length });
  }
  return found;
}

/** True for a word of C that looks like a call before a parenthesis. */
export function isCallLikeKeyword(name: string): boolean {
  return typeWords.has(name) || isKeywordLike(name);
}
