import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fastOperations } from "../../src/cmachine/fast-operation-table.ts";
import { Program } from "./assemble.ts";

test("the loop's case numbers are those of the table", () => {
  const file = new URL("../../src/cmachine/operation-table.ts", import.meta.url);
  const cases = [...readFileSync(file, "utf8").matchAll(/case (\d+):.*?\/\/ (\S+)/gs)];
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
