/** Binary and unary operators on values, with constants folded. */

import { unsupportedValue } from "./access.ts";
import type { BinaryOperator } from "./ast.ts";
import type { Register } from "./code-writer.ts";
import { commonType, convert, promote } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import type { OperationName } from "./instruction.ts";
import { constant, immediate, inRegister, isWide, toRegister } from "./operand.ts";
import type { PositionId } from "./position.ts";
import {
  asInteger,
  type CType,
  type IntegerType,
  type PointerType,
  sizeOf,
  typeText,
} from "./type.ts";
import type { Value } from "./value.ts";
import { runtimeSize } from "./variable-length.ts";

export type ValueOperator = Exclude<BinaryOperator, "&&" | "||">;

const comparisons: ReadonlySet<string> = new Set(["<", ">", "<=", ">=", "==", "!="]);

export function binary(
  f: FunctionContext,
  operator: ValueOperator,
  left: Value,
  right: Value,
  at: PositionId,
): Value {
  f.writer.at = at;
  if (left.type.kind === "float" || right.type.kind === "float") {
    const type = comparisons.has(operator)
      ? f.model.int
      : commonType(left.type, right.type, f.model);
    return unsupportedValue(
      f,
      type.kind === "float" ? type : left.type.kind === "float" ? left.type : right.type,
      at,
    );
  }
  if (left.type.kind === "pointer" || right.type.kind === "pointer") {
    return onPointers(f, operator, left, right, at);
  }
  if (asInteger(left.type) === undefined || asInteger(right.type) === undefined) {
    f.fail(`${operator} of ${typeText(left.type)} and ${typeText(right.type)}`, at);
  }
  if (operator === "<<" || operator === ">>") return shift(f, operator, left, right, at);
  const type = commonType(left.type, right.type, f.model);
  const a = convert(f, left, type, at);
  const b = convert(f, right, type, at);
  if (asInteger(type)?.byteSize === 16) {
    if (a.kind !== "constant" || b.kind !== "constant") return unsupportedValue(f, type, at);
  }
  if (comparisons.has(operator)) return compare(f, operator, a, b, type);
  return arithmetic(f, operator, a, b, type as IntegerType, at);
}

function arithmetic(
  f: FunctionContext,
  operator: ValueOperator,
  left: Value,
  right: Value,
  type: IntegerType,
  at: PositionId,
): Value {
  if (left.kind === "constant" && right.kind === "constant") {
    const folded = foldArithmetic(operator, left.value, right.value);
    if (folded !== undefined) {
      const result = constant(f, type, folded);
      const isExact = result.kind === "constant" && result.value === folded;
      // An overflow is the run's to tell, where it is a fault.
      if (isExact || !f.isIso || !type.isSigned) return result;
    }
  }
  const { writer } = f;
  const bits = type.byteSize === 8 ? "64" : "32";
  const isChecked =
    f.isIso && type.isSigned && (operator === "+" || operator === "-" || operator === "*");
  const [a, b] =
    isCommutative(operator) && left.kind === "constant" ? [right, left] : [left, right];
  const small = immediate(b);
  const register = toRegister(f, a);
  if (!isChecked && small !== undefined) {
    const result = withImmediate(f, operator, register, small, bits, type);
    if (result !== undefined) return result;
  }
  const other = toRegister(f, b);
  const result = writer.register();
  writer.at = at;
  writer.rrr(operationFor(operator, bits, type.isSigned, isChecked), result, register, other);
  return inRegister(type, result);
}

function isCommutative(operator: ValueOperator): boolean {
  return ["+", "*", "&", "|", "^"].includes(operator);
}

function withImmediate(
  f: FunctionContext,
  operator: ValueOperator,
  register: number,
  small: number,
  bits: "32" | "64",
  type: IntegerType,
): Value | undefined {
  const { writer } = f;
  const write = (base: string, value: number): Value => {
    const result = writer.register();
    writer.rri(`${base}${bits}` as OperationName, result, register, value);
    return inRegister(type, result);
  };
  switch (operator) {
    case "+":
      return small === 0 ? inRegister(type, register) : write("ADDI", small);
    case "-":
      if (small === -0x8000_0000) return undefined;
      return small === 0 ? inRegister(type, register) : write("ADDI", -small);
    case "*":
      return small === 1 ? inRegister(type, register) : write("MULI", small);
    case "&":
      return write("ANDI", small);
    case "|":
      return write("ORI", small);
    case "^":
      return write("XORI", small);
    case "/":
      if (type.isSigned || small <= 0 || (small & (small - 1)) !== 0) return undefined;
      return write("SHRUI", 31 - Math.clz32(small));
    case "%":
      if (type.isSigned || small <= 0 || (small & (small - 1)) !== 0) return undefined;
      return write("ANDI", small - 1);
    default:
      return undefined;
  }
}

function operationFor(
  operator: ValueOperator,
  bits: string,
  isSigned: boolean,
  isChecked: boolean,
): OperationName {
  const sign = isSigned ? "S" : "U";
  const check = isChecked ? "X" : "";
  const names: Partial<Record<ValueOperator, string>> = {
    "+": `ADD${check}`,
    "-": `SUB${check}`,
    "*": `MUL${check}`,
    "/": `DIV${sign}`,
    "%": `REM${sign}`,
    "&": "AND",
    "|": "OR",
    "^": "XOR",
  };
  return `${names[operator]}${bits}` as OperationName;
}

function foldArithmetic(operator: ValueOperator, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return b === 0n ? undefined : a / b;
    case "%":
      return b === 0n ? undefined : a % b;
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    default:
      return undefined;
  }
}

function shift(
  f: FunctionContext,
  operator: "<<" | ">>",
  left: Value,
  right: Value,
  at: PositionId,
): Value {
  const { writer } = f;
  const value = promote(f, left, at);
  const type = value.type as IntegerType;
  const count = promote(f, right, at);
  const bits = type.byteSize * 8;
  if (value.kind === "constant" && count.kind === "constant") {
    const isInRange = count.value >= 0n && count.value < BigInt(bits);
    const folded =
      operator === "<<" ? value.value << (count.value & 127n) : value.value >> (count.value & 127n);
    const result = constant(f, type, folded);
    const isExact = result.kind === "constant" && result.value === folded && value.value >= 0n;
    if (isInRange && (isExact || !f.isIso || !type.isSigned || operator === ">>")) return result;
  }
  if (type.byteSize === 16) return unsupportedValue(f, type, at);
  const name = operator === "<<" ? "SHL" : type.isSigned ? "SHRS" : "SHRU";
  const width = bits === 64 ? "64" : "32";
  const register = toRegister(f, value);
  const isKnown = count.kind === "constant" && count.value >= 0n && count.value < BigInt(bits);
  if (isKnown && count.kind === "constant" && !(f.isIso && operator === "<<" && type.isSigned)) {
    const result = writer.register();
    writer.rri(`${name}I${width}` as OperationName, result, register, Number(count.value));
    return inRegister(type, result);
  }
  const by = toRegister(f, count);
  if (f.isIso) {
    writer.rii("SHIFTCHECK", by, bits);
    if (operator === "<<" && type.isSigned) writer.rri("SHLCHECK", register, by, bits);
  }
  const result = writer.register();
  writer.rrr(`${name}${width}` as OperationName, result, register, by);
  return inRegister(type, result);
}

// ---- comparisons ----

function compare(
  f: FunctionContext,
  operator: ValueOperator,
  left: Value,
  right: Value,
  type: CType,
): Value {
  if (left.kind === "constant" && right.kind === "constant") {
    return constant(f, f.model.int, holds(operator, left.value, right.value) ? 1n : 0n);
  }
  const { writer } = f;
  const form = comparisonForm(operator, left, right, type);
  const small = immediate(form.right);
  const bits = isWide(type) ? "64" : "32";
  const result = writer.register();
  const hasImmediate =
    form.name === "EQ" || form.name === "NE" || (bits === "32" && form.name.startsWith("LT"));
  if (small !== undefined && hasImmediate) {
    // LTS and LTU have an immediate form of 32 bits alone.
    const register = toRegister(f, form.left);
    writer.rri(`${form.name}I${bits}` as OperationName, result, register, small);
  } else {
    const register = toRegister(f, form.left);
    writer.rrr(`${form.name}${bits}` as OperationName, result, register, toRegister(f, form.right));
  }
  return inRegister(f.model.int, result);
}

export interface ComparisonForm {
  /** EQ, NE, LTS, LES, LTU or LEU. */
  readonly name: string;
  readonly left: Value;
  readonly right: Value;
}

/** With operands swapped for > and >=. */
export function comparisonForm(
  operator: ValueOperator,
  left: Value,
  right: Value,
  type: CType,
): ComparisonForm {
  const sign = asInteger(type)?.isSigned === true ? "S" : "U";
  switch (operator) {
    case "==":
      return left.kind === "constant"
        ? { name: "EQ", left: right, right: left }
        : { name: "EQ", left, right };
    case "!=":
      return left.kind === "constant"
        ? { name: "NE", left: right, right: left }
        : { name: "NE", left, right };
    case "<":
      return { name: `LT${sign}`, left, right };
    case "<=":
      return { name: `LE${sign}`, left, right };
    case ">":
      return { name: `LT${sign}`, left: right, right: left };
    default:
      return { name: `LE${sign}`, left: right, right: left };
  }
}

/** Whether a comparison of constants is true. */
export function holds(operator: ValueOperator, a: bigint, b: bigint): boolean {
  switch (operator) {
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    case ">=":
      return a >= b;
    case "==":
      return a === b;
    default:
      return a !== b;
  }
}

/** Both operands as they are compared; undefined when they are none that one jump can compare. */
export function comparisonOperands(
  f: FunctionContext,
  left: Value,
  right: Value,
  at: PositionId,
): { readonly left: Value; readonly right: Value; readonly type: CType } | undefined {
  if (left.type.kind === "float" || right.type.kind === "float") return undefined;
  if (left.type.kind === "pointer" || right.type.kind === "pointer") {
    const type = left.type.kind === "pointer" ? left.type : right.type;
    return { left: convert(f, left, type, at), right: convert(f, right, type, at), type };
  }
  const type = commonType(left.type, right.type, f.model);
  if (asInteger(type) === undefined || asInteger(type)?.byteSize === 16) return undefined;
  return { left: convert(f, left, type, at), right: convert(f, right, type, at), type };
}

// ---- pointers ----

function onPointers(
  f: FunctionContext,
  operator: ValueOperator,
  left: Value,
  right: Value,
  at: PositionId,
): Value {
  if (comparisons.has(operator)) {
    const type = left.type.kind === "pointer" ? left.type : right.type;
    return compare(f, operator, convert(f, left, type, at), convert(f, right, type, at), type);
  }
  if (operator === "+") {
    return left.type.kind === "pointer"
      ? movePointer(f, left, right, 1, at)
      : movePointer(f, right, left, 1, at);
  }
  if (operator === "-" && left.type.kind === "pointer") {
    return right.type.kind === "pointer"
      ? pointerDifference(f, left, right, at)
      : movePointer(f, left, right, -1, at);
  }
  return f.fail(`${operator} of ${typeText(left.type)} and ${typeText(right.type)}`, at);
}

/** pointer + sign * index elements. */
export function movePointer(
  f: FunctionContext,
  pointer: Value,
  index: Value,
  sign: 1 | -1,
  at: PositionId,
): Value {
  const { writer, model } = f;
  const { type } = pointer;
  if (type.kind !== "pointer") return f.fail("an index into what is no pointer", at);
  const byteSize = sizeOf(type.to, model);
  if (byteSize === undefined) return moveByRuntimeSize(f, pointer, type, index, sign, at);
  if (index.kind === "constant") {
    const distance = index.value * BigInt(byteSize * sign);
    if (pointer.kind === "constant") return constant(f, type, pointer.value + distance);
    if (distance >= -0x7000_0000n && distance <= 0x7000_0000n) {
      if (distance === 0n) return pointer;
      const result = writer.register();
      writer.rri("ADDI64", result, toRegister(f, pointer), Number(distance));
      return movedPointer(f, pointer, result, type);
    }
  }
  const from = toRegister(f, pointer);
  const distance = scaledIndex(f, index, byteSize, at);
  const result = writer.register();
  writer.rrr(sign === 1 ? "ADD64" : "SUB64", result, from, distance);
  return movedPointer(f, pointer, result, type);
}

/** Of a pointer to a variable-length array. */
function moveByRuntimeSize(
  f: FunctionContext,
  pointer: Value,
  type: PointerType,
  index: Value,
  sign: 1 | -1,
  at: PositionId,
): Value {
  const { writer, model } = f;
  const size = runtimeSize(f, type.to, at);
  if (size === undefined) return f.fail(`${typeText(type.to)} is incomplete`, at);
  const distance = writer.register();
  writer.rrr("MUL64", distance, toRegister(f, convert(f, index, model.longLong, at)), size);
  const result = writer.register();
  writer.rrr(sign === 1 ? "ADD64" : "SUB64", result, toRegister(f, pointer), distance);
  return movedPointer(f, pointer, result, type);
}

/** index * byteSize as a 64-bit number in a register. */
export function scaledIndex(
  f: FunctionContext,
  index: Value,
  byteSize: number,
  at: PositionId,
): Register {
  const { writer } = f;
  const distance = toRegister(f, convert(f, index, f.model.longLong, at));
  if (byteSize === 1) return distance;
  const scaled = writer.register();
  const isPower = byteSize > 0 && (byteSize & (byteSize - 1)) === 0;
  if (isPower) writer.rri("SHLI64", scaled, distance, 31 - Math.clz32(byteSize));
  else writer.rri("MULI64", scaled, distance, byteSize);
  return scaled;
}

function movedPointer(f: FunctionContext, from: Value, register: number, type: CType): Value {
  if (f.model.pointerByteSize === 4) f.writer.rri("ZEXT64", register, register);
  if (f.isIso) f.writer.rri("BOUNDS", register, toRegister(f, from));
  return inRegister(type, register);
}

function pointerDifference(f: FunctionContext, left: Value, right: Value, at: PositionId): Value {
  const { writer, model } = f;
  const type = model.long;
  const to = left.type.kind === "pointer" ? left.type.to : left.type;
  const run = sizeOf(to, model) === undefined ? runtimeSize(f, to, at) : undefined;
  if (run !== undefined) {
    const bytes = writer.register();
    writer.rrr("SUB64", bytes, toRegister(f, left), toRegister(f, right));
    writer.rrr("DIVS64", bytes, bytes, run);
    return inRegister(type, bytes);
  }
  const byteSize = Math.max(1, sizeOf(to, model) ?? f.fail(`${typeText(to)} is incomplete`, at));
  if (left.kind === "constant" && right.kind === "constant") {
    return constant(f, type, (left.value - right.value) / BigInt(byteSize));
  }
  const difference = writer.register();
  writer.rrr("SUB64", difference, toRegister(f, left), toRegister(f, right));
  if (byteSize === 1) return inRegister(type, difference);
  const result = writer.register();
  if ((byteSize & (byteSize - 1)) === 0) {
    writer.rri("SHRSI64", result, difference, 31 - Math.clz32(byteSize));
  } else {
    const divisor = writer.register();
    writer.rii("CONST64", divisor, byteSize, 0);
    writer.rrr("DIVS64", result, difference, divisor);
  }
  return inRegister(type, result);
}

// ---- unary ----

export function negate(f: FunctionContext, value: Value, at: PositionId): Value {
  if (value.type.kind === "float") return unsupportedValue(f, value.type, at);
  const operand = promote(f, value, at);
  const type = asInteger(operand.type);
  if (type === undefined) return f.fail(`- of ${typeText(value.type)}`, at);
  if (operand.kind === "constant") {
    const result = constant(f, type, -operand.value);
    const isExact = result.kind === "constant" && result.value === -operand.value;
    if (isExact || !f.isIso || !type.isSigned) return result;
  }
  if (type.byteSize === 16) return unsupportedValue(f, type, at);
  const result = f.writer.register();
  const name = f.isIso && type.isSigned ? "NEGX" : "NEG";
  const bits = type.byteSize === 8 ? "64" : "32";
  f.writer.rri(`${name}${bits}` as OperationName, result, toRegister(f, operand));
  return inRegister(type, result);
}

export function complement(f: FunctionContext, value: Value, at: PositionId): Value {
  const operand = promote(f, value, at);
  const type = asInteger(operand.type);
  if (type === undefined) return f.fail(`~ of ${typeText(value.type)}`, at);
  if (operand.kind === "constant") return constant(f, type, ~operand.value);
  if (type.byteSize === 16) return unsupportedValue(f, type, at);
  const result = f.writer.register();
  f.writer.rri(type.byteSize === 8 ? "NOT64" : "NOT32", result, toRegister(f, operand));
  return inRegister(type, result);
}
