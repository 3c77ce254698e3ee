/** Truth: branches, logical operators, and the conditional operator. */

import { unsupportedValue } from "./access.ts";
import { comparisonForm, comparisonOperands, holds, type ValueOperator } from "./arithmetic.ts";
import type { Expression } from "./ast.ts";
import type { Label } from "./code-writer.ts";
import { commonType, convert, truth } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import type { OperationName } from "./instruction.ts";
import { constant, decayed, inRegister, isWide, moveTo, toRegister } from "./operand.ts";
import { type CType, disguisedScalar, pointerTo, typeText } from "./type.ts";
import type { Value } from "./value.ts";

type Binary = Extract<Expression, { kind: "binary" }>;

const comparisons: ReadonlySet<string> = new Set(["<", ">", "<=", ">=", "==", "!="]);

export function lowerBranch(
  f: FunctionContext,
  condition: Expression,
  label: Label,
  whenTrue: boolean,
): void {
  f.nested(condition.at, () => {
    branchOn(f, condition, label, whenTrue);
  });
}

function branchOn(
  f: FunctionContext,
  condition: Expression,
  label: Label,
  whenTrue: boolean,
): void {
  const { writer } = f;
  if (condition.kind === "unary" && condition.operator === "!") {
    f.rules.branch(f, condition.operand, label, !whenTrue);
    return;
  }
  const expected = expectedOperand(condition);
  if (expected !== undefined) {
    f.rules.branch(f, expected, label, whenTrue);
    return;
  }
  if (condition.kind === "binary") {
    const { operator } = condition;
    if (operator === "&&" || operator === "||") {
      branchOnLogical(f, condition, label, whenTrue);
      return;
    }
    if (comparisons.has(operator)) {
      branchOnComparison(f, condition, label, whenTrue);
      return;
    }
  }
  const value = f.rules.value(f, condition);
  if (value.kind === "constant") {
    if ((value.value !== 0n) === whenTrue) writer.jump(label);
    return;
  }
  if (value.type.kind === "float") {
    unsupportedValue(f, value.type, condition.at);
    return;
  }
  if (value.kind !== "register" || disguisedScalar(value.type) !== undefined) {
    f.fail(`${typeText(value.type)} where a scalar is wanted`, condition.at);
  }
  const bits = isWide(value.type) ? "64" : "32";
  writer.at = condition.at;
  writer.jumpIf(`${whenTrue ? "JNZ" : "JZ"}${bits}`, value.register, label);
}

/** What __builtin_expect() is about. */
function expectedOperand(expression: Expression): Expression | undefined {
  if (expression.kind !== "call" || expression.callee.kind !== "identifier") return undefined;
  const { name } = expression.callee;
  if (name !== "__builtin_expect" && name !== "__builtin_expect_with_probability") return undefined;
  const [operand, expected] = expression.arguments;
  // The second operand is a constant as a rule; else it is evaluated where it stands.
  return expected?.kind === "number" ? operand : undefined;
}

function branchOnLogical(
  f: FunctionContext,
  condition: Binary,
  label: Label,
  whenTrue: boolean,
): void {
  const { writer } = f;
  // a && b jumps when false if either does; a || b jumps when true if either does.
  const isEither = (condition.operator === "||") === whenTrue;
  const known = f.rules.constant(f, condition.left);
  if (known !== undefined) {
    const isDecided = (known !== 0n) === (condition.operator === "||");
    if (!isDecided) f.rules.branch(f, condition.right, label, whenTrue);
    else if ((known !== 0n) === whenTrue) writer.jump(label);
    return;
  }
  const past = writer.label();
  f.rules.branch(f, condition.left, isEither ? label : past, isEither ? whenTrue : !whenTrue);
  const { isReachable } = f;
  f.rules.branch(f, condition.right, label, whenTrue);
  // The right operand may be left by a jump; the left one alone may lead behind it.
  f.isReachable = isReachable;
  writer.place(past);
}

function branchOnComparison(
  f: FunctionContext,
  condition: Binary,
  label: Label,
  whenTrue: boolean,
): void {
  const { writer } = f;
  const { at } = condition;
  const left = f.rules.value(f, condition.left);
  const right = f.rules.value(f, condition.right);
  const operator = (whenTrue ? condition.operator : opposite[condition.operator]) as ValueOperator;
  const operands = comparisonOperands(f, left, right, at);
  if (operands === undefined) {
    unsupportedValue(f, left.type.kind === "float" ? left.type : right.type, at);
    return;
  }
  const { left: a, right: b, type } = operands;
  if (a.kind === "constant" && b.kind === "constant") {
    if (holds(operator, a.value, b.value)) writer.jump(label);
    return;
  }
  writer.at = at;
  const bits = isWide(type) ? "64" : "32";
  const isZero = b.kind === "constant" && b.value === 0n;
  if (isZero && (operator === "==" || operator === "!=")) {
    writer.jumpIf(`${operator === "==" ? "JZ" : "JNZ"}${bits}`, toRegister(f, a), label);
    return;
  }
  const form = comparisonForm(operator, a, b, type);
  const register = toRegister(f, form.left);
  const other = toRegister(f, form.right);
  writer.jumpCompare(`J${form.name}${bits}` as OperationName, register, other, label);
}

const opposite: Readonly<Record<string, string>> = {
  "<": ">=",
  ">": "<=",
  "<=": ">",
  ">=": "<",
  "==": "!=",
  "!=": "==",
};

/** && and || as values. */
export function lowerLogical(f: FunctionContext, expression: Binary): Value {
  const { writer } = f;
  const { int } = f.model;
  const isAnd = expression.operator === "&&";
  const left = f.rules.constant(f, expression.left);
  if (left !== undefined) {
    if ((left !== 0n) !== isAnd) return constant(f, int, isAnd ? 0n : 1n);
    return truth(f, f.rules.value(f, expression.right), expression.at);
  }
  const result = writer.register();
  const end = writer.label();
  writer.rii("CONST32", result, isAnd ? 0 : 1);
  f.rules.branch(f, expression, end, !isAnd);
  writer.rii("CONST32", result, isAnd ? 1 : 0);
  writer.place(end);
  return inRegister(int, result);
}

export function lowerConditional(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "conditional" }>,
): Value {
  const { writer } = f;
  const { at, condition, otherwise } = expression;
  if (expression.then === undefined) return lowerElvis(f, expression);
  const { then } = expression;
  const known = f.rules.constant(f, condition);
  const thenType = decayed(f.rules.typeOf(f, then));
  const otherType = decayed(f.rules.typeOf(f, otherwise));
  const type = resultType(f, then, thenType, otherwise, otherType);
  if (known !== undefined) {
    const value = f.rules.value(f, known === 0n ? otherwise : then);
    return type.kind === "void" ? { kind: "void", type } : convert(f, value, type, at);
  }
  const otherLabel = writer.label();
  const end = writer.label();
  f.rules.branch(f, condition, otherLabel, false);
  const hasValue = type.kind !== "void";
  const result = hasValue ? writer.register() : 0;
  const level = writer.level;
  const { isReachable } = f;
  const side = (one: Expression) => {
    f.isReachable = isReachable;
    const value = f.rules.value(f, one);
    if (hasValue) moveTo(f, result, convert(f, value, type, at));
    writer.release(level);
  };
  side(then);
  writer.jump(end);
  writer.place(otherLabel);
  side(otherwise);
  f.isReachable = isReachable;
  writer.place(end);
  return atRegister(type, result);
}

/** GNU `a ?: b`. */
function lowerElvis(
  f: FunctionContext,
  { at, condition, otherwise }: Extract<Expression, { kind: "conditional" }>,
): Value {
  const { writer } = f;
  const known = f.rules.constant(f, condition);
  const thenType = decayed(f.rules.typeOf(f, condition));
  const otherType = decayed(f.rules.typeOf(f, otherwise));
  const type = resultType(f, condition, thenType, otherwise, otherType);
  if (known !== undefined) {
    return convert(f, f.rules.value(f, known === 0n ? otherwise : condition), type, at);
  }
  const end = writer.label();
  const result = writer.register();
  const level = writer.level;
  const value = f.rules.value(f, condition);
  const register = toRegister(f, value);
  // The value itself is asked for once more.
  writer.fence();
  moveTo(f, result, convert(f, value, type, at));
  writer.jumpIf(isWide(value.type) ? "JNZ64" : "JNZ32", register, end);
  writer.release(level);
  const { isReachable } = f;
  moveTo(f, result, convert(f, f.rules.value(f, otherwise), type, at));
  f.isReachable = isReachable;
  writer.place(end);
  writer.release(level);
  return atRegister(type, result);
}

/** A record that is no scalar in disguise is an address in the register. */
function atRegister(type: CType, register: number): Value {
  if (type.kind === "void") return { kind: "void", type };
  if (type.kind === "record" && disguisedScalar(type) === undefined) {
    return { kind: "record", type, address: { kind: "register", register, offset: 0 } };
  }
  return inRegister(type, register);
}

/** C11 6.5.15, with void pointers and null constants as gcc has them. */
function resultType(
  f: FunctionContext,
  then: Expression,
  thenType: CType,
  otherwise: Expression,
  otherType: CType,
): CType {
  if (thenType.kind === "void" || otherType.kind === "void") return { kind: "void" };
  if (thenType.kind === "pointer" || otherType.kind === "pointer") {
    if (thenType.kind !== "pointer") return otherType;
    if (otherType.kind !== "pointer") return thenType;
    if (isNullConstant(f, then, thenType)) return otherType;
    if (isNullConstant(f, otherwise, otherType)) return thenType;
    if (thenType.to.kind === "void") return thenType;
    if (otherType.to.kind === "void") return otherType;
    return pointerTo(thenType.to, thenType.isToConst || otherType.isToConst);
  }
  if (thenType.kind === "record" || otherType.kind === "record") return thenType;
  return commonType(thenType, otherType, f.model);
}

/** A constant zero, alone or cast to void pointer. */
function isNullConstant(f: FunctionContext, expression: Expression, type: CType): boolean {
  if (type.kind !== "pointer" || type.to.kind !== "void" || type.isToConst) return false;
  if (expression.kind !== "cast") return false;
  if (f.rules.typeOf(f, expression.operand).kind === "pointer") return false;
  return f.rules.constant(f, expression) === 0n;
}
