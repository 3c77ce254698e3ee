/** Programs written by hand, instruction by instruction, for the machine's own tests. */
import { Image, type ImageFunction, type OperationName, op, PositionTable } from "#engine/cfront";
import { createMachine, type Machine, type MachineOptions } from "#engine/cmachine";

export type Line = readonly [OperationName | `:${string}`, ...(number | string)[]];

/** The addresses that the programs of the tests use. */
const plan = { codeBase: 0x10_0000n, labelBase: 0x20_0000n, objectBase: 0x40_0000n };

export class Program {
  readonly image = new Image(new PositionTable(), plan);

  /** A register is written as its number; labels are lines of their own, and named by operands. */
  define(
    name: string,
    shape: { registers: number; parameters?: number; frame?: number },
    lines: readonly Line[],
  ): ImageFunction {
    const fn =
      this.image.functions.find((one) => one.name === name) ?? this.image.addFunction(name, 0);
    const labels = new Map<string, number>();
    let count = this.image.nInstructions;
    const entry = count;
    for (const [operation] of lines) {
      if (operation.startsWith(":")) labels.set(operation.slice(1), count);
      else count++;
    }
    for (const [operation, ...operands] of lines) {
      if (operation.startsWith(":")) continue;
      const [a = 0, b = 0, c = 0] = operands.map((one) =>
        typeof one === "number" ? one : (labels.get(one) ?? toLane(one)),
      );
      this.image.emit(op[operation as OperationName], a, b, c, count);
    }
    fn.body = {
      entry,
      end: this.image.nInstructions,
      nRegisters: shape.registers,
      nParameters: shape.parameters ?? 0,
      isVariadic: false,
      frameByteSize: shape.frame ?? 0,
      variables: [],
    };
    return fn;
  }

  machine(options: Partial<MachineOptions> = {}): Machine {
    return createMachine({
      image: this.image,
      profile: "kernel",
      stackBase: 0x80_0000n,
      stackByteSize: 1 << 16,
      maxCallDepth: 100,
      hosts: new Map(),
      ...options,
    });
  }
}

/** "r3" is the lane of register 3. */
function toLane(text: string): number {
  if (!/^r\d+$/.test(text)) throw new Error(`no label ${text}`);
  return Number(text.slice(1)) * 2;
}
