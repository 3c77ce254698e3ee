/** Declarations inside of functions: variables, static objects, types. */
import type { Declaration, InitDeclarator } from "./ast.ts";
import type { FunctionContext } from "./function-context.ts";
import { framePlace } from "./lower-place.ts";
import { convert } from "./convert.ts";
import { decayed, toRegister } from "./operand.ts";
import { isConstObject, resolveDeclarator, resolveSpecifiers } from "./resolve-type.ts";
import {
  asInteger,
  type ArrayType,
  type CType,
  disguisedScalar,
  type FunctionType,
  isScalar,
  sizeOf,
  typeText,
} from "./type.ts";
import { memory, type Place } from "./value.ts";

export function lowerDeclaration(f: FunctionContext, declaration: Declaration): void {
  const { specifiers, declarators } = declaration;
  if (specifiers.type.kind === "auto-type") {
    for (const one of declarators) declareAuto(f, one);
    return;
  }
  const base = resolveSpecifiers(f, specifiers);
  for (const one of declarators) {
    const { declarator, initializer } = one;
    const { name } = declarator;
    if (name === undefined) continue;
    let type = resolveDeclarator(f, base, specifiers, declarator);
    if (specifiers.storage === "typedef") {
      f.names.declare(name, { kind: "typedef", type });
      continue;
    }
    if (type.kind === "function") {
      declareFunction(f, name, type, one.at);
      continue;
    }
    if (type.kind === "array" && type.length === undefined && initializer !== undefined) {
      type = { ...type, length: f.rules.arrayLength(f, type.of, initializer) };
    }
    if (specifiers.storage === "extern") {
      const entity = f.file.findOrDeclareExtern(name, type, one.at);
      f.names.declare(name, entity);
    } else if (specifiers.storage === "static") {
      declareStatic(f, name, type, one, isConstObject(specifiers, declarator));
    } else {
      declareVariable(f, name, type, one);
    }
  }
}

function declareAuto(f: FunctionContext, one: InitDeclarator): void {
  const { name } = one.declarator;
  const { initializer } = one;
  if (name === undefined || initializer === undefined || initializer.kind === "initializer-list") {
    f.fail("__auto_type wants a name and a value", one.at);
  }
  declareVariable(f, name, decayed(f.rules.typeOf(f, initializer)), one);
}

function declareFunction(f: FunctionContext, name: string, type: FunctionType, at: number): void {
  const known = f.file.find(name, at);
  f.names.declare(
    name,
    known?.kind === "function"
      ? known
      : { kind: "function", type, function: f.program.findExternal(name, type, at) },
  );
}

function declareStatic(
  f: FunctionContext,
  name: string,
  type: CType,
  one: InitDeclarator,
  isReadOnly: boolean,
): void {
  const object = f.program.addStatic({
    name: `${f.functionName}.${name}`,
    type,
    initializer: undefined,
    isReadOnly,
    at: one.at,
    context: f,
  });
  // The name is in scope in its own initialiser.
  f.names.declare(name, { kind: "object", type, object });
  if (one.initializer !== undefined && object.bytes === undefined) {
    object.bytes = f.rules.initialBytes(f, object, type, one.initializer);
  }
}

function declareVariable(
  f: FunctionContext,
  name: string,
  type: CType,
  one: InitDeclarator,
): void {
  const { at, initializer } = one;
  const { writer } = f;
  if (type.kind === "array" && type.length === undefined) {
    declareVariableLength(f, name, type, at);
    return;
  }
  if (sizeOf(type, f.model) === undefined) f.fail(`${name} has type ${typeText(type)}, which is incomplete`, at);
  const place = newVariable(f, name, type, at);
  f.names.declare(name, { kind: "place", place });
  if (initializer !== undefined) {
    writer.statement(at);
    const level = writer.level;
    f.rules.initialize(f, place, initializer);
    writer.release(level);
  } else if (f.isIso) {
    writer.at = at;
    if (place.kind === "variable") writer.rii("POISON", place.register);
    else if (place.address.kind === "frame") {
      writer.emit("FORGET", 0, place.address.offset, sizeOf(type, f.model) ?? 0);
    }
  }
}

/** A variable's place: a register where nothing wants its address. */
export function newVariable(f: FunctionContext, name: string, type: CType, at: number): Place {
  const { writer } = f;
  const scalar = disguisedScalar(type) ?? type;
  const fits = isScalar(scalar) && (asInteger(scalar)?.byteSize ?? 8) <= 8;
  const place: Place =
    fits && !f.addressTaken.has(name)
      ? { kind: "variable", type, register: writer.register() }
      : framePlace(f, type, at);
  if (place.kind === "variable") f.variableRegisters.add(place.register);
  noteVariable(f, name, type, place);
  return place;
}

/** For whoever looks at the program while it runs. */
export function noteVariable(f: FunctionContext, name: string, type: CType, place: Place): void {
  if (f.isDiscarding) return;
  const scalar = disguisedScalar(type) ?? type;
  const where =
    place.kind === "variable"
      ? ({ kind: "register", register: place.register } as const)
      : place.address.kind === "frame"
        ? ({ kind: "frame", offset: place.address.offset } as const)
        : undefined;
  if (where === undefined) return;
  f.openVariables.push({
    name,
    typeText: typeText(type),
    byteSize: sizeOf(type, f.model) ?? 0,
    isSigned: asInteger(scalar)?.isSigned === true,
    isRecord: !isScalar(scalar),
    place: where,
    from: f.writer.image.nInstructions,
  });
}

/** An array on the stack whose length is computed here (C11 6.7.6.2). */
function declareVariableLength(
  f: FunctionContext,
  name: string,
  type: ArrayType,
  at: number,
): void {
  const { writer, model } = f;
  if (type.lengthExpression === undefined) f.fail(`${name} is an array of unknown length`, at);
  const elementSize = sizeOf(type.of, model);
  if (elementSize === undefined) f.fail("an array of arrays of variable length", at);
  const size = writer.register();
  const address = writer.register();
  f.variableRegisters.add(size);
  f.variableRegisters.add(address);
  writer.statement(at);
  const level = writer.level;
  const length = convert(f, f.rules.value(f, type.lengthExpression), model.longLong, at);
  writer.rri("MULI64", size, toRegister(f, length), elementSize);
  writer.release(level);
  writer.rri("ALLOCA", address, size, 16);
  f.variableSizes.set(type, size);
  const place = memory(type, { kind: "register", register: address, offset: 0 });
  f.names.declare(name, { kind: "place", place });
}
