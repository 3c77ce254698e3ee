/**
 * Walks the statements of a body and rewrites the forms that the grammar lacks: loop macros,
 * macro calls without semicolon, case ranges, computed goto, labels before a closing brace,
 * `switch` without braces.
 */
import { matchBrackets } from "./brackets.ts";
import { markBehind, type Rewriting } from "./rewriting.ts";
import { is, isKeyword, isName, isTypeKeyword, type Token } from "./token.ts";

interface Walk {
  readonly rewriting: Rewriting;
  readonly tokens: readonly Token[];
  readonly match: Int32Array;
  readonly text: string;
}

/** @param from index of the first token; the brace of a body, or the first of bare statements */
export function rewriteStatements(rewriting: Rewriting, text: string, from: number): void {
  const { tokens } = rewriting;
  const walk: Walk = { rewriting, tokens, match: matchBrackets(tokens), text };
  for (let index = 0; index < tokens.length; index++) {
    // `&&label`: the address of a label.
    if (!is(tokens[index], "&&") || tokens[index + 1]?.kind !== "word") continue;
    const before = tokens[index - 1];
    const isPrefix =
      before === undefined ||
      (before.kind === "punctuator" && !/^[)\]}]$/.test(before.text)) ||
      (before.kind === "word" && isKeyword(before.text));
    const token = tokens[index];
    if (isPrefix && token !== undefined) token.out = " &";
  }
  statements(walk, from, tokens.length);
}

/** For text that is an expression or the inside of an initialiser. */
export function rewriteExpression(rewriting: Rewriting, text: string): void {
  const { tokens } = rewriting;
  const walk: Walk = { rewriting, tokens, match: matchBrackets(tokens), text };
  for (let index = 0; index < tokens.length; index++) {
    const inner = walk.match[index] ?? -1;
    if (inner <= index) continue;
    inside(walk, index);
    index = inner;
  }
}

function statements(walk: Walk, start: number, end: number): void {
  let index = start;
  while (index < end) index = Math.max(index + 1, statement(walk, index, end));
}

/** Handles what begins at `index`; returns where the next statement begins. */
function statement(walk: Walk, index: number, end: number): number {
  const { tokens, match } = walk;
  const token = tokens[index];
  const next = tokens[index + 1];
  const close = match[index + 1] ?? -1;
  const hasParentheses = is(next, "(") && close > index;
  if (token === undefined) return end;
  if (token.text === "{") return block(walk, index);
  if (token.text === ";") return index + 1;
  if (token.kind === "word") {
    if (/^(?:if|while|for|switch)$/.test(token.text) && hasParentheses) {
      inside(walk, index + 1);
      if (token.text === "switch" && !is(tokens[close + 1], "{")) token.out = "while ";
      return close + 1;
    }
    if (token.text === "else") return index + 1;
    if (token.text === "do") {
      // `do { … } while_each(…);`: the loop is the macro's, and its parts parse apart.
      const isBlock = is(next, "{") && close > index;
      if (isBlock && !is(tokens[close + 1], "while")) token.out = "  ";
      return index + 1;
    }
    if (/^(?:static|extern)$/.test(token.text) && isName(next) && is(tokens[index + 2], "(")) {
      // `static DEFINE_X(name);`: a macro call, not a declaration of the grammar's.
      const end = match[index + 2] ?? -1;
      if (end > 0 && /^[;=]$/.test(tokens[end + 1]?.text ?? "")) {
        token.out = "";
        return index + 1;
      }
    }
    if (token.text === "case") return caseLabel(walk, index, end);
    if (is(next, ":") && (token.text === "default" || isName(token))) {
      if (index + 2 >= end) markBehind(tokens, index + 1, ";", walk.text.length);
      return index + 2;
    }
    if (token.text === "goto" && is(next, "*")) token.out = "    ";
    if (isName(token) && hasParentheses && !walk.rewriting.assembly.has(token.start)) {
      const after = macroCall(walk, index, close, end);
      if (after > 0) return after;
    }
    if (isName(token) && isLoneMacro(walk, index, end)) {
      if (markBehind(tokens, index, ";", walk.text.length)) return index + 1;
    }
  }
  return simpleStatement(walk, index, end);
}

/** A word alone on its line with a statement keyword, a call or a brace on the next. */
function isLoneMacro(walk: Walk, index: number, end: number): boolean {
  const token = walk.tokens[index];
  const next = walk.tokens[index + 1];
  if (token === undefined || next === undefined || index + 1 >= end) return false;
  if (!walk.text.slice(token.end, next.start).includes("\n")) return false;
  return (
    /^(?:if|for|while|switch|do|return|goto|break|continue|case|default|\}|\{)$/.test(next.text) ||
    (isName(next) && /^[=(:]|->$/.test(walk.tokens[index + 2]?.text ?? ""))
  );
}

function block(walk: Walk, open: number): number {
  const close = walk.match[open] ?? -1;
  if (close < 0) return open + 1;
  statements(walk, open + 1, close);
  return close + 1;
}

/** Statement expressions, braces and initialisers in the brackets that open at `open`. */
function inside(walk: Walk, open: number): void {
  const { tokens, match } = walk;
  const close = match[open] ?? -1;
  const isCall = is(tokens[open], "(") && isName(tokens[open - 1]);
  for (let index = open + 1; index < close; index++) {
    const token = tokens[index];
    if (isCall && token?.text === ";") {
      // `CHECK(x, warn(y); dump(z);)`: statements as an argument.
      token.out = /^[),]$/.test(tokens[index + 1]?.text ?? "") ? " " : ",";
    }
    if (!is(token, "{")) continue;
    const before = tokens[index - 1]?.text ?? "";
    const isArgument = before === "," && is(tokens[open], "(");
    if ((before === "(" || isArgument) && !isBareList(walk, index)) {
      block(walk, index);
    } else {
      inside(walk, index);
    }
    index = Math.max(index, match[index] ?? -1);
  }
}

/** `{1, 2}` as a macro's argument is neither statement nor expression: parentheses stand for it. */
function isBareList(walk: Walk, open: number): boolean {
  const { tokens, match } = walk;
  const close = match[open] ?? -1;
  const opening = tokens[open];
  const closing = tokens[close];
  if (opening === undefined || closing === undefined) return false;
  if (is(tokens[open - 2], "(") || is(tokens[open - 1], "(")) {
    const isCallArgument = is(tokens[open - 1], "(") && isName(tokens[open - 2]);
    if (is(tokens[open - 1], "(") && !isCallArgument) return false;
  }
  for (let index = open + 1; index < close; index++) {
    if (/^[;{.]$/.test(tokens[index]?.text ?? "") || tokens[index]?.text === "return") return false;
  }
  if (close === open + 1) return false;
  opening.out = "(";
  closing.out = ")";
  return true;
}

function caseLabel(walk: Walk, index: number, end: number): number {
  const { tokens, match } = walk;
  let ternaries = 0;
  for (let at = index + 1; at < end; at++) {
    const token = tokens[at];
    const inner = match[at] ?? -1;
    if (inner > at) {
      inside(walk, at);
      at = inner;
    } else if (token?.text === "...") {
      token.out = " ||";
    } else if (token?.text === "?") {
      ternaries++;
    } else if (token?.text === ":") {
      if (ternaries === 0) return at + 1;
      ternaries--;
    }
  }
  return end;
}

/** A call that begins a statement and may be a loop's head or lack its semicolon; 0 if neither. */
function macroCall(walk: Walk, index: number, close: number, end: number): number {
  const { tokens } = walk;
  const token = tokens[index];
  const closing = tokens[close];
  const after = tokens[close + 1];
  if (token === undefined || closing === undefined) return 0;
  if (close + 1 >= end || after === undefined) return 0;
  if (after.text === "{") return loopHead(walk, index, close);
  if (is(after, "=") && is(tokens[close + 2], "{")) return macroWithInitialiser(walk, close);
  if (after.kind !== "word" && !/^(?:\+\+|--|\*|\()$/.test(after.text)) return 0;
  const gap = walk.text.slice(closing.end, after.start);
  const isNextLine = gap.includes("\n");
  if (after.kind !== "word" && !isNextLine) return 0;
  const declares = isName(after) && !isNextLine && /^[=;,[]$/.test(tokens[close + 2]?.text ?? "");
  if (declares && /^[A-Z][A-Z0-9_]*$/.test(token.text)) {
    // `TYPE(x, 2) name;` names a type; a semicolon parts it from what it declares.
    const hasValue = is(tokens[close + 2], "=");
    return !hasValue && markBehind(tokens, close, ";", walk.text.length) ? close + 1 : 0;
  }
  const isDeeper =
    isNextLine && indentOf(walk.text, after.start) > indentOf(walk.text, token.start);
  const startsStatement =
    !/^(?:else|case|default)$/.test(after.text) && !startsDeclaration(walk, close + 1);
  if (startsStatement && (isDeeper || !isNextLine)) return loopHead(walk, index, close);
  inside(walk, index + 1);
  if (markBehind(tokens, close, ";", walk.text.length)) return close + 1;
  return 0;
}

function startsDeclaration(walk: Walk, index: number): boolean {
  const token = walk.tokens[index];
  const next = walk.tokens[index + 1];
  if (token === undefined) return false;
  if (isTypeKeyword(token.text) || /^(?:static|extern|register|typedef)$/.test(token.text))
    return true;
  return isName(token) && isName(next);
}

function indentOf(text: string, offset: number): number {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  let width = 0;
  for (let at = lineStart; at < offset; at++) {
    const code = text.charCodeAt(at);
    if (code === 9) width = width - (width % 8) + 8;
    else if (code === 32) width++;
    else break;
  }
  return width;
}

/** Writes `name(a, b)` before a body as `while (a, b)`; the copy of the tree turns it back. */
function loopHead(walk: Walk, index: number, close: number): number {
  const { tokens } = walk;
  const token = tokens[index];
  const opening = tokens[index + 1];
  const closing = tokens[close];
  if (token === undefined || opening === undefined || closing === undefined) return 0;
  const length = token.end - token.start;
  inside(walk, index + 1);
  if (length < 2) return 0;
  if (close === index + 2) {
    if (closing.start === opening.end)
      return markBehind(tokens, close, ";", walk.text.length) ? close + 1 : 0;
    opening.out = "(_";
  }
  token.out = (length >= 5 ? "while" : "if").padEnd(length);
  walk.rewriting.macroHeads.set(token.start, {
    name: { start: token.start, end: token.end },
    arguments: { start: opening.start, end: closing.end },
  });
  return close + 1;
}

/** `DECLARE_X(name) = { … };`: the list takes part as an argument of a call. */
function macroWithInitialiser(walk: Walk, close: number): number {
  const { tokens, match } = walk;
  const open = close + 2;
  const end = match[open] ?? -1;
  const opening = tokens[open];
  const closing = tokens[end];
  if (opening === undefined || closing === undefined) return 0;
  inside(walk, open);
  let hasDesignator = end === open + 1;
  for (let index = open + 1; index < end; index++) {
    if (/^[{.[]$/.test(tokens[index]?.text ?? "") && /^[{,]$/.test(tokens[index - 1]?.text ?? ""))
      hasDesignator = true;
  }
  if (hasDesignator) {
    // An initialiser of its own variable: `MACRO(name); x = {…}` has no room, a declaration has.
    return 0;
  }
  opening.out = "(";
  closing.out = tokens[end - 1]?.text === "," ? closing.out : ")";
  if (tokens[end - 1]?.text === ",") {
    const comma = tokens[end - 1];
    if (comma !== undefined) comma.out = " ";
    closing.out = ")";
  }
  return end + 1;
}

/** An expression statement or a declaration, up to its semicolon. */
function simpleStatement(walk: Walk, start: number, end: number): number {
  const { tokens, match } = walk;
  let index = start;
  while (index < end) {
    const token = tokens[index];
    if (token?.text === ";") return index + 1;
    const inner = match[index] ?? -1;
    if (inner > index) {
      if (token?.text === "{" && is(tokens[index - 1], ")") && isFunctionBody(walk, index)) {
        return block(walk, index);
      }
      inside(walk, index);
      if (token?.text === "{") nameBitfields(walk, index, start);
      index = inner;
    }
    index++;
  }
  if (end > start && end < tokens.length && !is(tokens[end - 1], "}")) {
    markBehind(tokens, end - 1, ";", walk.text.length);
  }
  return end;
}

/** A brace behind `name(…)`, rather than behind the type of a compound literal. */
function isFunctionBody(walk: Walk, open: number): boolean {
  const parenthesis = walk.match[open - 1] ?? -1;
  return parenthesis > 0 && isName(walk.tokens[parenthesis - 1]);
}

/** `int : 3;` in a structure: the grammar wants a name. */
function nameBitfields(walk: Walk, open: number, start: number): void {
  const { tokens, match } = walk;
  const isStructure = tokens
    .slice(start, open)
    .some((token) => token.text === "struct" || token.text === "union");
  if (!isStructure) return;
  for (let index = open + 1; index < (match[open] ?? -1); index++) {
    const type = tokens[index - 1];
    if (
      is(tokens[index], ":") &&
      type !== undefined &&
      (isTypeKeyword(type.text) || is(tokens[index - 2], ";"))
    ) {
      const colon = tokens[index];
      const number = tokens[index + 1];
      if (colon === undefined || number === undefined) continue;
      if (colon.start > type.end + 1) type.out = `${type.out.padEnd(type.end - type.start)} _`;
      else if (number.start > colon.end && colon.start > type.end) colon.out = "_:";
    }
  }
}
