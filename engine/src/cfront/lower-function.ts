/** A function's definition to its body in the image. */

import { store } from "./access.ts";
import type { FunctionDefinition } from "./ast.ts";
import type { FunctionContext } from "./function-context.ts";
import type { FunctionBody, ImageFunction } from "./image.ts";
import { noteVariable } from "./lower-declaration.ts";
import { framePlace } from "./lower-place.ts";
import { inRegister, writeConstant } from "./operand.ts";
import { adjusted, resolveDeclarator, resolveSpecifiers } from "./resolve-type.ts";
import { asInteger, disguisedScalar, type FunctionType, isScalar } from "./type.ts";
import { memory, type Place } from "./value.ts";
import { settleSizes } from "./variable-length.ts";

export function lowerFunction(
  f: FunctionContext,
  fn: ImageFunction,
  definition: FunctionDefinition,
  type: FunctionType,
): FunctionBody {
  const { writer } = f;
  const { image } = writer;
  const entry = image.nInstructions;
  writer.at = definition.at;
  f.names.open();
  let nParameters = 0;
  const next = () => {
    nParameters++;
    const register = writer.register();
    f.variableRegisters.add(register);
    return register;
  };
  const returnsRecord = type.result.kind === "record" && disguisedScalar(type.result) === undefined;
  if (returnsRecord) f.resultAddress = next();
  const [part] = definition.declarator.parts;
  const written = part?.kind === "function" ? part.parameters : [];
  const isNone = type.parameters.length === 0;
  // Registers first: what a parameter needs besides comes behind all of them.
  const registers = isNone ? [] : written.map(() => next());
  if (type.isVariadic) f.variadicAddress = next();
  if (!isNone) {
    written.forEach((parameter, index) => {
      const { name } = parameter.declarator;
      if (name === undefined) return;
      const base = resolveSpecifiers(f, parameter.specifiers);
      const own = adjusted(
        resolveDeclarator(f, base, parameter.specifiers, parameter.declarator),
        parameter.specifiers.isConst,
      );
      settleSizes(f, own, parameter.at);
      const place = parameterPlace(f, name, own, registers[index] as number, parameter.at);
      f.names.declare(name, { kind: "place", place });
      noteVariable(f, name, own, place);
    });
  }
  f.rules.statement(f, definition.body);
  writer.at = definition.body.endAt;
  finish(f, type, fn.name);
  f.names.close();
  for (const label of [...f.closedLabels, ...f.labels.values()]) {
    for (const { object, byteOffset } of label.objectUses)
      writeLabel(f, object, byteOffset, label.target);
  }
  for (const [name, label] of f.labels) {
    if (label.target < 0 && label.uses.length > 0)
      f.fail(`the label ${name} is nowhere`, definition.at);
  }
  const end = image.nInstructions;
  const variables = [...f.variables, ...f.openVariables.map((one) => ({ ...one, to: end }))];
  return {
    entry,
    end,
    // A result needs a register, whatever the function has.
    nRegisters: writer.nRegisters + 1,
    nParameters,
    isVariadic: type.isVariadic,
    frameByteSize: writer.frameByteSize,
    variables,
  };
}

function parameterPlace(
  f: FunctionContext,
  name: string,
  type: FunctionType["parameters"][number],
  register: number,
  at: number,
): Place {
  const scalar = disguisedScalar(type) ?? type;
  if (type.kind === "record" && scalar === type) {
    // The address of the caller's copy, which is the callee's alone.
    return memory(type, { kind: "register", register, offset: 0 });
  }
  if (!isScalar(scalar) || (asInteger(scalar)?.byteSize ?? 8) > 8) {
    return framePlace(f, type, at);
  }
  const variable: Place = { kind: "variable", type, register };
  if (!f.facts.addressTaken.has(name)) return variable;
  const place = framePlace(f, type, at);
  store(f, place, inRegister(type, register), at);
  return place;
}

/** What happens where control reaches the closing brace. */
function finish(f: FunctionContext, type: FunctionType, name: string): void {
  const { writer } = f;
  if (f.isReachable && type.result.kind !== "void") {
    if (name === "main") writeConstant(f, 0, 0n, false);
    else if (f.isIso) writer.emit("TRAP", writer.image.faultNumber("missing-return"));
  }
  writer.reserve(1);
  writer.emit("RET");
}

function writeLabel(
  f: FunctionContext,
  object: { bytes: Uint8Array | undefined },
  byteOffset: number,
  target: number,
): void {
  if (target < 0 || object.bytes === undefined) return;
  const address = f.writer.image.labelAddress(target);
  for (let at = 0; at < f.model.pointerByteSize; at++) {
    object.bytes[byteOffset + at] = Number((address >> BigInt(8 * at)) & 0xffn);
  }
}
