/**
 * Inline assembly: what it means is the machine's hook to say. An empty template is a barrier for
 * the compiler, or hides a value from it: its tied inputs and outputs are then the same.
 *
 * Registers of the outputs come first, then those of the inputs. An operand in memory is given by
 * its address; an output that is read, too ("+r"), by the value that it has.
 */
import { load } from "./access.ts";
import { assignPlace } from "./assign.ts";
import type { AssemblyOperand, AssemblyStatement } from "./ast.ts";
import type { Register } from "./code-writer.ts";
import type { FunctionContext } from "./function-context.ts";
import { addressOf } from "./lower-place.ts";
import { moveTo } from "./operand.ts";
import { isMemoryConstraint } from "./syntax-facts.ts";
import { disguisedScalar, isScalar } from "./type.ts";
import type { Value } from "./value.ts";

export function lowerAssembly(f: FunctionContext, statement: AssemblyStatement): void {
  const { writer } = f;
  const { at, template, outputs, inputs } = statement;
  writer.statement(at);
  const level = writer.level;
  if (template.trim() === "" && statement.gotoLabels.length === 0) copyTied(f, statement);
  else if (statement.gotoLabels.length > 0) {
    writer.emit("UNSUPPORTED", writer.image.addReason("assembly that jumps to a label"));
  } else {
    const base = writer.level;
    const text = { template, at, nOutputs: outputs.length, nInputs: inputs.length };
    const index = writer.image.assemblies.push(text) - 1;
    for (const output of outputs) passOutput(f, output);
    for (const input of inputs) {
      const register = writer.register();
      passInput(f, input, register);
      writer.release(register + 1);
    }
    writer.reserve(1);
    writer.at = at;
    writer.emit("ASM", index, 2 * base);
    writer.fence();
    outputs.forEach(({ constraint, expression }, number) => {
      if (isMemoryConstraint(constraint)) return;
      const place = f.rules.place(f, expression);
      if (!isScalar(disguisedScalar(place.type) ?? place.type)) return;
      // The value is one of several: it must not be taken for what was written last.
      const value: Value = { kind: "register", type: place.type, register: base + number };
      assignPlace(f, place, value, at);
      writer.fence();
    });
  }
  writer.release(level);
}

/** asm("" : "=r" (to) : "0" (from)) copies. */
function copyTied(f: FunctionContext, { at, outputs, inputs }: AssemblyStatement): void {
  for (const { constraint, expression } of inputs) {
    const tied = /^[0-9]$/.test(constraint) ? outputs[Number(constraint)] : undefined;
    if (tied === undefined) continue;
    const value = f.rules.value(f, expression);
    assignPlace(f, f.rules.place(f, tied.expression), value, at);
  }
}

function passOutput(f: FunctionContext, output: AssemblyOperand): void {
  const { writer } = f;
  const { constraint, expression, at } = output;
  const register = writer.register();
  if (isMemoryConstraint(constraint)) passAddress(f, output, register);
  else if (constraint.includes("+")) {
    const value = load(f, f.rules.place(f, expression), at);
    if (isScalar(disguisedScalar(value.type) ?? value.type)) moveTo(f, register, value);
  }
  writer.release(register + 1);
}

function passInput(f: FunctionContext, input: AssemblyOperand, register: Register): void {
  const { constraint, expression } = input;
  if (isMemoryConstraint(constraint)) {
    passAddress(f, input, register);
    return;
  }
  const value = f.rules.value(f, expression);
  if (isScalar(disguisedScalar(value.type) ?? value.type)) moveTo(f, register, value);
}

function passAddress(f: FunctionContext, operand: AssemblyOperand, register: Register): void {
  const place = f.rules.place(f, operand.expression);
  const address = addressOf(f, place, operand.at);
  moveTo(f, register, { kind: "record", type: place.type, address });
}
