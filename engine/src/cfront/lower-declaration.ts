/** Declarations inside of functions: variables, static objects, types. */
import type { Declaration, InitDeclarator, Specifiers } from "./ast.ts";
import type { FunctionContext } from "./function-context.ts";
import { framePlace } from "./lower-place.ts";
import { addressRegister, constant, decayed, moveTo, toRegister } from "./operand.ts";
import {
  declaredAlignment,
  isConstObject,
  resolveDeclarator,
  resolveSpecifiers,
} from "./resolve-type.ts";
import {
  type ArrayType,
  asInteger,
  type CType,
  disguisedScalar,
  type FunctionType,
  isScalar,
  sizeOf,
  typeText,
} from "./type.ts";
import { memory, type Place } from "./value.ts";
import { settleSizes } from "./variable-length.ts";

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
      settleSizes(f, type, one.at);
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
      declareStatic(f, name, type, one, specifiers);
    } else {
      declareVariable(f, name, type, one, declaredAlignment(f, specifiers, one));
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
  specifiers: Specifiers,
): void {
  // What is only looked at, and then written, is one object.
  const object =
    f.statics.get(one) ??
    f.program.addStatic({
      name: `${f.functionName}.${name}`,
      type,
      initializer: undefined,
      declared: one.initializer,
      isReadOnly: isConstObject(specifiers, one.declarator),
      alignment: declaredAlignment(f, specifiers, one),
      at: one.at,
      context: f,
    });
  f.statics.set(one, object);
  // The name is in scope in its own initialiser.
  f.names.declare(name, { kind: "object", type, object });
  if (f.isDiscarding || !f.isReachable) return;
  if (one.initializer !== undefined && object.bytes === undefined) {
    object.bytes = f.rules.initialBytes(f, object, type, one.initializer);
  }
}

function declareVariable(
  f: FunctionContext,
  name: string,
  type: CType,
  one: InitDeclarator,
  alignment = 0,
): void {
  const { at, initializer } = one;
  const { writer } = f;
  if (type.kind === "array" && sizeOf(type, f.model) === undefined) {
    writer.statement(at);
    settleSizes(f, type, at);
    declareVariableLength(f, name, type, at);
    return;
  }
  settleSizes(f, type, at);
  if (sizeOf(type, f.model) === undefined)
    f.fail(`${name} has type ${typeText(type)}, which is incomplete`, at);
  const place =
    alignment > frameAlignment
      ? alignedVariable(f, type, alignment, at)
      : newVariable(f, name, type, at);
  f.names.declare(name, { kind: "place", place });
  // A declaration that is jumped over declares, and does nothing.
  if (!f.isReachable) return;
  writer.at = at;
  beginLifetime(f, place);
  if (initializer !== undefined) {
    writer.statement(at);
    const level = writer.level;
    f.rules.initialize(f, place, initializer);
    writer.release(level);
  } else {
    writer.at = at;
    leaveUnwritten(f, place);
  }
  declareCleanup(f, one, place);
}

/** What a declaration without an initialiser does. */
function leaveUnwritten(f: FunctionContext, place: Place): void {
  const { writer } = f;
  if (place.kind === "variable") {
    if (!f.isIso) return;
    f.trackedRegisters.add(place.register);
    writer.rii("POISON", place.register);
    return;
  }
  if (place.address.kind !== "frame") return;
  const byteSize = sizeOf(place.type, f.model) ?? 0;
  // A store to a bitfield reads the bits around it, which then have to be something.
  if (hasBits(place.type, 0)) writer.rii("ZERO", addressRegister(f, place.address), 0, byteSize);
}

function hasBits(type: CType, depth: number): boolean {
  if (type.kind === "array") return hasBits(type.of, depth);
  if (type.kind !== "record" || depth > 20) return false;
  return (type.members ?? []).some((one) => one.bit !== undefined || hasBits(one.type, depth + 1));
}

/** `__attribute__((cleanup(fn)))`: fn(&variable) when the scope is left, however it is. */
function declareCleanup(f: FunctionContext, one: InitDeclarator, place: Place): void {
  const attributes = [...one.attributes, ...one.declarator.attributes];
  const cleanup = attributes.find(({ name }) => name === "cleanup");
  const [callee] = cleanup?.arguments ?? [];
  if (callee?.kind !== "identifier" || place.kind !== "memory") return;
  const { at } = callee;
  const write = () => {
    const entity = f.find(callee.name, at);
    if (entity?.kind !== "function") f.fail(`${callee.name} is no function`, at);
    if (!f.isDiscarding) f.program.useFunction(entity.function);
    const { writer } = f;
    const level = writer.level;
    writer.at = at;
    const argument = writer.register();
    moveTo(f, argument, { kind: "record", type: place.type, address: place.address });
    writer.emit("CALL", entity.function.index, 2 * argument, 1);
    writer.fence();
    writer.release(level);
  };
  f.scopes[f.scopes.length - 1]?.cleanups.push({ isCall: true, write });
}

/**
 * ISO: a variable in memory begins without a value, ends with its block, and has bytes behind it
 * that are of none.
 */
function beginLifetime(f: FunctionContext, place: Place): void {
  if (!f.isIso || place.kind !== "memory" || place.address.kind !== "frame") return;
  const { writer } = f;
  const { offset } = place.address;
  const byteSize = sizeOf(place.type, f.model) ?? 0;
  writer.emit("FORGET", 0, offset, byteSize);
  const gap = writer.frame(gapByteSize, 1);
  writer.emit("FORGET", 2, gap, gapByteSize);
  const scope = f.scopes[f.scopes.length - 1];
  // The outermost block ends with the call; into one with labels a jump may lead past this point.
  if (scope === undefined || f.scopes.length < 2 || f.facts.labelled.has(scope.node)) return;
  const write = () => {
    writer.emit("FORGET", 1, offset, byteSize);
  };
  scope.cleanups.push({ isCall: false, write });
}

const gapByteSize = 16;

/** Frames begin at multiples of 16. */
const frameAlignment = 16;

/** A block of its own on the stack, which may lie at any multiple. */
function alignedVariable(f: FunctionContext, type: CType, alignment: number, at: number): Place {
  const { writer } = f;
  writer.at = at;
  const address = writer.register();
  f.variableRegisters.add(address);
  const size = toRegister(f, constant(f, f.model.longLong, BigInt(sizeOf(type, f.model) ?? 1)));
  writer.rri("ALLOCA", address, size, alignment);
  writer.release(address + 1);
  return memory(type, { kind: "register", register: address, offset: 0 });
}

/** A variable's place: a register where nothing wants its address. */
function newVariable(f: FunctionContext, name: string, type: CType, at: number): Place {
  const { writer } = f;
  const scalar = disguisedScalar(type) ?? type;
  const fits = isScalar(scalar) && (asInteger(scalar)?.byteSize ?? 8) <= 8;
  const place: Place =
    fits && !f.facts.addressTaken.has(name)
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
  const { writer } = f;
  if (type.lengthExpression === undefined && type.length === undefined) {
    f.fail(`${name} is an array of unknown length`, at);
  }
  const address = writer.register();
  f.variableRegisters.add(address);
  const size = f.variableSizes.get(type);
  if (size === undefined) f.fail(`${name} is an array of what has no size`, at);
  writer.rri("ALLOCA", address, size, 16);
  const place = memory(type, { kind: "register", register: address, offset: 0 });
  f.names.declare(name, { kind: "place", place });
}
