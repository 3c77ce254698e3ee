/**
 * Casts that look like calls. Without a table of types `(u64)(x)` parses as a call of `u64`, and
 * `(u64)-1` as a subtraction. Where the text gives evidence that the word in parentheses is a
 * type, a basic type of the same place is written instead, which the grammar cannot mistake.
 */
import type { Rewriting } from "./rewriting.ts";
import { is, isKeyword, isName, isTypeKeyword, looksLikeTypeName, type Token } from "./token.ts";

export function rewriteCasts(rewriting: Rewriting): void {
  const { tokens } = rewriting;
  let evidence: Evidence | undefined;
  for (let index = 1; index + 1 < tokens.length; index++) {
    const name = tokens[index];
    if (is(tokens[index + 1], "(") && declaresInParentheses(tokens, index)) {
      writeAsType(rewriting, name, tokens[index + 1]);
      continue;
    }
    if (!is(tokens[index - 1], "(") || !is(tokens[index + 1], ")") || !isName(name)) continue;
    if (name.out.startsWith("struct ")) continue;
    const before = tokens[index - 2];
    const isSizeof = is(before, "sizeof");
    if (!isSizeof) {
      if ((isOperandEnd(before) && !endsCast(tokens, index - 2)) || !isAmbiguous(tokens[index + 2]))
        continue;
    }
    evidence ??= collectEvidence(tokens);
    const isVariable = !isBasicType(name.text) && evidence.variables.has(name.text);
    if (isVariable || !(looksLikeTypeName(name.text) || evidence.types.has(name.text))) continue;
    writeAsType(rewriting, name, tokens[index + 1]);
  }
}

/** `u64 (x);` and `foo_t (*x)[2];` at the start of a statement declare; they call nothing. */
function declaresInParentheses(tokens: readonly Token[], index: number): boolean {
  const name = tokens[index];
  const before = tokens[index - 1]?.text ?? "";
  if (!isName(name) || !/^(?:[;{}]|const|static|volatile)$/.test(before)) return false;
  return isBasicType(name.text) || (/_t$/.test(name.text) && is(tokens[index + 2], "*"));
}

/** Names that no variable of the kernel bears. */
function isBasicType(text: string): boolean {
  return /^(?:__)?[us](?:8|16|32|64)$|^__[bl]e(?:16|32|64)$/.test(text);
}

function isOperandEnd(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === "word") return !isKeyword(token.text) || isTypeKeyword(token.text);
  return (
    token.text === ")" || token.text === "]" || token.kind === "number" || token.kind === "string"
  );
}

/** True when the parenthesis at `index` closes a cast that needs no guess: `(int)`, `(foo *)`. */
function endsCast(tokens: readonly Token[], index: number): boolean {
  const last = tokens[index - 1];
  if (!is(tokens[index], ")") || last === undefined) return false;
  if (last.text === "*") return true;
  const isType = isTypeKeyword(last.text) || last.out !== last.text;
  return last.kind === "word" && isType && !isName(tokens[index - 3]);
}

/** True for what may follow both a call's or operand's end and a cast. */
function isAmbiguous(token: Token | undefined): boolean {
  return token !== undefined && /^(?:\(|\*|&|-|\+|&&|\+\+|--|\{)$/.test(token.text);
}

interface Evidence {
  readonly types: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
}

/** From declarations in the text: `name name` and `name *name` make the first a type. */
function collectEvidence(tokens: readonly Token[]): Evidence {
  const types = new Set<string>();
  const variables = new Set<string>();
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!isName(token)) continue;
    const before = tokens[index - 1];
    const isTag = /^(?:struct|union|enum)$/.test(before?.text ?? "");
    let next = index + 1;
    while (is(tokens[next], "*") || is(tokens[next], "const")) next++;
    const follower = tokens[next];
    const startsDeclaration =
      before === undefined || /^(?:[;{}(,]|const|static|volatile|register)$/.test(before.text);
    if (isName(follower) && !isTag && (next === index + 1 || startsDeclaration)) {
      const isDeclared = /^[;=,)[]$/.test(tokens[next + 1]?.text ?? "");
      if (isDeclared) types.add(token.text);
    }
    if (isTag || !/^[;=,)[]$/.test(tokens[index + 1]?.text ?? "")) continue;
    let type = index - 1;
    while (is(tokens[type], "*") || is(tokens[type], "const")) type--;
    const word = tokens[type];
    if (word === undefined || word.kind !== "word") continue;
    if (
      isTypeKeyword(word.text) ||
      (isName(word) && (type === index - 1 || beginsDeclaration(tokens, type)))
    ) {
      variables.add(token.text);
    }
  }
  return { types, variables };
}

function beginsDeclaration(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return (
    before === undefined ||
    /^(?:[;{}(,]|const|static|volatile|register|struct|union|enum)$/.test(before.text)
  );
}

function writeAsType(rewriting: Rewriting, name: Token | undefined, next: Token | undefined): void {
  if (name === undefined) return;
  const length = name.end - name.start;
  const hasRoom = next !== undefined && next.start > name.end;
  if (length > 2 || (length === 2 && hasRoom)) {
    name.out = "int".padEnd(length);
    rewriting.trueEnds.set(name.start + 3, name.end);
  } else if (length === 2) {
    // No basic type is that short, but a pointer is as clearly a type.
    name.out = "_*";
  }
}
