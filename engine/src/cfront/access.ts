/** Loads from and stores to places: scalars, bitfields, records. */
import type { Register } from "./code-writer.ts";
import type { FunctionContext } from "./function-context.ts";
import type { OperationName } from "./instruction.ts";
import {
  addressRegister,
  baseOf,
  decayed,
  inRegister,
  isWide,
  moveTo,
  pointerValue,
  toRegister,
} from "./operand.ts";
import type { PositionId } from "./position.ts";
import {
  asInteger,
  type BitRange,
  type CType,
  disguisedScalar,
  type IntegerType,
  isScalar,
  sizeOf,
  typeText,
} from "./type.ts";
import { type Address, moved, type Place, type Value } from "./value.ts";

/** What is at a place. Arrays and functions become pointers. */
export function load(f: FunctionContext, place: Place, at: PositionId): Value {
  const { type } = place;
  if (place.kind === "variable") {
    if (f.trackedRegisters.has(place.register)) f.writer.rii("CHECKINIT", place.register);
    return inRegister(type, place.register);
  }
  if (type.kind === "array" || type.kind === "function") {
    return pointerValue(f, place.address, decayed(type));
  }
  if (type.kind === "void") return { kind: "void", type };
  if (place.bit !== undefined) return loadBits(f, place.address, place.bit, type);
  const scalar = disguisedScalar(type) ?? type;
  if (isScalar(scalar)) {
    const operation = loadOperation(f, scalar, at);
    if (f.isIso && place.isUnaligned && operation !== "LD8U" && operation !== "LD8S") {
      return loadUnaligned(f, place.address, type, at);
    }
    if (f.isIso && !place.isUnion && !place.isDeclared) checkType(f, place.address, scalar);
    const base = baseOf(f, place.address);
    const register = f.writer.register();
    f.writer.rri(operation, register, base.register, base.offset);
    if (f.model.pointerByteSize === 4 && scalar.kind === "pointer") {
      f.writer.rri("ZEXT64", register, register);
    }
    return inRegister(type, register);
  }
  if (type.kind === "record") {
    if (type.members === undefined) f.fail(`${typeText(type)} is incomplete`, at);
    return { kind: "record", type, address: place.address };
  }
  return unsupportedValue(f, type, at);
}

/** Puts a value, which has the place's type, where it belongs. */
export function store(f: FunctionContext, place: Place, value: Value, at: PositionId): void {
  const { type } = place;
  if (place.kind === "variable") {
    moveTo(f, place.register, value);
    if (f.trackedRegisters.has(place.register)) f.writer.rii("UNPOISON", place.register);
    return;
  }
  if (place.bit !== undefined) {
    storeBits(f, place.address, place.bit, type, toRegister(f, value));
    return;
  }
  const scalar = disguisedScalar(type) ?? type;
  if (isScalar(scalar)) {
    const register = toRegister(f, value);
    if (f.isIso && place.isUnaligned) {
      storeUnaligned(f, place.address, inRegister(type, register), at);
      return;
    }
    const base = baseOf(f, place.address);
    f.writer.emit(storeOperation(f, scalar, at), 2 * base.register, 2 * register, base.offset);
    if (f.isIso) setType(f, place.address, scalar, place.isUnion === true);
    return;
  }
  if (type.kind === "record" && value.kind === "record") {
    copyRecord(f, place.address, value.address, type.byteSize);
    return;
  }
  unsupportedValue(f, type, at);
}

/** Through bytes that are aligned: what C says of the type of a packed member is where it may lie. */
function loadUnaligned(f: FunctionContext, from: Address, type: CType, at: PositionId): Value {
  const byteSize = sizeOf(type, f.model) ?? 0;
  const aligned: Address = { kind: "frame", offset: f.writer.frame(byteSize, 8) };
  copyRecord(f, aligned, from, byteSize);
  return load(f, { kind: "memory", type, address: aligned, bit: undefined, isDeclared: true }, at);
}

function storeUnaligned(f: FunctionContext, to: Address, value: Value, at: PositionId): void {
  const byteSize = sizeOf(value.type, f.model) ?? 0;
  const aligned: Address = { kind: "frame", offset: f.writer.frame(byteSize, 8) };
  const place: Place = { kind: "memory", type: value.type, address: aligned, bit: undefined };
  store(f, place, value, at);
  copyRecord(f, to, aligned, byteSize);
}

export function copyRecord(f: FunctionContext, to: Address, from: Address, byteSize: number): void {
  if (byteSize === 0) return;
  const destination = addressRegister(f, to);
  f.writer.rri("COPY", destination, addressRegister(f, from), byteSize);
}

/** An instruction that stops the run when it is reached; the value is never seen. */
export function unsupportedValue(f: FunctionContext, type: CType, at: PositionId): Value {
  const what =
    type.kind === "float"
      ? type.name === "a vector"
        ? "vectors"
        : `floating point (${type.name})`
      : type.kind === "integer" && type.byteSize === 16
        ? "integers of 128 bits"
        : `a value of type ${typeText(type)}`;
  return unsupported(f, what, type, at);
}

export function unsupported(f: FunctionContext, what: string, type: CType, at: PositionId): Value {
  const { writer } = f;
  writer.at = at;
  writer.emit("UNSUPPORTED", writer.image.addReason(what));
  if (type.kind === "void") return { kind: "void", type };
  if (type.kind === "record" && disguisedScalar(type) === undefined) {
    return { kind: "record", type, address: { kind: "absolute", address: 0n } };
  }
  return inRegister(type, writer.register());
}

function loadOperation(f: FunctionContext, type: CType, at: PositionId): OperationName {
  if (type.kind === "pointer") return f.model.pointerByteSize === 8 ? "LD64" : "LD32";
  const integer = asInteger(type);
  switch (integer?.byteSize) {
    case 1:
      return integer.isSigned ? "LD8S" : "LD8U";
    case 2:
      return integer.isSigned ? "LD16S" : "LD16U";
    case 4:
      return "LD32";
    case 8:
      return "LD64";
    default:
      unsupportedValue(f, type, at);
      return "LD64";
  }
}

function storeOperation(f: FunctionContext, type: CType, at: PositionId): OperationName {
  const byteSize =
    type.kind === "pointer" ? f.model.pointerByteSize : (asInteger(type)?.byteSize ?? 16);
  switch (byteSize) {
    case 1:
      return "ST8";
    case 2:
      return "ST16";
    case 4:
      return "ST32";
    case 8:
      return "ST64";
    default:
      unsupportedValue(f, type, at);
      return "ST64";
  }
}

// ---- bitfields ----

/** The promoted type of a bitfield: int where all its values fit (C11 6.3.1.1). */
function bitType(f: FunctionContext, type: CType, { width }: BitRange): CType {
  const integer = asInteger(type);
  if (integer === undefined) return type;
  if (integer.isBool) return integer;
  if (width < 32 || (width === 32 && integer.isSigned)) return f.model.int;
  return width === 32 ? f.model.unsignedInt : integer;
}

function loadBits(f: FunctionContext, address: Address, bit: BitRange, type: CType): Value {
  const integer = asInteger(type) as IntegerType;
  const result = bitType(f, type, bit);
  const unit = readUnit(f, address, bit);
  const register = extract(f, unit, bit.width, integer.isSigned);
  if (isWide(result) && !unit.isWide) {
    f.writer.rri(integer.isSigned ? "SEXT64" : "ZEXT64", register, register);
  }
  return inRegister(result, register);
}

interface Unit {
  readonly register: Register;
  readonly isWide: boolean;
  /** Where the field begins in the register. */
  readonly shift: number;
  /** Bytes that the unit spans, and where it begins. */
  readonly byteSize: number;
  readonly address: Address;
  readonly isBytewise: boolean;
}

/** The bytes around a bitfield: the smallest aligned unit, or byte by byte in a packed record. */
function readUnit(f: FunctionContext, address: Address, bit: BitRange): Unit {
  const { writer } = f;
  const { offset, width } = bit;
  if (!bit.isPacked) {
    for (const byteSize of [1, 2, 4, 8]) {
      const bits = byteSize * 8;
      const index = Math.floor(offset / bits);
      if (Math.floor((offset + width - 1) / bits) !== index) continue;
      const at = moved(address, index * byteSize);
      const base = baseOf(f, at);
      const register = writer.register();
      writer.rri(unsignedLoads[byteSize] as OperationName, register, base.register, base.offset);
      const shift = offset - index * bits;
      return { register, isWide: byteSize === 8, shift, byteSize, address: at, isBytewise: false };
    }
  }
  const first = Math.floor(offset / 8);
  const byteSize = Math.floor((offset + width - 1) / 8) - first + 1;
  const at = moved(address, first);
  const register = readBytes(f, at, byteSize);
  return {
    register,
    isWide: true,
    shift: offset - first * 8,
    byteSize,
    address: at,
    isBytewise: true,
  };
}

const unsignedLoads: Readonly<Record<number, OperationName>> = {
  1: "LD8U",
  2: "LD16U",
  4: "LD32",
  8: "LD64",
};

/** At most eight bytes: a field of 64 bits that begins within a byte is not supported. */
function readBytes(f: FunctionContext, address: Address, byteSize: number): Register {
  const { writer } = f;
  if (byteSize > 8) unsupported(f, "a bitfield over nine bytes", f.model.int, writer.at);
  const base = baseOf(f, address);
  const register = writer.register();
  const byte = writer.register();
  writer.rii("CONST64", register, 0, 0);
  for (let at = 0; at < byteSize; at++) {
    writer.rri("LD8U", byte, base.register, base.offset + at);
    writer.rri("ZEXT64", byte, byte);
    if (at > 0) writer.rri("SHLI64", byte, byte, at * 8);
    writer.rrr("OR64", register, register, byte);
  }
  return register;
}

function extract(f: FunctionContext, unit: Unit, width: number, isSigned: boolean): Register {
  const { writer } = f;
  const bits = unit.isWide ? 64 : 32;
  const register = writer.register();
  const left = bits - unit.shift - width;
  const name = (base: string): OperationName => `${base}${bits}` as OperationName;
  if (left > 0) writer.rri(name("SHLI"), register, unit.register, left);
  else writer.rri(unit.isWide ? "MOV64" : "MOV32", register, unit.register);
  const right = bits - width;
  if (right > 0) writer.rri(name(isSigned ? "SHRSI" : "SHRUI"), register, register, right);
  return register;
}

function storeBits(
  f: FunctionContext,
  address: Address,
  bit: BitRange,
  type: CType,
  value: Register,
): void {
  const { writer } = f;
  const unit = readUnit(f, address, bit);
  const { isWide: wide, shift } = unit;
  const field = writer.register();
  const mask = ((1n << BigInt(bit.width)) - 1n) << BigInt(shift);
  const maskRegister = writer.register();
  const set = (constantValue: bigint) => {
    const low = Number(BigInt.asIntN(32, constantValue));
    if (wide) {
      writer.rii("CONST64", maskRegister, low, Number(BigInt.asIntN(32, constantValue >> 32n)));
    } else writer.rii("CONST32", maskRegister, low);
  };
  if (wide && !isWide(type)) writer.rri("ZEXT64", field, value);
  else writer.rri(wide ? "MOV64" : "MOV32", field, value);
  if (shift > 0) writer.rri(wide ? "SHLI64" : "SHLI32", field, field, shift);
  set(mask);
  writer.rrr(wide ? "AND64" : "AND32", field, field, maskRegister);
  set(~mask);
  writer.rrr(wide ? "AND64" : "AND32", maskRegister, unit.register, maskRegister);
  writer.rrr(wide ? "OR64" : "OR32", field, field, maskRegister);
  writeUnit(f, unit, field);
}

function writeUnit(f: FunctionContext, unit: Unit, register: Register): void {
  const { writer } = f;
  const base = baseOf(f, unit.address);
  if (!unit.isBytewise) {
    const operation = `ST${unit.byteSize * 8}` as OperationName;
    writer.emit(operation, 2 * base.register, 2 * register, base.offset);
    return;
  }
  for (let at = 0; at < unit.byteSize; at++) {
    writer.emit("ST8", 2 * base.register, 2 * register, base.offset + at);
    if (at + 1 < unit.byteSize) writer.rri("SHRUI64", register, register, 8);
  }
}

/** The value that a bitfield has after `value` was assigned to it. */
export function truncatedToBits(
  f: FunctionContext,
  value: Value,
  bit: BitRange,
  type: CType,
): Value {
  const integer = asInteger(type);
  if (integer === undefined || integer.isBool || bit.width >= integer.byteSize * 8) return value;
  const wide = isWide(value.type);
  const register = f.writer.register();
  const from = { register: toRegister(f, value), isWide: wide, shift: 0 };
  const bits = wide ? 64 : 32;
  const distance = bits - bit.width;
  f.writer.rri(wide ? "SHLI64" : "SHLI32", register, from.register, distance);
  const right = integer.isSigned ? "SHRSI" : "SHRUI";
  f.writer.rri(`${right}${bits}` as OperationName, register, register, distance);
  return inRegister(value.type, register);
}

// ---- effective types, for the ISO profile (C11 6.5) ----

/** Classes of types that may see each other's bytes; 0 sees and is seen by all. */
function typeClass(type: CType): number {
  if (type.kind === "pointer") return 20;
  const byteSize = asInteger(type)?.byteSize ?? 0;
  return byteSize === 1 ? 0 : byteSize;
}

function checkType(f: FunctionContext, address: Address, type: CType): void {
  const class_ = typeClass(type);
  if (class_ === 0 || address.kind === "frame") return;
  const byteSize = sizeOf(type, f.model) ?? 0;
  f.writer.rii("TYPECHECK", addressRegister(f, address), class_, byteSize);
}

function setType(f: FunctionContext, address: Address, type: CType, isUnion: boolean): void {
  const byteSize = sizeOf(type, f.model) ?? 0;
  const class_ = isUnion ? 0 : typeClass(type);
  f.writer.rii("TYPESET", addressRegister(f, address), class_, byteSize);
}
