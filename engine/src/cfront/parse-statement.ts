/** Statements and blocks. */
import type { CompoundStatement, Declaration, Expression, Statement } from "./ast.ts";
import { parseAssemblyStatement } from "./parse-assembly.ts";
import { parseAttributes } from "./parse-attribute.ts";
import { parseLocalDeclaration, parseStaticAssertion } from "./parse-declaration.ts";
import type { ParseState } from "./parse-state.ts";
import type { PositionId } from "./position.ts";
import { findReservedWord, isSpecifierWord } from "./reserved-word-table.ts";

/** A block with a scope of its own. */
export function parseCompoundStatement(p: ParseState): CompoundStatement {
  p.scopes.open();
  const compound = parseBlock(p);
  p.scopes.close();
  return compound;
}

/** A block whose scope the caller has opened, as that of a function's parameters. */
export function parseBlock(p: ParseState): CompoundStatement {
  p.enter();
  const { at } = p.expect("{", "before a block");
  const localLabels: string[] = [];
  while (p.accepts("__label__")) {
    do localLabels.push(p.identifier("a label").text);
    while (p.accepts(","));
    p.expect(";", "after the labels");
  }
  const body: Statement[] = [];
  while (p.text !== "}") {
    if (p.isAtEnd) p.fail("a statement or '}'");
    body.push(parseStatement(p));
  }
  const { at: endAt } = p.advance();
  p.leave();
  return { kind: "compound", localLabels, body, at, endAt };
}

/** Declarations are taken wherever a statement is. */
function parseStatement(p: ParseState): Statement {
  const { at, text, kind } = p.token;
  if (kind === "identifier") return parseWordStatement(p);
  if (text === "{") return parseCompoundStatement(p);
  if (text !== ";") return parseExpressionStatement(p);
  p.advance();
  return { kind: "empty", at };
}

function parseExpressionStatement(p: ParseState): Statement {
  const expression = p.grammar.expression(p);
  p.expect(";", "after a statement");
  return { kind: "expression-statement", expression, at: expression.at };
}

function parseWordStatement(p: ParseState): Statement {
  const word = findReservedWord(p.text);
  if (word === undefined) {
    if (p.ahead(1).text === ":") return parseLabelled(p);
    return p.startsType(0) ? parseLocalDeclaration(p) : parseExpressionOrComplain(p);
  }
  switch (word.kind) {
    case "statement":
      return parseKeywordStatement(p);
    case "assembly":
      return parseAssemblyStatement(p);
    case "static-assert":
      return parseStaticAssertion(p);
    case "attribute":
      return parseAttributed(p);
    case "extension":
      return p.startsType(0) ? parseLocalDeclaration(p) : parseExpressionStatement(p);
    default:
      return isSpecifierWord(word) ? parseLocalDeclaration(p) : parseExpressionStatement(p);
  }
}

/** Two names in a row are a declaration whose type is not known. */
function parseExpressionOrComplain(p: ParseState): Statement {
  const next = p.ahead(1);
  if (next.kind === "identifier" && findReservedWord(next.text) === undefined) {
    p.fail("a type name or a statement");
  }
  return parseExpressionStatement(p);
}

/** Attributes alone, such as `fallthrough`, are an empty statement; else they begin a declaration. */
function parseAttributed(p: ParseState): Statement {
  const { at } = p;
  const attributes: Parameters<typeof parseAttributes>[1] = [];
  parseAttributes(p, attributes);
  if (p.accepts(";")) return { kind: "empty", at };
  const word = p.token.kind === "identifier" ? findReservedWord(p.text) : undefined;
  const isDeclaration = word === undefined ? p.startsType(0) : isSpecifierWord(word);
  return isDeclaration ? parseLocalDeclaration(p, attributes) : parseStatement(p);
}

function parseKeywordStatement(p: ParseState): Statement {
  const { text, at } = p.token;
  switch (text) {
    case "if":
      return parseIf(p);
    case "case":
    case "default":
      return parseLabelled(p);
    case "while": {
      p.advance();
      const condition = parseCondition(p, text);
      return { kind: "while", condition, body: parseBody(p), at };
    }
    case "do": {
      p.advance();
      const body = parseBody(p);
      p.expect("while", "after the body of 'do'");
      const condition = parseCondition(p, "while");
      p.expect(";", "after a statement");
      return { kind: "do", body, condition, at };
    }
    case "for":
      return parseFor(p);
    case "switch": {
      p.advance();
      const value = parseCondition(p, text);
      return { kind: "switch", value, body: parseBody(p), at };
    }
    case "goto":
      return parseGoto(p);
    case "break":
    case "continue":
      p.advance();
      p.expect(";", `after '${text}'`);
      return { kind: text, at };
    case "return": {
      p.advance();
      const value = p.text === ";" ? undefined : p.grammar.expression(p);
      p.expect(";", "after a statement");
      return { kind: "return", value, at };
    }
    default:
      return p.fail("a statement");
  }
}

function parseBody(p: ParseState): Statement {
  p.enter();
  const body = parseStatement(p);
  p.leave();
  return body;
}

function parseCondition(p: ParseState, keyword: string): Expression {
  p.expect("(", `after '${keyword}'`);
  const condition = p.grammar.expression(p);
  p.expect(")", "after the expression");
  return condition;
}

/** A chain of else-ifs is read in a loop and built from its end; each link counts as a level. */
function parseIf(p: ParseState): Statement {
  const { depth } = p;
  const links: { condition: Expression; then: Statement; at: PositionId }[] = [];
  let otherwise: Statement | undefined;
  for (;;) {
    p.enter();
    const { at } = p.advance();
    const condition = parseCondition(p, "if");
    const then = parseBody(p);
    links.push({ condition, then, at });
    if (!p.accepts("else")) break;
    if (p.text !== "if") {
      otherwise = parseBody(p);
      break;
    }
  }
  p.leave(depth);
  for (const { condition, then, at } of links.reverse()) {
    otherwise = { kind: "if", condition, then, otherwise, at };
  }
  return otherwise as Statement;
}

function parseFor(p: ParseState): Statement {
  const { at } = p.advance();
  p.scopes.open();
  p.expect("(", "after 'for'");
  const initial = parseForInitial(p);
  const condition = p.text === ";" ? undefined : p.grammar.expression(p);
  p.expect(";", "in the head of 'for'");
  const step = p.text === ")" ? undefined : p.grammar.expression(p);
  p.expect(")", "after the head of 'for'");
  const body = parseBody(p);
  p.scopes.close();
  return { kind: "for", initial, condition, step, body, at };
}

function parseForInitial(p: ParseState): Declaration | Expression | undefined {
  if (p.accepts(";")) return undefined;
  if (p.startsType(0)) return parseLocalDeclaration(p);
  const initial = p.grammar.expression(p);
  p.expect(";", "in the head of 'for'");
  return initial;
}

function parseGoto(p: ParseState): Statement {
  const { at } = p.advance();
  if (p.accepts("*")) {
    const target = p.grammar.expression(p);
    p.expect(";", "after a statement");
    return { kind: "computed-goto", target, at };
  }
  const label = p.identifier("a label").text;
  p.expect(";", "after a statement");
  return { kind: "goto", label, at };
}

type Label =
  | { kind: "case"; first: Expression; last: Expression | undefined; at: PositionId }
  | { kind: "default"; at: PositionId }
  | { kind: "label"; name: string; at: PositionId };

/** Labels in a row are read in a loop and built from the last; each counts as a level. */
function parseLabelled(p: ParseState): Statement {
  const { depth } = p;
  const labels: Label[] = [];
  do {
    p.enter();
    labels.push(parseLabel(p));
  } while (startsLabel(p));
  // A label may be the last thing in a block.
  let body: Statement = p.text === "}" ? { kind: "empty", at: p.at } : parseBody(p);
  p.leave(depth);
  for (const label of labels.reverse()) body = { ...label, body };
  return body;
}

function startsLabel(p: ParseState): boolean {
  if (p.token.kind !== "identifier") return false;
  if (p.text === "case" || p.text === "default") return true;
  return p.ahead(1).text === ":" && findReservedWord(p.text) === undefined;
}

function parseLabel(p: ParseState): Label {
  const { text, at } = p.advance();
  let label: Label;
  if (text === "case") {
    const first = p.grammar.assignment(p);
    const last = p.accepts("...") ? p.grammar.assignment(p) : undefined;
    label = { kind: "case", first, last, at };
  } else label = text === "default" ? { kind: "default", at } : { kind: "label", name: text, at };
  p.expect(":", "after a label");
  return label;
}
