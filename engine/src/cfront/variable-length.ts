/** Sizes that are computed as the program runs: of variable-length arrays (C11 6.7.6.2). */
import type { Register } from "./code-writer.ts";
import { convert } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import { constant, toRegister } from "./operand.ts";
import type { PositionId } from "./position.ts";
import { type CType, sizeOf } from "./type.ts";

/** The register with the byte size of a type, or undefined when the type does not say it. */
export function runtimeSize(f: FunctionContext, type: CType, at: PositionId): Register | undefined {
  const known = f.variableSizes.get(type);
  if (known !== undefined || type.kind !== "array") return known;
  const { lengthExpression } = type;
  if (type.length === undefined && lengthExpression === undefined) return undefined;
  const { writer, model } = f;
  const elementSize = sizeOf(type.of, model);
  const element =
    elementSize === undefined
      ? f.nested(at, () => runtimeSize(f, type.of, at))
      : toRegister(f, constant(f, model.longLong, BigInt(elementSize)));
  if (element === undefined) return undefined;
  const length =
    lengthExpression === undefined
      ? constant(f, model.longLong, BigInt(type.length ?? 0))
      : convert(f, f.rules.value(f, lengthExpression), model.longLong, at);
  const size = writer.register();
  writer.rrr("MUL64", size, toRegister(f, length), element);
  return size;
}

/**
 * Computes the sizes of all variable-length arrays in a declared type, where it is declared; they
 * stay what they are whatever the variables in them become.
 */
export function settleSizes(f: FunctionContext, type: CType, at: PositionId): void {
  const arrays: CType[] = [];
  let inner: CType = type;
  while (inner.kind === "array" || inner.kind === "pointer") {
    if (inner.kind === "array" && sizeOf(inner, f.model) === undefined) arrays.push(inner);
    inner = inner.kind === "array" ? inner.of : inner.to;
  }
  for (const array of arrays.reverse()) {
    if (f.variableSizes.has(array)) continue;
    const kept = f.writer.register();
    const level = f.writer.level;
    const size = runtimeSize(f, array, at);
    if (size !== undefined) {
      f.writer.rri("MOV64", kept, size);
      f.variableRegisters.add(kept);
      f.variableSizes.set(array, kept);
    }
    f.writer.release(level);
  }
}
