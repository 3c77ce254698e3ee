/** From types as written to types: specifiers, declarators, records and enumerations. */
import type {
  Attribute,
  Declarator,
  DeclaratorPart,
  Enumerator,
  InitDeclarator,
  MemberDeclaration,
  Specifiers,
  StaticAssertion,
  TypeName,
  TypeSpecifier,
} from "./ast.ts";
import type { FunctionContext } from "./function-context.ts";
import { type DeclaredMember, layOut } from "./record-layout.ts";
import {
  builtinType,
  type CType,
  type EnumType,
  pointerTo,
  type RecordType,
  sizeOf,
  voidType,
} from "./type.ts";

export function resolveTypeName(f: FunctionContext, type: TypeName): CType {
  return resolveDeclarator(
    f,
    resolveSpecifiers(f, type.specifiers),
    type.specifiers,
    type.declarator,
  );
}

/** The type that specifiers name; that of `__auto_type` is the initialiser's, which the caller knows. */
export function resolveSpecifiers(f: FunctionContext, specifiers: Specifiers): CType {
  const type = resolveSpecifier(f, specifiers.type);
  return withMode(f, type, [...specifiers.attributes]);
}

function resolveSpecifier(f: FunctionContext, specifier: TypeSpecifier): CType {
  switch (specifier.kind) {
    case "builtin": {
      const type = builtinType(specifier.words, f.model);
      return type ?? f.fail(`no type is called ${specifier.words.join(" ")}`, specifier.at);
    }
    case "typedef": {
      const entity = f.find(specifier.name, specifier.at);
      if (entity?.kind === "typedef") return entity.type;
      return builtinName(specifier.name, f) ?? f.fail(`${specifier.name} is no type`, specifier.at);
    }
    case "record":
      return resolveRecord(f, specifier);
    case "enum":
      return resolveEnum(f, specifier);
    case "typeof-expression":
      return f.rules.typeOf(f, specifier.expression);
    case "typeof-type":
    case "atomic":
      return resolveTypeName(f, specifier.type);
    case "auto-type":
      return f.fail("__auto_type without an initialiser", specifier.at);
  }
}

/** Types that the compiler knows without a declaration. */
function builtinName(name: string, f: FunctionContext): CType | undefined {
  if (name === "__builtin_va_list") return pointerTo(voidType);
  if (name === "__int128_t") return f.model.int128;
  return name === "__uint128_t" ? f.model.unsignedInt128 : undefined;
}

/** `mode(DI)` and the like (GCC manual, Common Variable Attributes). */
function withMode(f: FunctionContext, type: CType, attributes: readonly Attribute[]): CType {
  let result = type;
  for (const {
    name,
    arguments: [argument],
    at,
  } of attributes) {
    if (name === "vector_size") return { kind: "float", name: "a vector", byteSize: 16 };
    if (name !== "mode" || argument?.kind !== "identifier") continue;
    const isSigned = type.kind !== "integer" || type.isSigned;
    const { model } = f;
    const word = argument.name.replace(/^__|__$/g, "");
    const types: Readonly<Record<string, readonly [CType, CType]>> = {
      QI: [model.signedChar, model.unsignedChar],
      byte: [model.signedChar, model.unsignedChar],
      HI: [model.short, model.unsignedShort],
      SI: [model.int, model.unsignedInt],
      DI: [model.longLong, model.unsignedLongLong],
      TI: [model.int128, model.unsignedInt128],
      word: [model.long, model.unsignedLong],
      pointer: [model.long, model.unsignedLong],
    };
    const pair = types[word];
    if (pair === undefined) f.fail(`the mode ${argument.name} is not known`, at);
    result = pair[isSigned ? 0 : 1];
  }
  return result;
}

/** The type of a declared name. `specifiers` says whether what it is made of is const. */
export function resolveDeclarator(
  f: FunctionContext,
  base: CType,
  specifiers: Specifiers,
  declarator: Declarator,
): CType {
  let type = withMode(f, base, declarator.attributes);
  let isConst = specifiers.isConst;
  for (let at = declarator.parts.length - 1; at >= 0; at--) {
    const part = declarator.parts[at] as DeclaratorPart;
    switch (part.kind) {
      case "pointer":
        type = pointerTo(type, isConst);
        isConst = part.isConst;
        break;
      case "array":
        type = arrayOf(f, type, part);
        break;
      case "function": {
        const parameters = parametersOf(f, part);
        const isNone = parameters.length === 1 && parameters[0]?.kind === "void";
        const { isVariadic, isUnprototyped } = part;
        type = {
          kind: "function",
          result: type,
          parameters: isNone ? [] : parameters,
          isVariadic,
          isUnprototyped,
        };
        isConst = false;
        break;
      }
    }
  }
  return type;
}

function parametersOf(
  f: FunctionContext,
  part: Extract<DeclaratorPart, { kind: "function" }>,
): CType[] {
  // The size of an array may name a parameter before it, and is then no constant.
  const hasSizes = part.parameters.some(({ declarator }) =>
    declarator.parts.some((one) => one.kind === "array" && one.size !== undefined),
  );
  if (hasSizes) f.names.open();
  try {
    return part.parameters.map((parameter) => {
      const { specifiers, declarator } = parameter;
      const base = resolveSpecifiers(f, specifiers);
      const type = adjusted(resolveDeclarator(f, base, specifiers, declarator), specifiers.isConst);
      if (hasSizes && declarator.name !== undefined) {
        const place = { kind: "variable", type, register: 0 } as const;
        f.names.declare(declarator.name, { kind: "place", place });
      }
      return type;
    });
  } finally {
    if (hasSizes) f.names.close();
  }
}

/** Whether a declared object is const itself, rather than what it points to. */
export function isConstObject(specifiers: Specifiers, declarator: Declarator): boolean {
  const inner = declarator.parts.find(({ kind }) => kind !== "array");
  return inner?.kind === "pointer" ? inner.isConst : specifiers.isConst;
}

/** Parameters that are arrays or functions are pointers (C11 6.7.6.3). */
export function adjusted(type: CType, isConst = false): CType {
  if (type.kind === "array") return pointerTo(type.of, isConst);
  return type.kind === "function" ? pointerTo(type) : type;
}

function arrayOf(
  f: FunctionContext,
  of: CType,
  part: Extract<DeclaratorPart, { kind: "array" }>,
): CType {
  if (part.size === undefined || part.isStar) return { kind: "array", of, length: undefined };
  const length = f.rules.constant(f, part.size);
  if (length === undefined) {
    return { kind: "array", of, length: undefined, lengthExpression: part.size };
  }
  if (length < 0n) f.fail("an array of a negative size", part.at);
  if (length > 0x7fff_ffffn) f.fail(`an array of ${length} elements`, part.at);
  return { kind: "array", of, length: Number(length) };
}

function resolveRecord(
  f: FunctionContext,
  specifier: Extract<TypeSpecifier, { kind: "record" }>,
): CType {
  const { tag, members, isUnion } = specifier;
  if (members === undefined) {
    const found = findTag(f, tag ?? "", false);
    if (found?.kind === "record") return found;
    const record = newRecord(isUnion, tag);
    if (tag !== undefined) declareTag(f, tag, record);
    return record;
  }
  const known = f.definitions.get(specifier);
  if (known !== undefined) {
    if (tag !== undefined && f.names.depth > 0) declareTag(f, tag, known);
    return known;
  }
  // At the scope of the file a tag has one definition, which may have been found by its name.
  if (tag !== undefined && f.names.depth === 0) {
    const found = f.file.findTag(tag, false);
    if (found?.kind === "record") return found;
  }
  const own = tag === undefined ? undefined : f.names.findOwnTag(tag);
  const isMentioned = own?.kind === "record" && own.members === undefined;
  const record = isMentioned ? own : newRecord(isUnion, tag);
  if (tag !== undefined && record !== own) declareTag(f, tag, record);
  f.definitions.set(specifier, record);
  completeRecord(f, record, members, specifier.attributes);
  return record;
}

function newRecord(isUnion: boolean, tag: string | undefined): RecordType {
  return { kind: "record", isUnion, tag, members: undefined, byteSize: 0, alignment: 1 };
}

export function completeRecord(
  f: FunctionContext,
  record: RecordType,
  members: readonly (MemberDeclaration | StaticAssertion)[],
  attributes: readonly Attribute[],
): void {
  const declared = members.flatMap((member) =>
    member.kind === "members" ? declareMembers(f, member) : [],
  );
  layOut(
    record,
    declared,
    {
      isPacked: hasAttribute(attributes, "packed"),
      alignment: alignmentFrom(f, attributes),
    },
    f.model,
  );
}

function declareMembers(f: FunctionContext, member: MemberDeclaration): DeclaredMember[] {
  const { specifiers, declarators, at } = member;
  const base = resolveSpecifiers(f, specifiers);
  const common = Math.max(
    alignmentFrom(f, specifiers.attributes),
    ...specifiers.alignments.map((alignment) => alignasValue(f, alignment)),
    0,
  );
  if (declarators.length === 0) {
    const { type } = specifiers;
    if (base.kind !== "record" || (type.kind === "record" && type.tag !== undefined)) return [];
    const isPacked = hasAttribute(specifiers.attributes, "packed");
    return [{ name: undefined, type: base, width: undefined, alignment: common, isPacked, at }];
  }
  return declarators.map(({ declarator, width, attributes, at: declaredAt }) => {
    const all = [...attributes, ...declarator.attributes];
    const bits = width === undefined ? undefined : f.rules.constant(f, width);
    if (width !== undefined && bits === undefined) f.fail("a width that is no constant", width.at);
    return {
      name: declarator.name,
      type: resolveDeclarator(f, base, specifiers, declarator),
      width: bits === undefined ? undefined : Number(bits),
      alignment: Math.max(common, alignmentFrom(f, all)),
      isPacked: hasAttribute(all, "packed") || hasAttribute(specifiers.attributes, "packed"),
      at: declaredAt,
    };
  });
}

function hasAttribute(attributes: readonly Attribute[], name: string): boolean {
  return attributes.some((attribute) => attribute.name === name);
}

/** The largest `aligned`, or 0. */
function alignmentFrom(f: FunctionContext, attributes: readonly Attribute[]): number {
  let alignment = 0;
  for (const {
    name,
    arguments: [argument],
  } of attributes) {
    if (name !== "aligned") continue;
    alignment = Math.max(alignment, argument === undefined ? 16 : alignasValue(f, argument));
  }
  return alignment;
}

/** What a declaration asks for beyond what its type does, or 0. */
export function declaredAlignment(
  f: FunctionContext,
  specifiers: Specifiers,
  one: InitDeclarator,
): number {
  return Math.max(
    alignmentFrom(f, specifiers.attributes),
    alignmentFrom(f, one.attributes),
    alignmentFrom(f, one.declarator.attributes),
    ...specifiers.alignments.map((alignment) => alignasValue(f, alignment)),
  );
}

function alignasValue(
  f: FunctionContext,
  argument: TypeName | Attribute["arguments"][number],
): number {
  if (argument.kind === "type-name") {
    const type = resolveTypeName(f, argument);
    return Math.min(16, sizeOf(type, f.model) ?? 1);
  }
  const value = f.rules.constant(f, argument);
  return value === undefined || value > 65_536n ? 0 : Number(value);
}

function resolveEnum(
  f: FunctionContext,
  specifier: Extract<TypeSpecifier, { kind: "enum" }>,
): CType {
  const { tag, enumerators, attributes } = specifier;
  if (enumerators === undefined) {
    const found = findTag(f, tag ?? "", true);
    if (found?.kind === "enum") return found;
    const type = newEnum(f, tag);
    if (tag !== undefined) declareTag(f, tag, type);
    return type;
  }
  const known = f.definitions.get(specifier);
  // At the scope of the file the enumerators stay declared.
  if (known !== undefined && f.names.depth === 0) return known;
  if (tag !== undefined && f.names.depth === 0) {
    const found = f.file.findTag(tag, true);
    if (found?.kind === "enum") return found;
  }
  const own = tag === undefined ? undefined : f.names.findOwnTag(tag);
  const isMentioned = own?.kind === "enum" && !own.isComplete;
  const type = known?.kind === "enum" ? known : isMentioned ? own : newEnum(f, tag);
  if (tag !== undefined && type !== own) declareTag(f, tag, type);
  f.definitions.set(specifier, type);
  completeEnum(f, type, enumerators, hasAttribute(attributes, "packed"));
  return type;
}

export function newEnum(f: FunctionContext, tag: string | undefined): EnumType {
  return { kind: "enum", tag, base: f.model.unsignedInt, isComplete: false };
}

/** Declares the enumerators too; as gcc has it, an enumeration without negatives is unsigned. */
export function completeEnum(
  f: FunctionContext,
  type: EnumType,
  enumerators: readonly Enumerator[],
  isPacked: boolean,
): void {
  const values: { name: string; value: bigint }[] = [];
  let next = 0n;
  for (const { name, value, at } of enumerators) {
    if (value !== undefined) {
      const given = f.rules.constant(f, value);
      if (given === undefined) f.fail(`the value of ${name} is no constant`, at);
      next = given;
    }
    values.push({ name, value: next });
    // An enumerator may be named by those behind it.
    declareEnumerator(f, name, next, f.model.int);
    next++;
  }
  let lowest = 0n;
  let highest = 0n;
  for (const { value } of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  type.base = enumBase(f, lowest, highest, isPacked);
  type.isComplete = true;
  for (const { name, value } of values) {
    const fitsInt = value >= -0x8000_0000n && value <= 0x7fff_ffffn;
    declareEnumerator(f, name, value, fitsInt ? f.model.int : type.base);
  }
}

function enumBase(f: FunctionContext, lowest: bigint, highest: bigint, isPacked: boolean) {
  const { model } = f;
  const isSigned = lowest < 0n;
  const fits = (bits: bigint) =>
    isSigned ? lowest >= -(1n << (bits - 1n)) && highest < 1n << (bits - 1n) : highest < 1n << bits;
  if (isPacked && fits(8n)) return isSigned ? model.signedChar : model.unsignedChar;
  if (isPacked && fits(16n)) return isSigned ? model.short : model.unsignedShort;
  if (fits(32n)) return isSigned ? model.int : model.unsignedInt;
  if (model.pointerByteSize === 8) return isSigned ? model.long : model.unsignedLong;
  return isSigned ? model.longLong : model.unsignedLongLong;
}

function declareEnumerator(f: FunctionContext, name: string, value: bigint, type: CType): void {
  const entity = { kind: "enumerator", type, value } as const;
  if (f.names.depth > 0) f.names.declare(name, entity);
  else f.file.declare(name, entity);
}

function findTag(f: FunctionContext, tag: string, isEnum: boolean) {
  return f.names.findTag(tag) ?? f.file.findTag(tag, isEnum);
}

function declareTag(f: FunctionContext, tag: string, type: RecordType | EnumType): void {
  if (f.names.depth > 0) f.names.declareTag(tag, type);
  else f.file.declareTag(tag, type);
}
