/**
 * Expressions above the operands: comma, assignment, conditional, and binary operators.
 *
 * Binary operators are reduced on a stack of our own, so that a level of parentheses costs the same
 * few calls whatever stands before it.
 */
import type { BinaryOperator, Expression } from "./ast.ts";
import { parseUnary } from "./parse-operand.ts";
import type { ParseState } from "./parse-state.ts";
import type { Token } from "./token.ts";

const precedences: ReadonlyMap<string, number> = new Map(
  [["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", ">", "<=", ">="], ["<<", ">>"]]
    .concat([
      ["+", "-"],
      ["*", "/", "%"],
    ])
    .flatMap((operators, level) => operators.map((operator) => [operator, level] as const)),
);

/** What stands before the `=`; undefined for a plain one. */
const assignmentOperators: ReadonlyMap<string, BinaryOperator | undefined> = new Map<
  string,
  BinaryOperator | undefined
>([
  ["=", undefined],
  ["*=", "*"],
  ["/=", "/"],
  ["%=", "%"],
  ["+=", "+"],
  ["-=", "-"],
  ["<<=", "<<"],
  [">>=", ">>"],
  ["&=", "&"],
  ["^=", "^"],
  ["|=", "|"],
]);

export function parseExpression(p: ParseState): Expression {
  const outerLinks = p.nLinks;
  p.nLinks = 0;
  let left = parseAssignment(p);
  while (p.text === ",") {
    const { at } = p.advance();
    const right = parseAssignment(p);
    p.link();
    left = { kind: "comma", left, right, at };
  }
  if (outerLinks > p.nLinks) p.nLinks = outerLinks;
  return left;
}

export function parseAssignment(p: ParseState): Expression {
  p.enter();
  const outerLinks = p.nLinks;
  p.nLinks = 0;
  let left = parseBinary(p);
  if (p.text === "?") left = parseConditional(p, left);
  else if (assignmentOperators.has(p.text)) {
    const { text, at } = p.advance();
    const right = parseAssignment(p);
    left = { kind: "assignment", operator: assignmentOperators.get(text), left, right, at };
  }
  if (outerLinks > p.nLinks) p.nLinks = outerLinks;
  p.leave();
  return left;
}

/** The last operand takes an assignment too, as in C++; C has no other reading of it. */
function parseConditional(p: ParseState, condition: Expression): Expression {
  const { at } = p.advance();
  const then = p.text === ":" ? undefined : parseExpression(p);
  p.expect(":", "of the conditional expression");
  return { kind: "conditional", condition, then, otherwise: parseAssignment(p), at };
}

function parseBinary(p: ParseState): Expression {
  const first = parseUnary(p);
  let precedence = precedences.get(p.text);
  if (precedence === undefined) return first;
  const operands: Expression[] = [first];
  const operators: Token[] = [];
  const waiting: number[] = [];
  while (precedence !== undefined) {
    while ((waiting.at(-1) ?? -1) >= precedence) {
      waiting.pop();
      reduce(p, operands, operators);
    }
    waiting.push(precedence);
    operators.push(p.advance());
    operands.push(parseUnary(p));
    precedence = precedences.get(p.text);
  }
  while (operators.length > 0) reduce(p, operands, operators);
  return operands[0] as Expression;
}

function reduce(p: ParseState, operands: Expression[], operators: Token[]): void {
  p.link();
  const operator = operators.pop() as Token;
  const right = operands.pop() as Expression;
  const left = operands.pop() as Expression;
  operands.push({
    kind: "binary",
    operator: operator.text as BinaryOperator,
    left,
    right,
    at: operator.at,
  });
}
