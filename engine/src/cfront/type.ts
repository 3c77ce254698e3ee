/**
 * The types of C, after names are resolved.
 *
 * Types are compared with `sameType`; qualifiers are kept only where a pointer points to const,
 * which `_Generic` and `__builtin_types_compatible_p` can tell.
 */
import type { Expression } from "./ast.ts";

export interface IntegerType {
  readonly kind: "integer";
  readonly name: string;
  /** 1, 2, 4, 8, or 16. */
  readonly byteSize: number;
  readonly isSigned: boolean;
  readonly isBool: boolean;
  /** Conversion rank (C11 6.3.1.1). */
  readonly rank: number;
}

export interface PointerType {
  readonly kind: "pointer";
  readonly to: CType;
  readonly isToConst: boolean;
}

export interface ArrayType {
  readonly kind: "array";
  readonly of: CType;
  /** Undefined when it is not known, or when the length is computed as the program runs. */
  readonly length: number | undefined;
  /** Of a variable-length array. */
  readonly lengthExpression?: Expression;
}

export interface FunctionType {
  readonly kind: "function";
  readonly result: CType;
  readonly parameters: readonly CType[];
  readonly isVariadic: boolean;
  readonly isUnprototyped: boolean;
}

export interface RecordMember {
  /** Undefined for an anonymous struct or union. */
  readonly name: string | undefined;
  readonly type: CType;
  readonly byteOffset: number;
  /** Of a bitfield: bits within the storage unit at `byteOffset`, whose size is the type's. */
  readonly bit: BitRange | undefined;
}

export interface BitRange {
  readonly offset: number;
  readonly width: number;
  /** In a packed record: no unit around it may be read as a whole. */
  readonly isPacked: boolean;
}

/** A struct or union. Mutable once: it is incomplete until its members are known. */
export interface RecordType {
  readonly kind: "record";
  readonly isUnion: boolean;
  readonly tag: string | undefined;
  /** The first typedef of a record without a tag, for readers. */
  alias?: string;
  members: readonly RecordMember[] | undefined;
  byteSize: number;
  alignment: number;
}

export interface EnumType {
  readonly kind: "enum";
  readonly tag: string | undefined;
  base: IntegerType;
  isComplete: boolean;
}

export type CType =
  | { readonly kind: "void" }
  | IntegerType
  | { readonly kind: "float"; readonly name: string; readonly byteSize: number }
  | PointerType
  | ArrayType
  | FunctionType
  | RecordType
  | EnumType;

function integer(name: string, byteSize: number, isSigned: boolean, rank: number): IntegerType {
  return { kind: "integer", name, byteSize, isSigned, isBool: name === "_Bool", rank };
}

export const voidType: CType = { kind: "void" };

/** The types of one data model. */
export interface TypeModel {
  readonly pointerByteSize: 4 | 8;
  readonly isCharUnsigned: boolean;
  readonly bool: IntegerType;
  readonly char: IntegerType;
  readonly signedChar: IntegerType;
  readonly unsignedChar: IntegerType;
  readonly short: IntegerType;
  readonly unsignedShort: IntegerType;
  readonly int: IntegerType;
  readonly unsignedInt: IntegerType;
  readonly long: IntegerType;
  readonly unsignedLong: IntegerType;
  readonly longLong: IntegerType;
  readonly unsignedLongLong: IntegerType;
  readonly int128: IntegerType;
  readonly unsignedInt128: IntegerType;
}

export function createTypeModel(dataModel: "lp64" | "ilp32", isCharUnsigned: boolean): TypeModel {
  const word = dataModel === "lp64" ? 8 : 4;
  return {
    pointerByteSize: word,
    isCharUnsigned,
    bool: integer("_Bool", 1, false, 0),
    char: integer("char", 1, !isCharUnsigned, 1),
    signedChar: integer("signed char", 1, true, 1),
    unsignedChar: integer("unsigned char", 1, false, 1),
    short: integer("short", 2, true, 2),
    unsignedShort: integer("unsigned short", 2, false, 2),
    int: integer("int", 4, true, 3),
    unsignedInt: integer("unsigned int", 4, false, 3),
    long: integer("long", word, true, 4),
    unsignedLong: integer("unsigned long", word, false, 4),
    longLong: integer("long long", 8, true, 5),
    unsignedLongLong: integer("unsigned long long", 8, false, 5),
    int128: integer("__int128", 16, true, 6),
    unsignedInt128: integer("unsigned __int128", 16, false, 6),
  };
}

export function pointerTo(to: CType, isToConst = false): PointerType {
  return { kind: "pointer", to, isToConst };
}

/** Undefined for incomplete types, functions, and arrays whose length is not a constant. */
export function sizeOf(type: CType, model: TypeModel): number | undefined {
  switch (type.kind) {
    case "void":
      return 1; // As gcc has it, for arithmetic on void pointers.
    case "integer":
    case "float":
      return type.byteSize;
    case "enum":
      return type.base.byteSize;
    case "pointer":
      return model.pointerByteSize;
    case "function":
      return 1;
    case "record":
      return type.members === undefined ? undefined : type.byteSize;
    case "array": {
      const element = sizeOf(type.of, model);
      if (element === undefined || type.length === undefined) return undefined;
      return element * type.length;
    }
  }
}

export function alignmentOf(type: CType, model: TypeModel): number {
  switch (type.kind) {
    case "void":
    case "function":
      return 1;
    case "integer":
      return type.byteSize;
    case "float":
      return Math.min(16, type.byteSize);
    case "enum":
      return type.base.byteSize;
    case "pointer":
      return model.pointerByteSize;
    case "record":
      return type.alignment;
    case "array":
      return alignmentOf(type.of, model);
  }
}

/** Integers, with enumerations taken for their integer type. */
export function asInteger(type: CType): IntegerType | undefined {
  if (type.kind === "integer") return type;
  return type.kind === "enum" ? type.base : undefined;
}

export function isScalar(type: CType): boolean {
  return type.kind === "integer" || type.kind === "enum" || type.kind === "pointer";
}

/**
 * The scalar that a record is in disguise, such as the integer of a `pte_t`: its only member, as
 * large as the record itself. Undefined for all other types.
 */
export function disguisedScalar(type: CType): CType | undefined {
  let inner: CType = type;
  for (let depth = 0; depth < 8 && inner.kind === "record"; depth++) {
    const [only] = inner.members ?? [];
    if (only === undefined || inner.members?.length !== 1 || only.bit !== undefined)
      return undefined;
    const size =
      only.type.kind === "record" || only.type.kind === "integer" || only.type.kind === "enum"
        ? only.type.kind === "enum"
          ? only.type.base.byteSize
          : only.type.byteSize
        : only.type.kind === "pointer"
          ? inner.byteSize
          : -1;
    if (size !== inner.byteSize || size > 8) return undefined;
    inner = only.type;
  }
  return type.kind === "record" && isScalar(inner) ? inner : undefined;
}

/** C11 6.7.2, of a list of words in any order; undefined for a combination that is none. */
export function builtinType(words: readonly string[], model: TypeModel): CType | undefined {
  const count = (word: string) => words.filter((one) => one === word).length;
  const isUnsigned = count("unsigned") > 0;
  const isSigned = count("signed") > 0;
  const base = words.filter((word) => word !== "signed" && word !== "unsigned" && word !== "int");
  const key = [...base].sort().join(" ");
  const pick = (signed: IntegerType, unsigned: IntegerType) => (isUnsigned ? unsigned : signed);
  switch (key) {
    case "void":
      return voidType;
    case "_Bool":
      return model.bool;
    case "char":
      if (isUnsigned) return model.unsignedChar;
      return isSigned ? model.signedChar : model.char;
    case "short":
      return pick(model.short, model.unsignedShort);
    case "":
      return pick(model.int, model.unsignedInt);
    case "long":
      return pick(model.long, model.unsignedLong);
    case "long long":
      return pick(model.longLong, model.unsignedLongLong);
    case "__int128":
      return pick(model.int128, model.unsignedInt128);
    case "float":
    case "_Float32":
      return { kind: "float", name: "float", byteSize: 4 };
    case "double":
    case "_Float64":
      return { kind: "float", name: "double", byteSize: 8 };
    case "double long":
    case "__float128":
    case "_Float128":
      return { kind: "float", name: "long double", byteSize: 16 };
    case "_Complex float":
    case "_Complex double":
    case "_Complex double long":
      return { kind: "float", name: "_Complex", byteSize: 16 };
    default:
      return undefined;
  }
}

/** Structural equality; records and enumerations are what they are. */
export function sameType(left: CType, right: CType): boolean {
  if (left === right) return true;
  if (left.kind === "integer" && right.kind === "integer") return left.name === right.name;
  if (left.kind === "float" && right.kind === "float") return left.name === right.name;
  if (left.kind === "pointer" && right.kind === "pointer") {
    return left.isToConst === right.isToConst && sameType(left.to, right.to);
  }
  if (left.kind === "array" && right.kind === "array") {
    if (left.length !== undefined && right.length !== undefined && left.length !== right.length)
      return false;
    return sameType(left.of, right.of);
  }
  if (left.kind === "function" && right.kind === "function") {
    if (!sameType(left.result, right.result)) return false;
    if (left.isUnprototyped || right.isUnprototyped) return true;
    return (
      left.isVariadic === right.isVariadic &&
      left.parameters.length === right.parameters.length &&
      left.parameters.every((one, at) => sameType(one, right.parameters[at] as CType))
    );
  }
  return left.kind === "void" && right.kind === "void";
}

/** As a reader would write it. */
export function typeText(type: CType): string {
  switch (type.kind) {
    case "void":
      return "void";
    case "integer":
    case "float":
      return type.name;
    case "enum":
      return `enum ${type.tag ?? "(unnamed)"}`;
    case "record":
      if (type.tag === undefined && type.alias !== undefined) return type.alias;
      return `${type.isUnion ? "union" : "struct"} ${type.tag ?? "(unnamed)"}`;
    case "pointer": {
      if (type.to.kind === "function") return typeText(type.to).replace("()", "(*)()");
      const inner = typeText(type.to);
      return `${type.isToConst ? "const " : ""}${inner}${inner.endsWith("*") ? "" : " "}*`;
    }
    case "array":
      return `${typeText(type.of)} [${type.length ?? ""}]`;
    case "function":
      return `${typeText(type.result)} ()`;
  }
}
