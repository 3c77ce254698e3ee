/** Calls: arguments into consecutive registers, results out of the first (see instruction.ts). */

import { store, unsupportedValue } from "./access.ts";
import type { Expression } from "./ast.ts";
import type { Register } from "./code-writer.ts";
import { commonType, convert, promoted } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import type { ImageFunction } from "./image.ts";
import { libraryNameOf, lowerBuiltin } from "./lower-builtin.ts";
import { copyToFrame, framePlace } from "./lower-place.ts";
import { inRegister, isWide, moveTo, toRegister, writeConstant } from "./operand.ts";
import {
  asInteger,
  type CType,
  disguisedScalar,
  type FunctionType,
  pointerTo,
  sizeOf,
  typeText,
  voidType,
} from "./type.ts";
import { type Address, memory, moved, type Place, type Value } from "./value.ts";

type Call = Extract<Expression, { kind: "call" }>;

export function lowerCall(f: FunctionContext, expression: Call): Value {
  const { callee, at } = expression;
  if (callee.kind === "identifier") {
    const known = f.find(callee.name, callee.at);
    if (
      known === undefined ||
      (known.kind === "function" && callee.name.startsWith("__builtin_"))
    ) {
      const built = lowerBuiltin(f, callee.name, expression);
      if (built !== undefined) return built;
      const library = libraryNameOf(callee.name);
      if (library !== undefined) return callLibrary(f, library, expression);
    }
    if (known === undefined) {
      const type: FunctionType = {
        kind: "function",
        result: f.model.int,
        parameters: [],
        isVariadic: false,
        isUnprototyped: true,
      };
      const fn = f.program.findExternal(callee.name, type, callee.at);
      if (!f.isDiscarding) f.program.useFunction(fn);
      return emitCall(f, { kind: "direct", fn }, type, expression);
    }
    if (known.kind === "function" && known.type.kind === "function") {
      if (!f.isDiscarding) f.program.useFunction(known.function);
      return emitCall(f, { kind: "direct", fn: known.function }, known.type, expression);
    }
  }
  const pointer = f.rules.value(f, callee);
  const type = pointer.type.kind === "pointer" ? pointer.type.to : pointer.type;
  if (type.kind !== "function") return f.fail(`a call of ${typeText(pointer.type)}`, at);
  return emitCall(f, { kind: "pointer", value: pointer }, type, expression);
}

/** A call of the library function that a builtin stands for. */
function callLibrary(f: FunctionContext, name: string, expression: Call): Value {
  const { model } = f;
  const pointer = pointerTo(voidType);
  const known = f.find(name, expression.at);
  const isSize = name === "strlen";
  const isPointer = /^(?:mem(?:cpy|move|set|chr)|str(?:cpy|ncpy|cat|chr|rchr)|malloc)$/.test(name);
  const type: FunctionType = {
    kind: "function",
    result: isPointer ? pointer : isSize ? model.unsignedLong : model.int,
    parameters: /^mem(?:cpy|move|cmp)$/.test(name)
      ? [pointer, pointer, model.unsignedLong]
      : /^mem(?:set|chr)$/.test(name)
        ? [pointer, model.int, model.unsignedLong]
        : [],
    isVariadic: false,
    isUnprototyped: !name.startsWith("mem"),
  };
  const isDeclared = known?.kind === "function" && known.type.kind === "function";
  const fn = isDeclared ? known.function : f.program.findExternal(name, type, expression.at);
  if (!f.isDiscarding) f.program.useFunction(fn);
  const actual = isDeclared && known.type.kind === "function" ? known.type : type;
  return emitCall(f, { kind: "direct", fn }, actual, expression);
}

type Callee =
  | { readonly kind: "direct"; readonly fn: ImageFunction }
  | { readonly kind: "pointer"; readonly value: Value };

function emitCall(f: FunctionContext, callee: Callee, type: FunctionType, expression: Call): Value {
  const { writer } = f;
  const { at } = expression;
  const given = expression.arguments;
  const nFixed = type.isUnprototyped ? given.length : type.parameters.length;
  if (given.length < nFixed) f.fail(`${given.length} arguments, and ${nFixed} are wanted`, at);
  if (given.length > nFixed && !type.isVariadic) {
    f.fail(`${given.length} arguments, and ${nFixed} are wanted`, at);
  }
  const { result } = type;
  if (result.kind === "float") {
    for (const argument of given) f.rules.value(f, argument);
    return unsupportedValue(f, result, at);
  }
  const isRecord = result.kind === "record" && disguisedScalar(result) === undefined;
  const target = callee.kind === "pointer" ? toRegister(f, callee.value) : 0;
  const resultPlace = isRecord ? framePlace(f, result, at) : undefined;
  const base = writer.level;
  let nArguments = 0;
  const next = (): Register => {
    nArguments++;
    return writer.register();
  };
  if (resultPlace?.kind === "memory" && resultPlace.address.kind === "frame") {
    writer.rii("FRAME", next(), resultPlace.address.offset);
  }
  for (let index = 0; index < nFixed; index++) {
    const register = next();
    const argument = given[index] as Expression;
    const value = f.rules.value(f, argument);
    const wanted = type.parameters[index] ?? defaultPromoted(f, value.type);
    passFixed(f, register, value, wanted, argument.at);
    writer.release(register + 1);
  }
  if (type.isVariadic) {
    const register = next();
    passVariadic(f, register, given.slice(nFixed));
    writer.release(register + 1);
  }
  writer.at = at;
  // A result needs its register also where there are no arguments.
  writer.reserve(1);
  if (callee.kind === "direct") writer.emit("CALL", callee.fn.index, 2 * base, nArguments);
  else writer.emit("CALLR", 2 * target, 2 * base, nArguments);
  writer.fence();
  writer.release(base);
  if (result.kind === "void") return { kind: "void", type: result };
  if (resultPlace?.kind === "memory") {
    return { kind: "record", type: result, address: resultPlace.address };
  }
  return inRegister(result, writer.register());
}

function passFixed(
  f: FunctionContext,
  register: Register,
  value: Value,
  wanted: CType,
  at: number,
): void {
  if (wanted.kind === "record" && disguisedScalar(wanted) === undefined) {
    const copy = copyToFrame(f, value, at);
    moveTo(f, register, { kind: "record", type: wanted, address: copy });
    return;
  }
  moveTo(f, register, convert(f, value, wanted, at));
}

/** Default argument promotions (C11 6.5.2.2). */
function defaultPromoted(f: FunctionContext, type: CType): CType {
  return asInteger(type) === undefined
    ? type
    : commonType(promoted(type, f.model), f.model.int, f.model);
}

/** Each in slots of eight bytes of the frame; the register gets the address of the first. */
function passVariadic(f: FunctionContext, register: Register, given: readonly Expression[]): void {
  const { writer, model } = f;
  if (given.length === 0) {
    writeConstant(f, register, 0n, true);
    return;
  }
  const level = writer.level;
  const sizes = given.map((argument) => {
    const type = f.rules.typeOf(f, argument);
    const byteSize = type.kind === "record" ? (sizeOf(type, model) ?? 8) : 8;
    return Math.max(1, Math.ceil(byteSize / 8)) * 8;
  });
  const block = writer.frame(
    sizes.reduce((sum, size) => sum + size, 0),
    8,
  );
  let address: Address = { kind: "frame", offset: block };
  given.forEach((argument, index) => {
    const value = f.rules.value(f, argument);
    const slotOf = (type: CType): Place => ({ ...memory(type, address), isUnion: true }) as Place;
    const slot = slotOf(model.longLong);
    if (value.kind === "record") {
      store(f, slotOf(value.type), value, argument.at);
    } else if (disguisedScalar(value.type) !== undefined) {
      store(f, slotOf(value.type), value, argument.at);
    } else if (value.type.kind !== "float") {
      store(
        f,
        slot,
        widened(f, convert(f, value, defaultPromoted(f, value.type), argument.at)),
        argument.at,
      );
    }
    address = moved(address, sizes[index] as number);
    writer.release(level);
  });
  writer.rii("FRAME", register, block);
}

/** Extended to 64 bits as its type says. */
function widened(f: FunctionContext, value: Value): Value {
  if (isWide(value.type)) return { ...value, type: f.model.longLong } as Value;
  return convert(f, value, f.model.longLong, f.writer.at);
}
