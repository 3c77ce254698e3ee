/** The run loop: its table, loops, calls, and sequences done in one go. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { OperationName } from "#engine/cfront";
import { fastOperations } from "../../src/cmachine/fast-operation-table.ts";
import { type Line, Program } from "./assemble.ts";

test("the loop's case numbers are those of the table", () => {
  const cases = ["operation-table.ts", "rare-operation-table.ts"].flatMap((name) => {
    const file = new URL(`../../src/cmachine/${name}`, import.meta.url);
    return [...readFileSync(file, "utf8").matchAll(/case (\d+):.*?\/\/ (\S+)/gs)];
  });
  cases.sort(([, a], [, b]) => Number(a) - Number(b));
  expect(cases.map(([, number, name]) => `${number} ${name}`)).toEqual(
    fastOperations.map((name, index) => `${index + 1} ${name}`),
  );
});

test("a loop adds up", () => {
  const program = new Program();
  const sum = program.define("sum", { registers: 3, parameters: 1 }, [
    ["CONST32", "r1", 0],
    ["CONST32", "r2", 0],
    [":top"],
    ["STMT"],
    ["ADD32", "r1", "r1", "r2"],
    ["ADDI32", "r2", "r2", 1],
    ["JLTS32", "r2", "r0", "top"],
    ["MOV32", "r0", "r1"],
    ["RET"],
  ]);
  const machine = program.machine();
  machine.start(sum, [1000n]);
  expect(machine.run(600)).toEqual({ kind: "out-of-budget", at: expect.any(Number) });
  expect(machine.statements).toBe(600);
  expect(machine.run(1000)).toEqual({ kind: "returned" });
  expect(machine.statements).toBe(1000);
  expect(BigInt.asIntN(32, machine.result())).toBe(499500n);
});

test("a call leaves its result in the window's first register", () => {
  const program = new Program();
  const fib = program.image.addFunction("fib", 0);
  program.define("fib", { registers: 4, parameters: 1 }, [
    ["STMT"],
    ["LTSI32", "r1", "r0", 2],
    ["JNZ32", "r1", "done"],
    ["ADDI32", "r2", "r0", -1],
    ["CALL", fib.index, "r2", 1],
    ["ADDI32", "r3", "r0", -2],
    ["MOV32", "r1", "r2"],
    ["CALL", fib.index, "r3", 1],
    ["ADD32", "r0", "r1", "r3"],
    [":done"],
    ["RET"],
  ]);
  const machine = program.machine();
  machine.start(fib, [15n]);
  expect(machine.run(1e6).kind).toBe("returned");
  expect(machine.result() & 0xffffffffn).toBe(610n);
});

/** Operands of one operation of a sequence: the results of earlier ones are read by later ones. */
function operandsOf(operation: string, index: number): Line {
  const to = `r${3 + index}`;
  const before = index === 0 ? "r0" : `r${2 + index}`;
  const name = operation as OperationName;
  if (/^J(Z|NZ)/.test(name)) return [name, before, "taken"];
  if (name.startsWith("J")) return [name, "r0", before, "taken"];
  if (name.startsWith("CONST")) return [name, to, 40, 0];
  if (name === "FRAME") return [name, to, 8];
  if (name.startsWith("LD")) return [name, to, before, 8];
  if (/^(SHLI|ADDI|ANDI|MULI)/.test(name)) return [name, to, before, 3];
  return name === "ADD64" ? [name, to, before, "r1"] : [name, to, before];
}

const sequences = fastOperations.filter((name) => name.includes("+"));

test.each(sequences)("%s does what its operations do one by one", (name) => {
  const operations = name.split("+").map(operandsOf);
  // A jump between the operations keeps them apart.
  const apart = operations.flatMap((line, index): Line[] => [
    line,
    ["JMP", `next${index}`],
    [`:next${index}`],
  ]);
  const outcomes = [operations, apart].map((lines) => {
    const program = new Program();
    const object = program.image.addObject({
      name: "o",
      at: 0,
      byteSize: 4096,
      isReadOnly: false,
      typeText: "",
      alignment: 16,
    });
    object.bytes = Uint8Array.from({ length: 4096 }, (_, index) => index * 7);
    const fn = program.define("f", { registers: 9, parameters: 2, frame: 16 }, [
      ["FRAME", "r8", 8],
      ["ST64", "r8", "r8", 0],
      ["STMT"],
      ...lines,
      ["RET"],
      [":taken"],
      ["CONST64", "r8", 0, 0],
      ["RET"],
    ]);
    const found: unknown[] = [];
    for (const first of [0n, 3n, 40n, 41n, 0xffff_fff8n, 0x1_0000_0028n]) {
      for (const second of [0n, object.address, -8n, object.address - 24n, 0xffff_ffffn]) {
        const machine = program.machine();
        machine.start(fn, [first, BigInt.asUintN(64, second)]);
        const stop = machine.run(5);
        const shown = stop.kind === "fault" ? [stop.code, stop.address] : stop.kind;
        found.push([first, second, shown, machine.statements, machine.wide.slice(0, 9)]);
      }
    }
    return found;
  });
  expect(outcomes[0]).toEqual(outcomes[1]);
});

test("a statement that the budget ends before runs its first operation later, and once", () => {
  const program = new Program();
  const fn = program.define("f", { registers: 2, parameters: 1 }, [
    ["STMT"],
    ["ADDI32", "r0", "r0", 1],
    ["STMT"],
    ["ADDI32", "r0", "r0", 1],
    ["RET"],
  ]);
  const machine = program.machine();
  machine.start(fn, [0n]);
  const seen: unknown[] = [];
  for (const budget of [0, 1, 0, 1, 0]) {
    const { kind } = machine.run(budget);
    seen.push([kind, machine.statements, machine.lanes[0]]);
  }
  expect(seen).toEqual([
    ["out-of-budget", 0, 0],
    ["out-of-budget", 1, 1],
    ["out-of-budget", 1, 1],
    ["returned", 2, 2],
    ["returned", 2, 2],
  ]);
});
