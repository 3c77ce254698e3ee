/** Functions that the compiler itself knows (GCC manual, Other Builtins). */

import { load, store, unsupported } from "./access.ts";
import { binary } from "./arithmetic.ts";
import type { Expression } from "./ast.ts";
import { convert } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import type { OperationName } from "./instruction.ts";
import { constant, inRegister, isWide, toRegister } from "./operand.ts";
import { asInteger, type CType, type IntegerType, pointerTo, typeText, voidType } from "./type.ts";
import type { Value } from "./value.ts";

type Call = Extract<Expression, { kind: "call" }>;
type Lowering = (f: FunctionContext, args: readonly Expression[], expression: Call) => Value;

/** The value of a builtin, or undefined when the name is none that is lowered here. */
export function lowerBuiltin(
  f: FunctionContext,
  name: string,
  expression: Call,
): Value | undefined {
  const lowering = builtins.get(name);
  return lowering?.(f, expression.arguments, expression);
}

/** Names of the library's that builtins stand for: `__builtin_memcpy` is `memcpy`. */
const libraryNames =
  /^__builtin_(mem(?:cpy|move|set|cmp|chr)|str(?:len|cmp|ncmp|cpy|ncpy|cat|chr|rchr)|abort|exit|printf|puts|putchar|malloc|free|abs|labs|llabs|sprintf|snprintf)$/;

export function libraryNameOf(name: string): string | undefined {
  return libraryNames.exec(name)?.[1];
}

const value = (f: FunctionContext, args: readonly Expression[], index: number): Value => {
  const argument = args[index];
  return argument === undefined
    ? f.fail("a builtin with too few arguments", f.writer.at)
    : f.rules.value(f, argument);
};

const isConstant: Lowering = (f, [argument]) => {
  const known = argument === undefined ? undefined : f.rules.constant(f, argument);
  const isString = argument?.kind === "string";
  return constant(f, f.model.int, known !== undefined || isString ? 1n : 0n);
};

/** The operand is evaluated; the hint is not needed. */
const firstOperand =
  (typeOf: (f: FunctionContext, operand: Value) => CType): Lowering =>
  (f, args, { at }) => {
    const first = value(f, args, 0);
    return convert(f, first, typeOf(f, first), at);
  };

/** clz, ctz, popcount and their kin on 32 and 64 bits. */
function bitCount(name: "CLZ" | "CTZ" | "POPCOUNT", width: "int" | "long" | "longLong"): Lowering {
  return (f, args, { at }) => {
    const { model } = f;
    const type =
      width === "int"
        ? model.unsignedInt
        : width === "long"
          ? model.unsignedLong
          : model.unsignedLongLong;
    const operand = convert(f, value(f, args, 0), type, at);
    const bits = type.byteSize * 8;
    if (operand.kind === "constant") {
      const known = countBits(name, operand.value, bits);
      if (known !== undefined) return constant(f, model.int, BigInt(known));
    }
    const result = f.writer.register();
    f.writer.rri(`${name}${bits}` as OperationName, result, toRegister(f, operand));
    return inRegister(model.int, result);
  };
}

function countBits(name: string, bits: bigint, width: number): number | undefined {
  const text = bits.toString(2).padStart(width, "0");
  if (name === "POPCOUNT") return text.split("1").length - 1;
  if (bits === 0n) return undefined;
  return name === "CLZ" ? text.indexOf("1") : width - 1 - text.lastIndexOf("1");
}

/** ffs(x) is 0 for 0, else ctz(x) + 1. */
function findFirstSet(width: "int" | "long" | "longLong"): Lowering {
  return (f, args, { at }) => {
    const { model, writer } = f;
    const type = model[width];
    const operand = convert(f, value(f, args, 0), type, at);
    if (operand.kind === "constant") {
      const bits = BigInt.asUintN(type.byteSize * 8, operand.value);
      const known = countBits("CTZ", bits, type.byteSize * 8);
      return constant(f, model.int, known === undefined ? 0n : BigInt(known + 1));
    }
    const wide = type.byteSize === 8;
    const register = toRegister(f, operand);
    const result = writer.register();
    const end = writer.label();
    writer.rii("CONST32", result, 0);
    writer.jumpIf(wide ? "JZ64" : "JZ32", register, end);
    writer.rri(wide ? "CTZ64" : "CTZ32", result, register);
    writer.rri("ADDI32", result, result, 1);
    writer.place(end);
    return inRegister(model.int, result);
  };
}

function parity(width: "int" | "long" | "longLong"): Lowering {
  const count = bitCount("POPCOUNT", width);
  return (f, args, expression) =>
    binary(f, "&", count(f, args, expression), constant(f, f.model.int, 1n), expression.at);
}

function byteSwap(bits: 16 | 32 | 64): Lowering {
  return (f, args, { at }) => {
    const { model } = f;
    const type =
      bits === 16 ? model.unsignedShort : bits === 32 ? model.unsignedInt : model.unsignedLongLong;
    const result = bits === 64 && model.pointerByteSize === 8 ? model.unsignedLong : type;
    const operand = convert(f, value(f, args, 0), result, at);
    if (operand.kind === "constant") {
      let swapped = 0n;
      for (let byte = 0; byte < bits / 8; byte++) {
        swapped = (swapped << 8n) | ((operand.value >> BigInt(8 * byte)) & 0xffn);
      }
      return constant(f, result, swapped);
    }
    const register = f.writer.register();
    f.writer.rri(`BSWAP${bits}`, register, toRegister(f, operand));
    return inRegister(result, register);
  };
}

/** The generic forms, and the typed ones such as __builtin_uaddl_overflow(). */
function overflow(operation: "+" | "-" | "*", isPredicate: boolean): Lowering {
  return (f, args, { at }) => {
    const { writer, model } = f;
    const left = value(f, args, 0);
    const leftWide = intoPair(f, left, at);
    const right = value(f, args, 1);
    const rightWide = intoPair(f, right, at);
    const third = value(f, args, 2);
    const target = isPredicate
      ? third.type
      : third.type.kind === "pointer"
        ? third.type.to
        : undefined;
    const result = target === undefined ? undefined : asInteger(target);
    const [a, b] = [asInteger(left.type), asInteger(right.type)];
    if (result === undefined || a === undefined || b === undefined) {
      return f.fail("checked arithmetic on what are no integers", at);
    }
    if (a.byteSize > 8 || b.byteSize > 8 || result.byteSize > 8) {
      return unsupported(f, "integers of 128 bits", model.bool, at);
    }
    const operands = writer.register();
    const second = writer.register();
    writer.rri("MOV64", operands, leftWide);
    writer.rri("MOV64", second, rightWide);
    const out = writer.register();
    const flag = writer.register();
    const form = writer.image.overflows.push({
      operation,
      left: { bits: a.byteSize * 8, isSigned: a.isSigned },
      right: { bits: b.byteSize * 8, isSigned: b.isSigned },
      result: { bits: result.byteSize * 8, isSigned: result.isSigned },
    });
    writer.emit("OVERFLOW", 2 * out, 2 * operands, form - 1);
    writer.fence();
    if (!isPredicate && third.type.kind === "pointer") {
      const place = f.rules.pointee(f, third, at);
      store(f, place, inRegister(third.type.to, out), at);
    }
    return inRegister(model.bool, flag);
  };
}

function intoPair(f: FunctionContext, operand: Value, at: number): number {
  const type = asInteger(operand.type);
  if (type === undefined) return f.fail(`${typeText(operand.type)} in checked arithmetic`, at);
  if (isWide(type)) return toRegister(f, operand);
  return toRegister(f, convert(f, operand, f.model.longLong, at));
}

const trap: Lowering = (f, _args, { at }) => {
  f.writer.at = at;
  f.writer.emit("TRAP", f.writer.image.faultNumber("abort"));
  f.isReachable = false;
  return { kind: "void", type: voidType };
};

const unreachable: Lowering = (f, _args, { at }) => {
  f.writer.at = at;
  f.writer.emit("TRAP", f.writer.image.faultNumber("unreachable"));
  f.isReachable = false;
  return { kind: "void", type: voidType };
};

const alloca: Lowering = (f, args, { at }) => {
  const size = convert(f, value(f, args, 0), f.model.longLong, at);
  const result = f.writer.register();
  f.writer.rri("ALLOCA", result, toRegister(f, size), 16);
  return inRegister(pointerTo(voidType), result);
};

const known =
  (number: bigint, typeOf: (f: FunctionContext) => CType): Lowering =>
  (f) =>
    constant(f, typeOf(f), number);

const nothing: Lowering = () => ({ kind: "void", type: voidType });

const variadicStart: Lowering = (f, args, { at }) => {
  const [list] = args;
  if (list === undefined || f.variadicAddress === undefined) {
    return f.fail("va_start in a function without variadic arguments", at);
  }
  const place = f.rules.place(f, list);
  store(f, place, inRegister(place.type, f.variadicAddress), at);
  return { kind: "void", type: voidType };
};

const variadicCopy: Lowering = (f, [to, from], { at }) => {
  if (to === undefined || from === undefined) return f.fail("va_copy wants two lists", at);
  store(f, f.rules.place(f, to), load(f, f.rules.place(f, from), at), at);
  return { kind: "void", type: voidType };
};

const absolute =
  (width: "int" | "long" | "longLong"): Lowering =>
  (f, args, { at }) => {
    const operand = convert(f, value(f, args, 0), f.model[width], at);
    const { writer } = f;
    const wide = isWide(operand.type);
    const result = writer.register();
    const end = writer.label();
    const from = toRegister(f, operand);
    writer.rri(wide ? "MOV64" : "MOV32", result, from);
    const zero = toRegister(f, constant(f, operand.type, 0n));
    writer.jumpCompare(wide ? "JLES64" : "JLES32", zero, from, end);
    writer.rri(wide ? "NEG64" : "NEG32", result, from);
    writer.place(end);
    return inRegister(operand.type as IntegerType, result);
  };

const builtins: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["__builtin_constant_p", isConstant],
  ["__builtin_expect", firstOperand((f) => f.model.long)],
  ["__builtin_expect_with_probability", firstOperand((f) => f.model.long)],
  ["__builtin_assume_aligned", firstOperand(() => pointerTo(voidType))],
  ["__builtin_launder", firstOperand((_f, operand) => operand.type)],
  ["__builtin_clz", bitCount("CLZ", "int")],
  ["__builtin_clzl", bitCount("CLZ", "long")],
  ["__builtin_clzll", bitCount("CLZ", "longLong")],
  ["__builtin_ctz", bitCount("CTZ", "int")],
  ["__builtin_ctzl", bitCount("CTZ", "long")],
  ["__builtin_ctzll", bitCount("CTZ", "longLong")],
  ["__builtin_popcount", bitCount("POPCOUNT", "int")],
  ["__builtin_popcountl", bitCount("POPCOUNT", "long")],
  ["__builtin_popcountll", bitCount("POPCOUNT", "longLong")],
  ["__builtin_parity", parity("int")],
  ["__builtin_parityl", parity("long")],
  ["__builtin_parityll", parity("longLong")],
  ["__builtin_ffs", findFirstSet("int")],
  ["__builtin_ffsl", findFirstSet("long")],
  ["__builtin_ffsll", findFirstSet("longLong")],
  ["__builtin_bswap16", byteSwap(16)],
  ["__builtin_bswap32", byteSwap(32)],
  ["__builtin_bswap64", byteSwap(64)],
  ["__builtin_abs", absolute("int")],
  ["__builtin_labs", absolute("long")],
  ["__builtin_llabs", absolute("longLong")],
  ...(["add", "sub", "mul"] as const).flatMap((name) => {
    const operation = ({ add: "+", sub: "-", mul: "*" } as const)[name];
    return [
      ...["", "s", "sl", "sll", "u", "ul", "ull"].map((form): [string, Lowering] => [
        typedName(form, name),
        overflow(operation, false),
      ]),
      [`__builtin_${name}_overflow_p`, overflow(operation, true)] as [string, Lowering],
    ];
  }),
  ["__builtin_trap", trap],
  ["__builtin_unreachable", unreachable],
  ["__builtin_alloca", alloca],
  ["alloca", alloca],
  ["__builtin_object_size", known(-1n, (f) => f.model.unsignedLong)],
  ["__builtin_dynamic_object_size", known(-1n, (f) => f.model.unsignedLong)],
  ["__builtin_frame_address", known(0n, () => pointerTo(voidType))],
  ["__builtin_return_address", known(0n, () => pointerTo(voidType))],
  ["__builtin_extract_return_addr", firstOperand((_f, operand) => operand.type)],
  ["__builtin_prefetch", nothing],
  ["__builtin___clear_cache", nothing],
  ["__sync_synchronize", nothing],
  ["__builtin_va_start", variadicStart],
  ["__builtin_c23_va_start", variadicStart],
  ["__builtin_va_end", nothing],
  ["__builtin_va_copy", variadicCopy],
  ["__builtin_has_attribute", known(0n, (f) => f.model.int)],
]);

function typedName(form: string, name: string): string {
  if (form === "") return `__builtin_${name}_overflow`;
  const sign = form.startsWith("u") ? "u" : "s";
  return `__builtin_${sign}${name}${form.slice(1)}_overflow`;
}
