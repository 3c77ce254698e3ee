/** Names, constants, parentheses, and the built-in forms that look like calls but take types. */
import type { Expression, GenericAssociation, OffsetStep } from "./ast.ts";
import type { ParseState } from "./parse-state.ts";
import { findReservedWord } from "./reserved-word-table.ts";

export function parsePrimary(p: ParseState): Expression {
  const { kind, text, at } = p.token;
  switch (kind) {
    case "identifier": {
      const word = findReservedWord(text);
      if (word !== undefined) return parseBuiltIn(p, word.kind);
      p.advance();
      return { kind: "identifier", name: text, at };
    }
    case "number":
    case "character":
      p.advance();
      return { kind, text, at };
    case "string": {
      const pieces: string[] = [];
      while (p.token.kind === "string") pieces.push(p.advance().text);
      return { kind: "string", pieces, at };
    }
    default:
      return text === "(" ? parseParenthesised(p) : p.fail("an expression");
  }
}

function parseParenthesised(p: ParseState): Expression {
  const { at } = p.advance();
  if (p.text === "{") {
    const body = p.grammar.compoundStatement(p);
    p.expect(")", "after the statement expression");
    return { kind: "statement-expression", body, at };
  }
  const inner = p.grammar.expression(p);
  p.expect(")", "after the expression");
  return inner;
}

function parseBuiltIn(p: ParseState, kind: string): Expression {
  switch (kind) {
    case "generic":
      return parseGeneric(p);
    case "va-arg": {
      const { at } = begin(p);
      const list = p.grammar.assignment(p);
      comma(p);
      const type = p.grammar.typeName(p);
      return end(p, { kind: "va-arg", list, type, at });
    }
    case "offsetof": {
      const { at } = begin(p);
      const type = p.grammar.typeName(p);
      comma(p);
      return end(p, { kind: "offsetof", type, path: parseOffsetPath(p), at });
    }
    case "types-compatible": {
      const { at } = begin(p);
      const left = p.grammar.typeName(p);
      comma(p);
      return end(p, { kind: "types-compatible", left, right: p.grammar.typeName(p), at });
    }
    case "choose": {
      const { at } = begin(p);
      const condition = p.grammar.assignment(p);
      comma(p);
      const then = p.grammar.assignment(p);
      comma(p);
      return end(p, { kind: "choose", condition, then, otherwise: p.grammar.assignment(p), at });
    }
    default:
      return p.fail("an expression");
  }
}

function begin(p: ParseState) {
  const name = p.advance();
  p.expect("(", `after '${name.text}'`);
  return name;
}

function comma(p: ParseState): void {
  p.expect(",", "between the arguments");
}

function end(p: ParseState, expression: Expression): Expression {
  p.expect(")", "after the arguments");
  return expression;
}

function parseOffsetPath(p: ParseState): readonly OffsetStep[] {
  const first = p.identifier("the name of a member");
  const path: OffsetStep[] = [{ kind: "member", name: first.text, at: first.at }];
  for (;;) {
    if (p.accepts(".")) {
      const { text, at } = p.identifier("the name of a member");
      path.push({ kind: "member", name: text, at });
    } else if (p.text === "[") {
      const { at } = p.advance();
      const index = p.grammar.expression(p);
      p.expect("]", "after the index");
      path.push({ kind: "index", index, at });
    } else return path;
  }
}

function parseGeneric(p: ParseState): Expression {
  const { at } = begin(p);
  const control = p.grammar.assignment(p);
  const associations: GenericAssociation[] = [];
  while (p.accepts(",")) {
    const start = p.at;
    const type = p.accepts("default") ? undefined : p.grammar.typeName(p);
    p.expect(":", "after the type");
    associations.push({ type, value: p.grammar.assignment(p), at: start });
  }
  return end(p, { kind: "generic", control, associations, at });
}
