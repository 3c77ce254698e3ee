/** Conversions between scalar types (C11 6.3). */
import { unsupportedValue } from "./access.ts";
import type { FunctionContext } from "./function-context.ts";
import { constant, inRegister, isWide, wrapped } from "./operand.ts";
import type { PositionId } from "./position.ts";
import {
  asInteger,
  type CType,
  disguisedScalar,
  type IntegerType,
  sameType,
  type TypeModel,
  typeText,
} from "./type.ts";
import type { Value } from "./value.ts";

/** The value as one of `type`. */
export function convert(f: FunctionContext, value: Value, type: CType, at: PositionId): Value {
  if (value.type === type) return value;
  if (type.kind === "void") return { kind: "void", type };
  if (type.kind === "float" || value.type.kind === "float") return unsupportedValue(f, type, at);
  if (type.kind === "record" || value.type.kind === "record") {
    if (sameType(type, value.type) || value.kind === "void") return value;
    f.fail(`${typeText(value.type)} where ${typeText(type)} is wanted`, at);
  }
  switch (value.kind) {
    case "constant":
      return { kind: "constant", type, value: wrapped(value.value, type, f.model.pointerByteSize) };
    case "register":
      return convertRegister(f, value, type, at);
    case "record":
    case "void":
      return f.fail(`${typeText(value.type)} where ${typeText(type)} is wanted`, at);
  }
}

function convertRegister(
  f: FunctionContext,
  value: Extract<Value, { kind: "register" }>,
  type: CType,
  at: PositionId,
): Value {
  const { writer, model } = f;
  const { register } = value;
  const from = value.type;
  const fromInteger = asInteger(from);
  const toInteger = asInteger(type);
  if (fromInteger?.byteSize === 16 || toInteger?.byteSize === 16) {
    return unsupportedValue(f, model.int128, at);
  }
  const fromWide = isWide(from);
  if (toInteger?.isBool === true) {
    if (fromInteger?.isBool === true) return inRegister(type, register);
    const result = writer.register();
    writer.rri(fromWide ? "BOOL64" : "BOOL32", result, register);
    return inRegister(type, result);
  }
  if (isWide(type)) {
    const isShortPointer = type.kind === "pointer" && model.pointerByteSize === 4;
    if (fromWide && !(isShortPointer && from.kind !== "pointer")) return inRegister(type, register);
    const result = writer.register();
    const isSigned = fromInteger?.isSigned === true && !isShortPointer;
    writer.rri(isSigned ? "SEXT64" : "ZEXT64", result, register);
    return inRegister(type, result);
  }
  // Narrow: the low lane, extended as the type says.
  if (toInteger === undefined || toInteger.byteSize === 4) return inRegister(type, register);
  if (fromInteger !== undefined && fits(fromInteger, toInteger)) return inRegister(type, register);
  const result = writer.register();
  const sign = toInteger.isSigned ? "SEXT" : "ZEXT";
  writer.rri(`${sign}${toInteger.byteSize === 1 ? "8" : "16"}`, result, register);
  return inRegister(type, result);
}

/** Whether all values of `from` are values of `to`, which is narrower than int. */
function fits(from: IntegerType, to: IntegerType): boolean {
  if (from.isBool) return true;
  if (from.isSigned === to.isSigned) return from.byteSize <= to.byteSize;
  return !from.isSigned && from.byteSize < to.byteSize;
}

/** Integer promotions (C11 6.3.1.1). */
export function promoted(type: CType, model: TypeModel): CType {
  const integer = asInteger(type);
  if (integer === undefined) return type;
  return integer.rank < model.int.rank ? model.int : integer;
}

export function promote(f: FunctionContext, value: Value, at: PositionId): Value {
  return convert(f, value, promoted(value.type, f.model), at);
}

/** Usual arithmetic conversions (C11 6.3.1.8), of promoted or other types. */
export function commonType(left: CType, right: CType, model: TypeModel): CType {
  if (left.kind === "float" || right.kind === "float") {
    if (left.kind !== "float") return right;
    if (right.kind !== "float") return left;
    return left.byteSize >= right.byteSize ? left : right;
  }
  const a = asInteger(promoted(left, model));
  const b = asInteger(promoted(right, model));
  if (a === undefined || b === undefined) return left;
  if (a.name === b.name) return a;
  if (a.isSigned === b.isSigned) return a.rank >= b.rank ? a : b;
  const [signed, unsigned] = a.isSigned ? [a, b] : [b, a];
  if (unsigned.rank >= signed.rank) return unsigned;
  if (signed.byteSize > unsigned.byteSize) return signed;
  return unsignedOf(signed, model);
}

function unsignedOf(type: IntegerType, model: TypeModel): IntegerType {
  switch (type.name) {
    case "long":
      return model.unsignedLong;
    case "long long":
      return model.unsignedLongLong;
    case "__int128":
      return model.unsignedInt128;
    default:
      return model.unsignedInt;
  }
}

/** Whether the value is true; a constant when that is known. */
export function truth(f: FunctionContext, value: Value, at: PositionId): Value {
  if (value.type.kind === "float") return unsupportedValue(f, f.model.int, at);
  if (value.kind === "constant") return constant(f, f.model.int, value.value === 0n ? 0n : 1n);
  if (value.kind !== "register" || disguisedScalar(value.type) !== undefined) {
    return f.fail(`${typeText(value.type)} where a scalar is wanted`, at);
  }
  const result = f.writer.register();
  f.writer.rri(isWide(value.type) ? "BOOL64" : "BOOL32", result, value.register);
  return inRegister(f.model.int, result);
}
