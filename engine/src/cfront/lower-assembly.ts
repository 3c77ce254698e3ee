/**
 * Inline assembly: what it means is the machine's hook to say. An empty template is a barrier for
 * the compiler, or hides a value from it: its tied inputs and outputs are then the same.
 */
import type { AssemblyStatement } from "./ast.ts";
import { assignPlace } from "./assign.ts";
import type { FunctionContext } from "./function-context.ts";
import { moveTo } from "./operand.ts";
import { disguisedScalar, isScalar } from "./type.ts";

export function lowerAssembly(f: FunctionContext, statement: AssemblyStatement): void {
  const { writer } = f;
  const { at, template, outputs, inputs } = statement;
  writer.statement(at);
  const isEmpty = template.trim() === "";
  if (isEmpty) {
    // asm("" : "=r" (to) : "0" (from)) copies.
    for (const { constraint, expression } of inputs) {
      const tied = /^[0-9]$/.test(constraint) ? outputs[Number(constraint)] : undefined;
      if (tied === undefined) continue;
      const value = f.rules.value(f, expression);
      assignPlace(f, f.rules.place(f, tied.expression), value, at);
    }
    return;
  }
  const level = writer.level;
  const base = writer.level;
  const index =
    writer.image.assemblies.push({
      template,
      at,
      nOutputs: outputs.length,
      nInputs: inputs.length,
    }) - 1;
  for (const { expression } of [...outputs, ...inputs]) {
    const register = writer.register();
    const type = f.rules.typeOf(f, expression);
    if (!isScalar(disguisedScalar(type) ?? type)) continue;
    if (inputs.some((input) => input.expression === expression)) {
      moveTo(f, register, f.rules.value(f, expression));
    }
    writer.release(register + 1);
  }
  writer.reserve(1);
  writer.at = at;
  writer.emit("ASM", index, 2 * base);
  writer.fence();
  outputs.forEach(({ expression }, number) => {
    const place = f.rules.place(f, expression);
    if (!isScalar(disguisedScalar(place.type) ?? place.type)) return;
    assignPlace(f, place, { kind: "register", type: place.type, register: base + number }, at);
  });
  writer.release(level);
}
