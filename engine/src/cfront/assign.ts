/** Assignment: conversion, store, and the value that the place then has. */
import { store, truncatedToBits } from "./access.ts";
import { convert } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import { inRegister } from "./operand.ts";
import type { Place, Value } from "./value.ts";

export function assignPlace(f: FunctionContext, place: Place, value: Value, at: number): Value {
  f.writer.at = at;
  const { type } = place;
  if (type.kind === "array") return f.fail("an array is assigned to", at);
  const converted = convert(f, value, type, at);
  store(f, place, converted, at);
  if (place.kind === "variable") return inRegister(type, place.register);
  if (place.bit !== undefined) return truncatedToBits(f, converted, place.bit, type);
  return converted;
}
