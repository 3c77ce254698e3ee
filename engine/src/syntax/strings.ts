/**
 * Strings side by side, with macros that expand to strings between them, become one literal.
 *
 * What stands beside a string literal without an operator can only expand to a literal, so
 * no call is lost by this.
 */
import { matchBrackets } from "./brackets.ts";
import type { Rewriting } from "./rewriting.ts";
import { is, isName, type Token } from "./token.ts";

export function joinStrings(rewriting: Rewriting): void {
  const { tokens } = rewriting;
  const match = matchBrackets(tokens);
  const kept: Token[] = [];
  /** Words before this index lead to no string. */
  let wordsEnd = 0;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (isLevelBeforeCall(tokens, index)) continue;
    const end = index < wordsEnd ? index : stringRunEnd(tokens, match, index);
    if (end === index && index >= wordsEnd) wordsEnd = plainWordsEnd(tokens, index);
    const last = tokens[end - 1];
    if (end > index + 1 && last !== undefined) {
      const length = last.end - token.start;
      const out = `"${"_".repeat(length - 2)}"`;
      kept.push({ kind: "string", text: '""', start: token.start, end: last.end, out });
      index = end - 1;
    } else {
      kept.push(token);
    }
  }
  rewriting.tokens = kept;
}

/** `KERN_INFO prefixed(x)` as an argument: the level is dropped so that the call is read. */
function isLevelBeforeCall(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  return (
    isName(token) &&
    /^(?:[A-Z][A-Z_]+|lvl|level)$/.test(token.text) &&
    /^[(,]$/.test(tokens[index - 1]?.text ?? "") &&
    isName(tokens[index + 1]) &&
    is(tokens[index + 2], "(")
  );
}

/** Behind the words from `start` on that have no arguments. */
function plainWordsEnd(tokens: readonly Token[], start: number): number {
  let index = start;
  while (isName(tokens[index]) && !is(tokens[index + 1], "(")) index++;
  return index;
}

/** Behind the run of strings and string macros that starts at `start`; `start` when there is none. */
function stringRunEnd(tokens: readonly Token[], match: Int32Array, start: number): number {
  let index = start;
  let hasString = false;
  let length = 0;
  for (;;) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.kind === "string") {
      hasString = true;
      index++;
    } else if (token.text === "#" && tokens[index + 1]?.kind === "word") {
      index += 2;
    } else if (isName(token)) {
      const close = is(tokens[index + 1], "(") ? (match[index + 1] ?? -1) : index;
      // At the start of a statement, `FOO(x) "…"` would be a call that lacks its semicolon.
      const isOperand = /^(?:[(,=?:]|return)$/.test(tokens[start - 1]?.text ?? "");
      if (close < 0 || (!hasString && close > index && !isOperand)) break;
      if (!hasString && close > index && tokens[close + 1]?.kind !== "string") break;
      index = close + 1;
    } else {
      break;
    }
    length++;
  }
  return hasString && length > 1 ? index : start;
}
