/** What initialisers do: stores into the frame, and bytes of objects of the image. */

import { store } from "./access.ts";
import type { Expression, Initializer } from "./ast.ts";
import { convert } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import type { ImageObject } from "./image.ts";
import { partsOf } from "./lower-initializer.ts";
import { addressRegister, constant, inRegister, moveTo } from "./operand.ts";
import { alignmentOf, asInteger, type CType, disguisedScalar, sizeOf, typeText } from "./type.ts";
import { memory, moved, type Place } from "./value.ts";

/** Fills a place of the frame, or a register, as the program runs. */
export function initialize(f: FunctionContext, place: Place, initializer: Initializer): void {
  const { type } = place;
  const { writer } = f;
  const isOne = initializer.kind !== "initializer-list";
  if (place.kind === "variable") {
    initializeVariable(f, place, initializer);
    return;
  }
  const isAggregate = type.kind === "array" || type.kind === "record";
  if (isOne && type.kind !== "array") {
    store(
      f,
      place,
      convert(f, f.rules.value(f, initializer), type, initializer.at),
      initializer.at,
    );
    return;
  }
  const byteSize = sizeOf(type, f.model);
  if (byteSize === undefined) f.fail(`${typeText(type)} has no size`, initializer.at);
  if (isAggregate && byteSize > 0) {
    writer.at = initializer.at;
    writer.rii("ZERO", addressRegister(f, place.address), 0, byteSize);
  }
  const level = writer.level;
  for (const part of partsOf(f, type, initializer)) {
    const { expression } = part;
    const alignment = alignmentOf(part.type, f.model);
    const isUnaligned = part.byteOffset % alignment !== 0 || alignmentOf(type, f.model) < alignment;
    const address = moved(place.address, part.byteOffset);
    const target = { ...memory(part.type, address, part.bit), isUnaligned } as Place;
    writer.at = expression.at;
    const value = f.rules.value(f, expression);
    store(f, target, convert(f, value, part.type, expression.at), expression.at);
    writer.release(level);
  }
}

/** The scalar, or the scalar in disguise, that lives in a register. */
function initializeVariable(
  f: FunctionContext,
  place: Extract<Place, { kind: "variable" }>,
  initializer: Initializer,
): void {
  const { type, register } = place;
  if (initializer.kind !== "initializer-list") {
    const value = convert(f, f.rules.value(f, initializer), type, initializer.at);
    moveTo(f, register, value);
    return;
  }
  const [part] = partsOf(f, type, initializer);
  const scalar = disguisedScalar(type) ?? type;
  const value =
    part === undefined
      ? constant(f, scalar, 0n)
      : convert(f, f.rules.value(f, part.expression), part.type, part.expression.at);
  moveTo(f, register, value.kind === "register" ? inRegister(scalar, value.register) : value);
}

/**
 * The bytes of an object of the image. Values have to be constants. Floating point is left zero,
 * since nothing can read it; the address of a label is written when the function is finished.
 */
export function initialBytes(
  f: FunctionContext,
  object: ImageObject,
  type: CType,
  initializer: Initializer,
): Uint8Array {
  const bytes = new Uint8Array(object.byteSize);
  for (const part of partsOf(f, type, initializer)) {
    const { expression, byteOffset } = part;
    const label = labelOf(expression);
    if (label !== undefined) {
      f.label(label).objectUses.push({ object, byteOffset });
      continue;
    }
    if (part.type.kind === "record" && disguisedScalar(part.type) === undefined) {
      copyConstant(f, bytes, byteOffset, expression, part.type);
      continue;
    }
    if (part.type.kind === "float") continue;
    const value = constantValue(f, expression, part.type);
    writeBytes(f, bytes, byteOffset, part.bit, part.type, value);
  }
  return bytes;
}

function constantValue(f: FunctionContext, expression: Expression, type: CType): bigint {
  const literal = type.kind === "record" ? disguisedLiteral(expression) : undefined;
  if (literal !== undefined) {
    const [part] = partsOf(f, type, literal);
    return part === undefined ? 0n : constantValue(f, part.expression, part.type);
  }
  const value = f.discard(() => convert(f, f.rules.value(f, expression), type, expression.at));
  if (value.kind === "constant") {
    if (!f.isDiscarding) useWhatIsNamed(f, expression);
    return value.value;
  }
  return f.fail("the initialiser of a static object is no constant", expression.at);
}

/** What a constant is the address of has to be linked, which a discarded evaluation does not do. */
function useWhatIsNamed(f: FunctionContext, expression: Expression): void {
  const todo: unknown[] = [expression];
  while (todo.length > 0) {
    const node = todo.pop();
    if (typeof node !== "object" || node === null) continue;
    if (Array.isArray(node)) {
      todo.push(...node);
      continue;
    }
    const { kind, name, pieces } = node as { kind?: unknown; name?: unknown; pieces?: unknown };
    if (kind === "identifier" && typeof name === "string") {
      const entity = f.find(name, expression.at);
      if (entity?.kind === "function") f.program.useFunction(entity.function);
      if (entity?.kind === "object") f.program.useObject(entity.object);
    } else if (kind === "string" && Array.isArray(pieces)) {
      f.rules.place(f, node as Expression);
    }
    todo.push(...Object.values(node));
  }
}

/** The initialiser of a compound literal such as `(pgprot_t) { 3 }`. */
function disguisedLiteral(expression: Expression): Initializer | undefined {
  return expression.kind === "compound-literal" ? expression.initializer : undefined;
}

/** A record given by a compound literal, as gcc allows it in static initialisers. */
function copyConstant(
  f: FunctionContext,
  bytes: Uint8Array,
  byteOffset: number,
  expression: Expression,
  type: CType,
): void {
  const literal = disguisedLiteral(expression);
  if (literal === undefined) {
    f.fail(`a ${typeText(type)} that is no constant initialises a static object`, expression.at);
  }
  for (const part of partsOf(f, type, literal)) {
    const at = byteOffset + part.byteOffset;
    if (part.type.kind === "record" && disguisedScalar(part.type) === undefined) {
      f.nested(expression.at, () => copyConstant(f, bytes, at, part.expression, part.type));
    } else if (part.type.kind !== "float") {
      const value = constantValue(f, part.expression, part.type);
      writeBytes(f, bytes, at, part.bit, part.type, value);
    }
  }
}

function writeBytes(
  f: FunctionContext,
  bytes: Uint8Array,
  byteOffset: number,
  bit: Extract<Place, { kind: "memory" }>["bit"],
  type: CType,
  value: bigint,
): void {
  const scalar = disguisedScalar(type) ?? type;
  if (bit !== undefined) {
    for (let at = 0; at < bit.width; at++) {
      const position = byteOffset * 8 + bit.offset + at;
      const byte = Math.floor(position / 8);
      const mask = 1 << (position % 8);
      const isSet = ((value >> BigInt(at)) & 1n) === 1n;
      bytes[byte] = isSet ? (bytes[byte] as number) | mask : (bytes[byte] as number) & ~mask;
    }
    return;
  }
  const size = asInteger(scalar)?.byteSize ?? f.model.pointerByteSize;
  for (let at = 0; at < size; at++) {
    bytes[byteOffset + at] = Number((value >> BigInt(8 * at)) & 0xffn);
  }
}

/** The label that an initialiser is the address of, under any casts. */
function labelOf(expression: Expression): string | undefined {
  let inner = expression;
  while (inner.kind === "cast") inner = inner.operand;
  return inner.kind === "label-address" ? inner.label : undefined;
}
