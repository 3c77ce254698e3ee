/** Values into registers, and addresses into registers with an offset. */
import type { Register } from "./code-writer.ts";
import type { FunctionContext } from "./function-context.ts";
import { asInteger, type CType, disguisedScalar, type IntegerType, pointerTo } from "./type.ts";
import type { Address, Value } from "./value.ts";

/** Pointers, and integers of eight bytes, use both lanes. */
export function isWide(type: CType): boolean {
  const scalar = disguisedScalar(type) ?? type;
  return scalar.kind === "pointer" || asInteger(scalar)?.byteSize === 8;
}

/** A value brought into the range of its type. */
export function wrapped(value: bigint, type: CType, pointerByteSize: number): bigint {
  const scalar = disguisedScalar(type) ?? type;
  const integer = asInteger(scalar);
  if (integer === undefined) return BigInt.asUintN(pointerByteSize * 8, value);
  if (integer.isBool) return value === 0n ? 0n : 1n;
  return wrapInteger(value, integer);
}

function wrapInteger(value: bigint, type: IntegerType): bigint {
  const bits = type.byteSize * 8;
  return type.isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

export function constant(f: FunctionContext, type: CType, value: bigint): Value {
  return { kind: "constant", type, value: wrapped(value, type, f.model.pointerByteSize) };
}

export function inRegister(type: CType, register: Register): Value {
  return { kind: "register", type, register };
}

/** The register that holds a scalar; a constant is put into a new one. */
export function toRegister(f: FunctionContext, value: Value): Register {
  if (value.kind === "register") return value.register;
  const register = f.writer.register();
  moveTo(f, register, value);
  return register;
}

/** Puts a scalar into a certain register; a temporary value is then nowhere else. */
export function moveTo(f: FunctionContext, register: Register, value: Value): void {
  const { writer } = f;
  switch (value.kind) {
    case "register":
      if (value.register === register) return;
      if (!f.variableRegisters.has(value.register) && writer.retarget(value.register, register)) {
        return;
      }
      writer.rri(isWide(value.type) ? "MOV64" : "MOV32", register, value.register);
      return;
    case "constant":
      writeConstant(f, register, value.value, isWide(value.type));
      return;
    case "record":
      addressTo(f, register, value.address);
      return;
    case "void":
      return;
  }
}

export function writeConstant(
  f: FunctionContext,
  register: Register,
  value: bigint,
  wide: boolean,
): void {
  const low = Number(BigInt.asIntN(32, value));
  if (wide) f.writer.rii("CONST64", register, low, Number(BigInt.asIntN(32, value >> 32n)));
  else f.writer.rii("CONST32", register, low);
}

/** A constant that fits an immediate operand, or undefined. */
export function immediate(value: Value): number | undefined {
  if (value.kind !== "constant") return undefined;
  const signed = isWide(value.type)
    ? BigInt.asIntN(64, value.value)
    : BigInt.asIntN(32, value.value);
  return signed >= -0x8000_0000n && signed <= 0x7fff_ffffn ? Number(signed) : undefined;
}

/** The register and offset by which loads and stores reach an address. */
export function baseOf(
  f: FunctionContext,
  address: Address,
): { readonly register: Register; readonly offset: number } {
  const { writer } = f;
  switch (address.kind) {
    case "register":
      if (Math.abs(address.offset) < 0x7000_0000) return address;
      return { register: addressRegister(f, address), offset: 0 };
    case "frame":
    case "absolute":
      return { register: addressTo(f, writer.register(), address), offset: 0 };
  }
}

export function addressRegister(f: FunctionContext, address: Address): Register {
  if (address.kind === "register" && address.offset === 0) return address.register;
  return addressTo(f, f.writer.register(), address);
}

function addressTo(f: FunctionContext, register: Register, address: Address): Register {
  const { writer } = f;
  switch (address.kind) {
    case "register":
      if (address.offset === 0) writer.rri("MOV64", register, address.register);
      else if (Math.abs(address.offset) < 0x7000_0000) {
        writer.rri("ADDI64", register, address.register, address.offset);
      } else {
        const offset = writer.register();
        writeConstant(f, offset, BigInt(address.offset), true);
        writer.rrr("ADD64", register, address.register, offset);
      }
      break;
    case "frame":
      writer.rii("FRAME", register, address.offset);
      break;
    case "absolute":
      writeConstant(f, register, address.address, true);
      break;
  }
  return register;
}

/** The address as a pointer's value; a constant when it is one. */
export function pointerValue(f: FunctionContext, address: Address, type: CType): Value {
  if (address.kind === "absolute") return constant(f, type, address.address);
  return inRegister(type, addressRegister(f, address));
}

/** A pointer's value as the address that it holds. */
export function addressOfValue(f: FunctionContext, pointer: Value): Address {
  if (pointer.kind === "constant") return { kind: "absolute", address: pointer.value };
  return { kind: "register", register: toRegister(f, pointer), offset: 0 };
}

export function decayed(type: CType): CType {
  if (type.kind === "array") return pointerTo(type.of);
  return type.kind === "function" ? pointerTo(type) : type;
}
