/**
 * The head of a definition, up to its body: what is left of unknown annotations goes, and a head
 * made by a macro, such as `SYSCALL_DEFINE2(name, int, fd)`, is given the form of a function's.
 */
import { matchBrackets, mergedWord, splitArguments } from "./brackets.ts";
import type { Rewriting } from "./rewriting.ts";
import { is, isKeyword, isName, isTypeKeyword, looksLikeTypeName, type Token } from "./token.ts";

/** Returns the index of the body's opening brace, or 0 when the text is no function definition. */
export function rewriteHead(rewriting: Rewriting): number {
  const match = matchBrackets(rewriting.tokens);
  const body = findBody(rewriting.tokens, match);
  if (body <= 0) return 0;
  const name = findName(rewriting.tokens, match, body);
  if (name < 0) return body;
  dropTrailingAnnotations(rewriting, match, name, body);
  dropLeadingAnnotations(rewriting, name);
  return findBody(rewriting.tokens, matchBrackets(rewriting.tokens));
}

function findBody(tokens: readonly Token[], match: Int32Array): number {
  for (let index = 0; index < tokens.length; index++) {
    if (is(tokens[index], "{")) {
      const isTag = /^(?:struct|union|enum)$/.test(
        (isName(tokens[index - 1]) ? tokens[index - 2] : tokens[index - 1])?.text ?? "",
      );
      if (!isTag) return is(tokens[index - 1], "=") ? -1 : index;
    }
    const inner = match[index] ?? -1;
    if (inner > index) index = inner;
  }
  return -1;
}

/** The first name with parentheses that is not an attribute before the type. */
function findName(tokens: readonly Token[], match: Int32Array, body: number): number {
  const candidates: number[] = [];
  for (let index = 0; index < body; index++) {
    if (isName(tokens[index]) && is(tokens[index + 1], "(")) candidates.push(index);
    const inner = match[index] ?? -1;
    if (inner > index) index = inner;
  }
  const before = tokens.slice(0, candidates.at(-1) ?? 0);
  const lastSemicolon = before.findLastIndex((token) => is(token, ";"));
  const lastType = before.findLastIndex((token) => isTypeKeyword(token.text) || is(token, "*"));
  for (const candidate of candidates) {
    const close = match[candidate + 1] ?? candidate;
    const isKernighanRitchie = lastSemicolon > close;
    const holdsType = lastType > close;
    if (isKernighanRitchie || !holdsType) return candidate;
  }
  return -1;
}

function dropTrailingAnnotations(
  rewriting: Rewriting,
  match: Int32Array,
  name: number,
  body: number,
): void {
  const { tokens } = rewriting;
  let close = match[name + 1] ?? -1;
  if (is(tokens[close + 1], "(")) close = match[close + 1] ?? -1;
  if (close < 0) return;
  for (let index = close + 1; index < body; index++) if (is(tokens[index], ";")) return;
  if (is(tokens[close + 1], ")") || is(tokens[close + 1], "[")) return;
  tokens.splice(close + 1, body - close - 1);
}

function dropLeadingAnnotations(rewriting: Rewriting, name: number): void {
  const { tokens } = rewriting;
  const head = tokens.slice(0, name);
  const hasTypeKeyword = head.some(
    (token) => isTypeKeyword(token.text) && !isQualifier(token.text),
  );
  const isTag = (index: number): boolean =>
    /^(?:struct|union|enum)$/.test(head[index - 1]?.text ?? "");
  const plain = head
    .map((token, index) => ({ token, index }))
    .filter(({ token, index }) => isName(token) && !isTag(index) && !is(head[index + 1], "("));
  const typeNames = plain.filter(({ token }) => looksLikeTypeName(token.text));
  const kept = hasTypeKeyword ? undefined : (typeNames.at(-1) ?? plain.at(-1));
  const dropped = new Set(plain.filter((each) => each !== kept).map(({ index }) => index));
  for (let index = 0; index < head.length; index++) {
    // `MARK(x) int name(…)`: the group goes with its name.
    if (
      isName(head[index]) &&
      is(head[index + 1], "(") &&
      !isTag(index) &&
      !typeofLike(head[index])
    ) {
      let depth = 0;
      for (let at = index + 1; at < head.length; at++) {
        if (is(head[at], "(")) depth++;
        if (is(head[at], ")")) depth--;
        dropped.add(at);
        if (depth === 0) break;
      }
      dropped.add(index);
    }
  }
  const left = head.filter((_, index) => !dropped.has(index));
  rewriting.tokens = [...left, ...tokens.slice(name)];
  const hasType = left.some(
    (token) => isName(token) || (isTypeKeyword(token.text) && !isQualifier(token.text)),
  );
  if (!hasType) inventType(rewriting, left.length);
}

function typeofLike(token: Token | undefined): boolean {
  return token?.out.startsWith("struct ") ?? false;
}

function isQualifier(text: string): boolean {
  return /^(?:const|volatile|__const|__volatile__)$/.test(text);
}

/** A head without a type, as macros that define functions have: `int` takes part of the name's place. */
function inventType(rewriting: Rewriting, name: number): void {
  const { tokens } = rewriting;
  const token = tokens[name];
  if (token === undefined || token.end - token.start < 5) return;
  token.out = `int ${token.out.slice(4)}`;
  rewriting.trueStarts.set(token.start + 4, token.start);
  const match = matchBrackets(tokens);
  const items = splitArguments(tokens, match, name + 1);
  for (const item of items.toReversed()) {
    const isParameter = tokens
      .slice(item.start, item.end)
      .every(
        (each) =>
          (each.kind === "word" && (!isKeyword(each.text) || isTypeKeyword(each.text))) ||
          /^[*()[\],]$/.test(each.text),
      );
    if (!isParameter && item.start < item.end) {
      tokens.splice(item.start, item.end - item.start, mergedWord(tokens, item.start, item.end));
    }
  }
}
