/** Operands of binary operators: casts, prefix and postfix operators, and what they stand around. */
import type { Expression, UnaryOperator } from "./ast.ts";
import { parsePrimary } from "./parse-primary.ts";
import type { ParseState } from "./parse-state.ts";
import { findReservedWord } from "./reserved-word-table.ts";

/** An operand with its prefix operators; casts are among them. */
export function parseUnary(p: ParseState): Expression {
  switch (p.text) {
    case "(":
      if (p.startsType(1)) return parseCast(p);
      return parsePostfix(p, parsePrimary(p));
    case "+":
    case "-":
    case "~":
    case "!":
    case "&":
    case "*": {
      const { text, at } = p.advance();
      return { kind: "unary", operator: text as UnaryOperator, operand: nested(p), at };
    }
    case "++":
    case "--": {
      const { text, at } = p.advance();
      return {
        kind: "increment",
        operator: text as "++" | "--",
        isPrefix: true,
        operand: nested(p),
        at,
      };
    }
    case "&&": {
      const { at } = p.advance();
      return { kind: "label-address", label: p.identifier("a label after '&&'").text, at };
    }
    default:
      return p.token.kind === "identifier" ? parseWord(p) : parsePostfix(p, parsePrimary(p));
  }
}

function parseWord(p: ParseState): Expression {
  switch (findReservedWord(p.text)?.kind) {
    case "extension":
      while (p.accepts("__extension__"));
      return nested(p);
    case "sizeof":
      return parseMeasure(p, "sizeof-type", "sizeof-expression");
    case "alignof":
      return parseMeasure(p, "alignof-type", "alignof-expression");
    case "complex-part":
      return p.fail("an expression without complex numbers, which are not supported");
    default:
      return parsePostfix(p, parsePrimary(p));
  }
}

function nested(p: ParseState): Expression {
  p.enter();
  const operand = parseUnary(p);
  p.leave();
  return operand;
}

/** A cast, or a compound literal with what follows it. */
function parseCast(p: ParseState): Expression {
  const { at } = p.advance();
  const type = p.grammar.typeName(p);
  p.expect(")", "after a type name");
  if (p.text !== "{") return { kind: "cast", type, operand: nested(p), at };
  const initializer = p.grammar.initializer(p);
  return parsePostfix(p, { kind: "compound-literal", type, initializer, at });
}

function parseMeasure(
  p: ParseState,
  ofType: "sizeof-type" | "alignof-type",
  ofExpression: "sizeof-expression" | "alignof-expression",
): Expression {
  const { at } = p.advance();
  const parenthesis = p.token;
  if (parenthesis.text !== "(" || !p.startsType(1)) {
    return { kind: ofExpression, operand: nested(p), at };
  }
  p.advance();
  const type = p.grammar.typeName(p);
  p.expect(")", "after a type name");
  if (p.text !== "{") return { kind: ofType, type, at };
  const initializer = p.grammar.initializer(p);
  const literal: Expression = {
    kind: "compound-literal",
    type,
    initializer,
    at: parenthesis.at,
  };
  return { kind: ofExpression, operand: parsePostfix(p, literal), at };
}

function parsePostfix(p: ParseState, first: Expression): Expression {
  let operand = first;
  for (;;) {
    switch (p.text) {
      case "(":
        operand = parseCall(p, operand);
        break;
      case "[": {
        const { at } = p.advance();
        const index = p.grammar.expression(p);
        p.expect("]", "after the index");
        operand = { kind: "subscript", array: operand, index, at };
        break;
      }
      case ".":
      case "->": {
        const isArrow = p.advance().text === "->";
        const { text, at } = p.identifier("the name of a member");
        operand = { kind: "member", object: operand, name: text, isArrow, at };
        break;
      }
      case "++":
      case "--": {
        const { text, at } = p.advance();
        operand = {
          kind: "increment",
          operator: text as "++" | "--",
          isPrefix: false,
          operand,
          at,
        };
        break;
      }
      default:
        return operand;
    }
    p.link();
  }
}

function parseCall(p: ParseState, callee: Expression): Expression {
  p.advance();
  const given: Expression[] = [];
  if (!p.accepts(")")) {
    do given.push(p.grammar.assignment(p));
    while (p.accepts(","));
    p.expect(")", "after the arguments");
  }
  return { kind: "call", callee, arguments: given, at: callee.at };
}
