/**
 * Types where the grammar wants an expression: arguments of `container_of(p, struct s, m)`,
 * `va_arg(ap, int *)` and other macros. Each becomes one word of equal length. `typeof (…)`, whose
 * operand is never evaluated, becomes an unmistakable type.
 */
import { matchBrackets, mergedWord, splitArguments } from "./brackets.ts";
import type { Rewriting } from "./rewriting.ts";
import { is, isKeyword, isName, isTypeKeyword, looksLikeTypeName, type Token } from "./token.ts";

const typeofName = /^(?:__)?typeof(?:__)?$|^typeof_unqual$|^__typeof_unqual__$/;

export function rewriteTypeof(rewriting: Rewriting): void {
  const { tokens } = rewriting;
  if (!tokens.some((token) => typeofName.test(token.text))) return;
  const match = matchBrackets(tokens);
  const kept: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    const close = match[index + 1] ?? -1;
    if (token.kind === "word" && typeofName.test(token.text) && close > index) {
      const merged = mergedWord(tokens, index, close + 1, "struct _");
      merged.text = "typeof_t";
      kept.push(merged);
      index = close;
    } else {
      kept.push(token);
    }
  }
  rewriting.tokens = kept;
}

/** Calls whose argument the grammar itself reads as a type. */
const grammarReadsType = /^(?:sizeof|_Alignof|alignof|alignas|_Alignas|_Generic)$/;
const renamed: Readonly<Record<string, string>> = {
  offsetof: "_ffsetof",
  __alignof__: "_alignof___",
  __alignof: "_alignof_",
};

/** @param bodyStart index of the token from which on there are statements, not a definition's head */
export function rewriteTypeArguments(rewriting: Rewriting, bodyStart: number): void {
  const { tokens } = rewriting;
  const match = matchBrackets(tokens);
  /** Start of a run of tokens that become one word, and its end. */
  const merges = new Map<number, number>();
  for (let index = bodyStart; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== "word" || !is(tokens[index + 1], "(") || (match[index + 1] ?? -1) < 0) {
      continue;
    }
    const stand = renamed[token.text];
    if (stand !== undefined) token.out = stand;
    else if (isKeyword(token.text) || grammarReadsType.test(token.text)) continue;
    if (isTypeKeyword(token.text)) continue;
    const items = splitArguments(tokens, match, index + 1);
    for (const item of items) {
      if (isTypeRun(tokens, match, item.start, item.end)) merges.set(item.start, item.end);
    }
    fillEmptyArguments(tokens, items);
  }
  if (merges.size === 0) return;
  const kept: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const end = merges.get(index);
    const token = tokens[index];
    if (end !== undefined) {
      kept.push(mergedWord(tokens, index, end));
      index = end - 1;
    } else if (token !== undefined) {
      kept.push(token);
    }
  }
  rewriting.tokens = kept;
}

/** True for a type, a declaration, or operators alone: what cannot be read as an expression. */
function isTypeRun(
  tokens: readonly Token[],
  match: Int32Array,
  start: number,
  end: number,
): boolean {
  const first = tokens[start];
  const last = tokens[end - 1];
  if (first === undefined || last === undefined || start >= end) return false;
  if (first.text.startsWith("typeof_t")) return true;
  if (first.kind === "punctuator") return isOperatorRun(tokens, start, end);
  if (first.kind !== "word") return false;
  if (isKeyword(first.text) && !isTypeKeyword(first.text)) {
    return end - start === 1;
  }
  const startsType = isTypeKeyword(first.text) || (isName(first) && looksLikeTypeName(first.text));
  const isPointer = last.text === "*";
  if (!startsType && !isPointer) return isDeclarationRun(tokens, start, end);
  if (end - start === 1) return isTypeKeyword(first.text);
  for (let index = start; index < end; index++) {
    const token = tokens[index];
    if (token === undefined) return false;
    if (is(token, "(") && isName(tokens[index - 1]) && (match[index] ?? -1) > 0) return false;
    if (token.kind === "word" || /^[*()[\],]$/.test(token.text) || token.kind === "number")
      continue;
    return false;
  }
  // `size_t * 2` or `x_t (y)` are expressions; a type has no operand behind its stars.
  return isTypeKeyword(first.text) || isPointer || isDeclarationRun(tokens, start, end);
}

/** Words in a row, with stars between: `foo_t *name`, `struct foo name`. */
function isDeclarationRun(tokens: readonly Token[], start: number, end: number): boolean {
  if (end - start < 2) return false;
  for (let index = start; index < end; index++) {
    if (tokens[index]?.kind !== "word") return false;
  }
  return true;
}

function isOperatorRun(tokens: readonly Token[], start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    if (
      !/^(?:[=!<>]=|[<>+\-*/%&|^=.]|<<|>>|&&|\|\||->|[+\-*/%&|^]=)$/.test(tokens[index]?.text ?? "")
    )
      return false;
  }
  return true;
}

/** Macros may take nothing as an argument; where there is a blank, a word stands for it. */
function fillEmptyArguments(
  tokens: readonly Token[],
  items: readonly { start: number; end: number }[],
): void {
  if (items.length < 2) return;
  for (const item of items) {
    if (item.start < item.end) continue;
    const before = tokens[item.start - 1];
    const after = tokens[item.start];
    if (before === undefined || after === undefined) continue;
    if (after.start > before.end && before.out === before.text) before.out += "_";
    else if (before.text === ",") before.out = " ";
    else if (after.text === ",") after.out = " ";
  }
}
