/** Expressions to values. */

import { load, store, unsupported, unsupportedValue } from "./access.ts";
import { binary, complement, movePointer, negate, type ValueOperator } from "./arithmetic.ts";
import { assignPlace } from "./assign.ts";
import type { Expression } from "./ast.ts";
import { convert, promote } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import { readCharacter, readNumber } from "./literals.ts";
import { lowerConditional, lowerLogical } from "./lower-conditional.ts";
import { addressOf, chosen, memberOf, pointee } from "./lower-place.ts";
import {
  addressOfValue,
  constant,
  decayed,
  inRegister,
  pointerValue,
  toRegister,
} from "./operand.ts";
import { resolveTypeName } from "./resolve-type.ts";
import {
  alignmentOf,
  asInteger,
  type CType,
  disguisedScalar,
  pointerTo,
  sameType,
  sizeOf,
  typeText,
} from "./type.ts";
import { memory, type Place, type Value } from "./value.ts";
import { runtimeSize } from "./variable-length.ts";

export function lowerValue(f: FunctionContext, expression: Expression): Value {
  return f.nested(expression.at, () => readValue(f, expression));
}

function readValue(f: FunctionContext, expression: Expression): Value {
  const { at } = expression;
  f.writer.at = at;
  switch (expression.kind) {
    case "identifier": {
      const entity = f.find(expression.name, at);
      if (entity?.kind === "enumerator") return constant(f, entity.type, entity.value);
      return load(f, f.rules.place(f, expression), at);
    }
    case "number": {
      const meaning = readNumber(expression.text, f.model, at);
      if (meaning.kind === "integer") return constant(f, meaning.type, meaning.value);
      return unsupportedValue(f, meaning.type, at);
    }
    case "character": {
      const { type, value } = readCharacter(expression.text, f.model);
      return constant(f, type, value);
    }
    case "string":
    case "subscript":
    case "member":
    case "compound-literal":
      return load(f, f.rules.place(f, expression), at);
    case "unary":
      return unary(f, expression);
    case "increment":
      return increment(f, expression);
    case "binary":
      if (expression.operator === "&&" || expression.operator === "||") {
        return lowerLogical(f, expression);
      }
      return lowerBinary(f, expression);
    case "assignment":
      return assignment(f, expression);
    case "conditional":
      return lowerConditional(f, expression);
    case "comma":
      f.rules.value(f, expression.left);
      return f.rules.value(f, expression.right);
    case "call":
      return f.rules.call(f, expression);
    case "cast":
      return cast(f, expression);
    case "sizeof-expression":
      return sizeValue(f, f.rules.typeOf(f, expression.operand), at);
    case "sizeof-type":
      return sizeValue(f, resolveTypeName(f, expression.type), at);
    case "alignof-type":
      return alignmentValue(f, resolveTypeName(f, expression.type));
    case "alignof-expression":
      return alignmentValue(f, f.rules.typeOf(f, expression.operand));
    case "generic":
    case "choose":
      return f.rules.value(f, chosen(f, expression));
    case "statement-expression":
      return f.rules.statementExpression(f, expression);
    case "label-address":
      return labelAddress(f, expression.label);
    case "va-arg":
      return variadicArgument(f, expression);
    case "offsetof":
      return offsetOf(f, expression);
    case "types-compatible": {
      const left = resolveTypeName(f, expression.left);
      const right = resolveTypeName(f, expression.right);
      return constant(f, f.model.int, sameType(left, right) ? 1n : 0n);
    }
  }
}

/** Long chains such as a + b + c are walked without depth. */
function lowerBinary(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "binary" }>,
): Value {
  const chain: Extract<Expression, { kind: "binary" }>[] = [expression];
  let { left } = expression;
  while (left.kind === "binary" && left.operator !== "&&" && left.operator !== "||") {
    chain.push(left);
    left = left.left;
  }
  let value = f.rules.value(f, left);
  for (const link of chain.reverse()) {
    const right = f.rules.value(f, link.right);
    value = binary(f, link.operator as ValueOperator, value, right, link.at);
  }
  return value;
}

function unary(f: FunctionContext, expression: Extract<Expression, { kind: "unary" }>): Value {
  const { at, operator, operand } = expression;
  switch (operator) {
    case "&": {
      const place = f.rules.place(f, operand);
      return pointerValue(f, addressOf(f, place, at), pointerTo(place.type));
    }
    case "*":
      return load(f, pointee(f, f.rules.value(f, operand), at), at);
    case "-":
      return negate(f, f.rules.value(f, operand), at);
    case "~":
      return complement(f, f.rules.value(f, operand), at);
    case "+":
      return promote(f, f.rules.value(f, operand), at);
    case "!": {
      const value = f.rules.value(f, operand);
      if (value.type.kind === "float") return unsupportedValue(f, f.model.int, at);
      const zero = constant(f, value.type.kind === "pointer" ? value.type : f.model.int, 0n);
      return binary(f, "==", value, zero, at);
    }
  }
}

/** An expression whose value nobody asks for. */
export function lowerEffect(f: FunctionContext, expression: Expression): void {
  if (expression.kind === "increment") {
    f.writer.at = expression.at;
    f.nested(expression.at, () => increment(f, { ...expression, isPrefix: true }));
  } else f.rules.value(f, expression);
}

function increment(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "increment" }>,
): Value {
  const { at, operator, isPrefix } = expression;
  const place = f.rules.place(f, expression.operand);
  let old = load(f, place, at);
  if (!isPrefix && place.kind === "variable") old = copied(f, old);
  const one = constant(f, f.model.int, 1n);
  const sign = operator === "++" ? 1 : -1;
  const sum =
    old.type.kind === "pointer"
      ? movePointer(f, old, one, sign, at)
      : binary(f, sign === 1 ? "+" : "-", old, one, at);
  const result = assignPlace(f, place, sum, at);
  return isPrefix ? result : old;
}

function copied(f: FunctionContext, value: Value): Value {
  if (value.kind !== "register") return value;
  const register = f.writer.register();
  const isPair = value.type.kind === "pointer" || asInteger(value.type)?.byteSize === 8;
  f.writer.rri(isPair ? "MOV64" : "MOV32", register, value.register);
  return inRegister(value.type, register);
}

function assignment(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "assignment" }>,
): Value {
  const { at, operator } = expression;
  if (operator === undefined) {
    const place = f.rules.place(f, expression.left);
    const value = f.rules.value(f, expression.right);
    return assignPlace(f, place, value, at);
  }
  const place = f.rules.place(f, expression.left);
  const old = load(f, place, at);
  const right = f.rules.value(f, expression.right);
  const result = binary(f, operator as ValueOperator, old, right, at);
  return assignPlace(f, place, result, at);
}

function cast(f: FunctionContext, expression: Extract<Expression, { kind: "cast" }>): Value {
  const { at } = expression;
  const type = resolveTypeName(f, expression.type);
  const value = f.rules.value(f, expression.operand);
  if (type.kind === "record" && !sameType(type, value.type)) {
    if (type.isUnion) return castToUnion(f, type, value, at);
    return f.fail(`a cast to ${typeText(type)}`, at);
  }
  if (type.kind === "array" || type.kind === "function") {
    return f.fail(`a cast to ${typeText(type)}`, at);
  }
  if (value.kind === "record" && type.kind === "void") return { kind: "void", type };
  const result = convert(f, value, type, at);
  // The type changes even where no bit does.
  if (result.kind === "register" && disguisedScalar(result.type) === undefined) {
    return { ...result, type };
  }
  return result;
}

/** GNU: a cast to a union initialises the member of the value's type. */
function castToUnion(
  f: FunctionContext,
  type: Extract<CType, { kind: "record" }>,
  value: Value,
  at: number,
): Value {
  const member = type.members?.find((one) => sameType(one.type, value.type));
  if (member === undefined) return f.fail(`a cast to ${typeText(type)}`, at);
  const offset = f.writer.frame(type.byteSize, Math.min(16, type.alignment));
  const place = memory(type, { kind: "frame", offset });
  store(f, memory(member.type, { kind: "frame", offset }), value, at);
  return load(f, place, at);
}

function sizeValue(f: FunctionContext, type: CType, at: number): Value {
  const { unsignedLong } = f.model;
  const run = sizeOf(type, f.model) === undefined ? runtimeSize(f, type, at) : undefined;
  if (run !== undefined) return inRegister(unsignedLong, run);
  const byteSize = sizeOf(type, f.model);
  if (byteSize === undefined) return f.fail(`the size of ${typeText(type)} is not known`, at);
  return constant(f, unsignedLong, BigInt(byteSize));
}

function alignmentValue(f: FunctionContext, type: CType): Value {
  return constant(f, f.model.unsignedLong, BigInt(alignmentOf(type, f.model)));
}

function labelAddress(f: FunctionContext, name: string): Value {
  const label = f.label(name);
  const register = f.writer.register();
  f.writer.labelAddress(register, label);
  return inRegister(pointerTo({ kind: "void" }), register);
}

/** The next variadic argument; the list is the address of its slot. */
function variadicArgument(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "va-arg" }>,
): Value {
  const { at } = expression;
  const type = resolveTypeName(f, expression.type);
  const list = f.rules.place(f, expression.list);
  const pointer = load(f, list, at);
  if (pointer.type.kind !== "pointer") return unsupported(f, "this form of va_list", type, at);
  const copy = copied(f, pointer);
  // A slot has no type but the one that it is read as.
  const slot = { ...memory(decayed(type), addressOfValue(f, copy)), isUnion: true } as Place;
  const value = load(f, slot, at);
  const byteSize = Math.max(1, Math.ceil((sizeOf(type, f.model) ?? 8) / 8)) * 8;
  const next = f.writer.register();
  f.writer.rri("ADDI64", next, toRegister(f, copy), byteSize);
  store(f, list, inRegister(pointer.type, next), at);
  return value;
}

function offsetOf(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "offsetof" }>,
): Value {
  let type = resolveTypeName(f, expression.type);
  let offset: Value = constant(f, f.model.unsignedLong, 0n);
  const add = (value: Value, at: number) => {
    offset = binary(f, "+", offset, convert(f, value, f.model.unsignedLong, at), at);
  };
  for (const step of expression.path) {
    if (step.kind === "member") {
      if (type.kind !== "record") return f.fail(`${typeText(type)} has no members`, step.at);
      const found = memberOf(f, type, step.name, step.at);
      if (found.bit !== undefined) return f.fail("the offset of a bitfield", step.at);
      add(constant(f, f.model.unsignedLong, BigInt(found.byteOffset)), step.at);
      type = found.type;
    } else {
      if (type.kind !== "array") return f.fail(`${typeText(type)} has no elements`, step.at);
      const index = f.rules.value(f, step.index);
      const size = constant(f, f.model.unsignedLong, BigInt(sizeOf(type.of, f.model) ?? 0));
      add(binary(f, "*", index, size, step.at), step.at);
      type = type.of;
    }
  }
  return offset;
}
