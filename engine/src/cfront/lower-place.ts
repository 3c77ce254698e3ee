/** Expressions that name a place: variables, members, elements, what a pointer points to. */

import { copyRecord, store } from "./access.ts";
import { movePointer, scaledIndex } from "./arithmetic.ts";
import type { Expression } from "./ast.ts";
import type { FunctionContext } from "./function-context.ts";
import { readString } from "./literals.ts";
import {
  addressOfValue,
  addressRegister,
  inRegister,
  pointerValue,
  toRegister,
} from "./operand.ts";
import { findMember } from "./record-layout.ts";
import { resolveTypeName } from "./resolve-type.ts";
import {
  type ArrayType,
  alignmentOf,
  type CType,
  disguisedScalar,
  pointerTo,
  type RecordMember,
  type RecordType,
  sizeOf,
  typeText,
} from "./type.ts";
import { type Address, memory, moved, type Place, type Value } from "./value.ts";

export function lowerPlace(f: FunctionContext, expression: Expression): Place {
  return f.nested(expression.at, () => placeOf(f, expression));
}

function placeOf(f: FunctionContext, expression: Expression): Place {
  const { at } = expression;
  f.writer.at = at;
  switch (expression.kind) {
    case "identifier":
      return placeOfName(f, expression.name, at);
    case "string":
      return placeOfString(f, expression.pieces, at);
    case "unary":
      if (expression.operator === "*") return pointee(f, f.rules.value(f, expression.operand), at);
      break;
    case "subscript":
      return element(f, expression);
    case "member":
      return member(f, expression);
    case "compound-literal":
      return compoundLiteral(f, expression);
    case "generic":
    case "choose":
      return f.rules.place(f, chosen(f, expression));
    case "cast":
      // A cast to the record's own type keeps the place, as gcc allows.
      break;
    default:
      break;
  }
  return placeOfValue(f, f.rules.value(f, expression), at);
}

/** A record that is a value, such as a call's result, is somewhere, too. */
function placeOfValue(f: FunctionContext, value: Value, at: number): Place {
  if (value.kind === "record") return memory(value.type, value.address);
  if (value.kind === "register" && disguisedScalar(value.type) !== undefined) {
    return { kind: "variable", type: value.type, register: value.register };
  }
  if (value.kind === "constant" && disguisedScalar(value.type) !== undefined) {
    return { kind: "variable", type: value.type, register: toRegister(f, value) };
  }
  return f.fail(`a value of type ${typeText(value.type)} where a place is wanted`, at);
}

function placeOfName(f: FunctionContext, name: string, at: number): Place {
  if (name === "__func__" || name === "__FUNCTION__" || name === "__PRETTY_FUNCTION__") {
    return placeOfString(f, [`"${f.functionName}"`], at);
  }
  const entity = f.find(name, at);
  switch (entity?.kind) {
    case "place":
      return entity.place.kind === "memory" ? { ...entity.place, isDeclared: true } : entity.place;
    case "object":
      if (!f.isDiscarding) f.program.useObject(entity.object);
      return {
        kind: "memory",
        type: entity.type,
        address: { kind: "absolute", address: entity.object.address },
        bit: undefined,
        isDeclared: true,
      };
    case "function":
      if (!f.isDiscarding) f.program.useFunction(entity.function);
      return memory(entity.type, { kind: "absolute", address: entity.function.address });
    case undefined:
      return f.fail(`${name} is not declared`, at);
    default:
      return f.fail(`${name} is no object`, at);
  }
}

function placeOfString(f: FunctionContext, pieces: readonly string[], at: number): Place {
  const { element: of, length, bytes } = readString(pieces, f.model);
  const type: CType = { kind: "array", of, length };
  const object = f.program.stringObject(bytes, type, at);
  if (!f.isDiscarding) f.program.useObject(object);
  return memory(type, { kind: "absolute", address: object.address });
}

export function pointee(f: FunctionContext, pointer: Value, at: number): Place {
  if (pointer.type.kind !== "pointer") {
    return f.fail(`* of ${typeText(pointer.type)}, which is no pointer`, at);
  }
  return memory(pointer.type.to, addressOfValue(f, pointer));
}

function element(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "subscript" }>,
): Place {
  const { at } = expression;
  const type = f.rules.typeOf(f, expression.array);
  if (type.kind === "array") return elementOfArray(f, expression, type);
  const array = f.rules.value(f, expression.array);
  const index = f.rules.value(f, expression.index);
  const [pointer, by] = array.type.kind === "pointer" ? [array, index] : [index, array];
  if (pointer.type.kind !== "pointer") return f.fail("an index into what is no array", at);
  const { to } = pointer.type;
  const byteSize = sizeOf(to, f.model);
  if (byteSize !== undefined && isSmallConstant(by) && !f.isIso) {
    return memory(to, moved(addressOfValue(f, pointer), Number(by.value) * byteSize));
  }
  return memory(to, addressOfValue(f, movePointer(f, pointer, by, 1, at)));
}

/** Of an array, rather than by a pointer: what is known of the array holds for the element. */
function elementOfArray(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "subscript" }>,
  type: ArrayType,
): Place {
  const { at } = expression;
  const place = f.rules.place(f, expression.array);
  const index = f.rules.value(f, expression.index);
  if (place.kind !== "memory") return f.fail("an index into a register", at);
  const byteSize = sizeOf(type.of, f.model);
  const isInside =
    index.kind === "constant" && index.value >= 0n && index.value < BigInt(type.length ?? 0);
  const placeAt = (address: Address): Place => ({ ...place, type: type.of, address });
  if (byteSize !== undefined && isSmallConstant(index) && (isInside || !f.isIso)) {
    return placeAt(moved(place.address, Number(index.value) * byteSize));
  }
  if (byteSize === undefined || f.isIso || f.model.pointerByteSize === 4) {
    const pointer = pointerValue(f, place.address, pointerTo(type.of));
    return placeAt(addressOfValue(f, movePointer(f, pointer, index, 1, at)));
  }
  const { address } = place;
  const scaled = scaledIndex(f, index, byteSize, at);
  // A low base is the offset of the access itself.
  if (address.kind === "absolute" && address.address < 0x7000_0000n) {
    return placeAt({ kind: "register", register: scaled, offset: Number(address.address) });
  }
  const base = address.kind === "register" ? address.register : addressRegister(f, address);
  const sum = f.writer.register();
  f.writer.rrr("ADD64", sum, base, scaled);
  return placeAt({
    kind: "register",
    register: sum,
    offset: address.kind === "register" ? address.offset : 0,
  });
}

function isSmallConstant(index: Value): index is Extract<Value, { kind: "constant" }> {
  return index.kind === "constant" && index.value > -0x100_0000n && index.value < 0x100_0000n;
}

function member(f: FunctionContext, expression: Extract<Expression, { kind: "member" }>): Place {
  const { at, name, isArrow } = expression;
  const place = isArrow
    ? pointee(f, f.rules.value(f, expression.object), at)
    : f.rules.place(f, expression.object);
  const record = place.type;
  if (record.kind !== "record") {
    return f.fail(`.${name} of ${typeText(record)}, which is no struct or union`, at);
  }
  const found = memberOf(f, record, name, at);
  if (place.kind === "variable") {
    // The record is the member in disguise.
    return { kind: "variable", type: found.type, register: place.register };
  }
  const isUnion = place.isUnion === true || hasUnion(record);
  return {
    kind: "memory",
    type: found.type,
    address: moved(place.address, found.byteOffset),
    bit: found.bit,
    ...(isUnion ? { isUnion } : {}),
    ...(place.isDeclared === true ? { isDeclared: true } : {}),
    ...(place.isUnaligned === true || isUnaligned(f, record, found) ? { isUnaligned: true } : {}),
  };
}

/** Whether a member of a packed record may lie where its type does not. */
function isUnaligned(f: FunctionContext, record: RecordType, member: RecordMember): boolean {
  const alignment = alignmentOf(member.type, f.model);
  return alignment > record.alignment || member.byteOffset % alignment !== 0;
}

export function memberOf(
  f: FunctionContext,
  record: RecordType,
  name: string,
  at: number,
): RecordMember {
  if (record.members === undefined) return f.fail(`${typeText(record)} is incomplete`, at);
  return findMember(record, name) ?? f.fail(`${typeText(record)} has no member ${name}`, at);
}

/** Whether bytes of the record are shared by members. */
function hasUnion(record: RecordType): boolean {
  return (
    record.isUnion ||
    (record.members ?? []).some(
      ({ name, type }) => name === undefined && type.kind === "record" && hasUnion(type),
    )
  );
}

/** The association that the controlling expression's type chooses (C11 6.5.1.1). */
export function chosen(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "generic" | "choose" }>,
): Expression {
  if (expression.kind === "choose") {
    const condition = f.rules.constant(f, expression.condition);
    if (condition === undefined) return f.fail("a choice by what is no constant", expression.at);
    return condition === 0n ? expression.otherwise : expression.then;
  }
  return f.rules.chooseGeneric(f, expression);
}

function compoundLiteral(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "compound-literal" }>,
): Place {
  const { at, initializer } = expression;
  let type = resolveTypeName(f, expression.type);
  if (type.kind === "array" && type.length === undefined) {
    type = { ...type, length: f.rules.arrayLength(f, type.of, initializer) };
  }
  if (f.names.depth === 0) {
    const object = f.program.addStatic({
      name: "(compound literal)",
      type,
      initializer,
      isReadOnly: false,
      at,
      context: f,
    });
    f.program.useObject(object);
    return memory(type, { kind: "absolute", address: object.address });
  }
  if (type.kind !== "array" && (disguisedScalar(type) ?? type).kind !== "record") {
    const place: Place = { kind: "variable", type, register: f.writer.register() };
    f.rules.initialize(f, place, initializer);
    return place;
  }
  const place = framePlace(f, type, at);
  f.rules.initialize(f, place, initializer);
  return place;
}

/** A new place in the function's frame. */
export function framePlace(f: FunctionContext, type: CType, at: number): Place {
  const byteSize = sizeOf(type, f.model) ?? f.fail(`${typeText(type)} has no size`, at);
  const alignment = Math.min(16, alignmentOf(type, f.model));
  return memory(type, { kind: "frame", offset: f.writer.frame(byteSize, alignment) });
}

/** The address of a place, for &; variables in registers have none. */
export function addressOf(f: FunctionContext, place: Place, at: number): Address {
  if (place.kind === "memory") {
    if (place.bit !== undefined) f.fail("the address of a bitfield", at);
    return place.address;
  }
  // A value in a register, such as a call's result of type pte_t, gets a place of its own.
  const copy = framePlace(f, place.type, at);
  store(f, copy, inRegister(place.type, place.register), at);
  return copy.kind === "memory" ? copy.address : f.fail("a register has no address", at);
}

/** A copy in the frame of a record that must not change. */
export function copyToFrame(f: FunctionContext, value: Value, at: number): Address {
  if (value.kind !== "record") return addressOf(f, placeOfValue(f, value, at), at);
  const place = framePlace(f, value.type, at);
  if (place.kind !== "memory" || value.type.kind !== "record") return value.address;
  copyRecord(f, place.address, value.address, value.type.byteSize);
  return place.address;
}
