/** Going back and forth in time, and how a run stops. */
import { expect, test } from "vitest";
import { type HostFunction, type Machine, type MachineOptions, shadow } from "#engine/cmachine";
import { Program } from "./assemble.ts";

const area = 0x100_0000n;

/** Walks over five pages with a changing step, calling a function with a frame on the way. */
function walker(options: Partial<MachineOptions> = {}): Machine {
  const program = new Program();
  const mixed = program.define("mixed", { registers: 3, parameters: 1, frame: 16 }, [
    ["STMT"],
    ["FRAME", "r1", 8],
    ["ST64", "r1", "r0", 0],
    ["LD64", "r2", "r1", 0],
    ["MULI64", "r0", "r2", 0x5bd1e995],
    ["ADDI64", "r0", "r0", 12345],
    ["RET"],
  ]);
  const fn = program.define("walk", { registers: 8, parameters: 1 }, [
    ["CONST64", "r1", Number(area), 0],
    ["CONST64", "r2", 1, 0],
    [":top"],
    ["STMT"],
    ["MOV64", "r5", "r2"],
    ["CALL", mixed.index, "r5", 1],
    ["MOV64", "r2", "r5"],
    ["SHRUI64", "r3", "r2", 20],
    ["ANDI64", "r3", "r3", 0x3ff8],
    ["ADD64", "r3", "r3", "r1"],
    ["LD64", "r4", "r3", 0],
    ["ADD64", "r4", "r4", "r2"],
    ["ST64", "r3", "r4", 0],
    ["ADDI64", "r0", "r0", -1],
    ["JNZ64", "r0", "top"],
    ["MOV64", "r0", "r2"],
    ["RET"],
  ]);
  const machine = program.machine({ stackByteSize: 8192, ...options });
  machine.load();
  machine.memory.mapRange(area, 5 * 4096, shadow.ready);
  machine.start(fn, [2000n]);
  return machine;
}

test("two machines that ran the same statements are in the same state, however they got there", () => {
  const one = walker();
  const other = walker();
  one.run(1500);
  for (let left = 1500; left > 0; left -= 100) other.run(100);
  expect(one.stateHash()).toBe(other.stateHash());
  other.run(1);
  expect(one.stateHash()).not.toBe(other.stateHash());
  one.runTo(1501);
  expect(one.stateHash()).toBe(other.stateHash());
});

test("a checkpoint brings back the state, from any other, and the future is the same again", () => {
  const machine = walker();
  const saved: { id: number; hash: string; statements: number }[] = [];
  for (let i = 0; i < 8; i++) {
    saved.push({
      id: machine.save(),
      hash: machine.stateHash(),
      statements: machine.statements,
    });
    machine.run(317);
  }
  expect(new Set(saved.map(({ hash }) => hash)).size).toBe(saved.length);
  for (const index of [3, 7, 0, 5, 1, 6, 2, 4, 4, 0]) {
    const { id, hash, statements } = saved[index] as (typeof saved)[number];
    machine.restore(id);
    expect([index, machine.statements, machine.stateHash()]).toEqual([index, statements, hash]);
    machine.run(317);
    const next = saved[index + 1];
    if (next !== undefined) expect([index, machine.stateHash()]).toEqual([index, next.hash]);
  }
});

test("a checkpoint made after going back replaces those of the old future", () => {
  const machine = walker();
  const first = machine.save();
  machine.run(500);
  machine.save();
  machine.run(500);
  machine.save();
  machine.restore(first);
  machine.run(100);
  const hash = machine.stateHash();
  const second = machine.save();
  expect(second).toBe(first + 1);
  machine.run(700);
  machine.restore(first);
  machine.restore(second);
  expect(machine.stateHash()).toBe(hash);
});

test("mappings, shadow states, observed frames and other parts go back too", () => {
  const machine = walker();
  let part = 1;
  machine.addSnapshotable({
    save: () => part,
    restore: (state) => {
      part = state as number;
    },
  });
  const { memory } = machine;
  const id = machine.save();
  part = 2;
  const extra = memory.allocateFrame(shadow.freed);
  memory.map(0x900_0000n, extra, "plain");
  memory.unmap(area);
  memory.setRangeShadow(area + 4096n, 16, shadow.redZone);
  memory.setObserved(memory.frameAt(area + 4096n), true);
  machine.restore(id);
  expect(part).toBe(1);
  expect(memory.frameAt(0x900_0000n)).toBe(-1);
  expect(machine.loadInteger(area, 8)).toBe(0n);
  expect(machine.loadInteger(area + 4096n, 8)).toBe(0n);
  expect(memory.allocateFrame(shadow.ready)).toBe(extra);
});

test("a store after a checkpoint by the short path is not lost", () => {
  const machine = walker();
  machine.run(1000);
  const id = machine.save();
  const hash = machine.stateHash();
  machine.run(1000);
  machine.restore(id);
  machine.run(1000);
  machine.restore(id);
  expect(machine.stateHash()).toBe(hash);
});

test("the budget counts statements and stops before the next one", () => {
  const machine = walker();
  expect(machine.run(0)).toMatchObject({ kind: "out-of-budget" });
  expect(machine.statements).toBe(0);
  expect(machine.run(7)).toMatchObject({ kind: "out-of-budget" });
  expect(machine.statements).toBe(7);
  expect(machine.run(1e9)).toEqual({ kind: "returned" });
  expect(machine.statements).toBe(4000);
  expect(machine.run(5)).toEqual({ kind: "returned" });
  expect(machine.statements).toBe(4000);
});

test("recursion without end is a stack overflow, by depth or by bytes", () => {
  for (const [frame, options] of [
    [0, {}],
    [64, {}],
    [1024, { maxCallDepth: 10_000 }],
    [0, { maxCallDepth: 100_000 }],
  ] as const) {
    const program = new Program();
    const fn = program.image.addFunction("deep", 0);
    program.define("deep", { registers: 9, frame }, [["CALL", fn.index, "r4", 0], ["RET"]]);
    const machine = program.machine(options);
    machine.start(fn, []);
    expect(machine.run(1e6)).toMatchObject({ kind: "fault", code: "stack-overflow" });
    expect(machine.callStack().length).toBeGreaterThan(50);
    expect(machine.run(1e6)).toMatchObject({ kind: "fault", code: "stack-overflow" });
  }
});

test("a function that is missing stops the run, which goes on once it is defined", () => {
  const program = new Program();
  const callee = program.image.addFunction("later", 0);
  const fn = program.define("f", { registers: 3 }, [["CALL", callee.index, "r0", 0], ["RET"]]);
  const machine = program.machine();
  machine.start(fn, []);
  expect(machine.run(10)).toMatchObject({ kind: "missing", name: "later" });
  program.define("later", { registers: 1 }, [["CONST64", "r0", 42, 0], ["RET"]]);
  expect(machine.run(10)).toEqual({ kind: "returned" });
  expect(machine.result()).toBe(42n);
});

test("a host finds its arguments, leaves its result, and may stop the run", () => {
  const program = new Program();
  const callee = program.image.addFunction("host", 0);
  const fn = program.define("f", { registers: 6 }, [
    ["CONST64", "r3", 5, 1],
    ["CONST64", "r4", -1, -1],
    ["CALL", callee.index, "r3", 2],
    ["MOV64", "r0", "r3"],
    ["RET"],
  ]);
  let payload: unknown;
  const host: HostFunction = (machine, base, nArguments) => {
    expect(nArguments).toBe(2);
    expect([machine.lanes[base], machine.wide[(base >> 1) + 1]]).toEqual([5, 2n ** 64n - 1n]);
    machine.wide[base >> 1] = 9n;
    if (payload !== undefined) machine.stop({ kind: "host-stop", payload });
  };
  const machine = program.machine({ hosts: new Map([["host", host]]) });
  machine.start(fn, []);
  expect(machine.run(10)).toEqual({ kind: "returned" });
  expect(machine.result()).toBe(9n);
  payload = { why: "tick" };
  machine.start(fn, []);
  expect(machine.run(10)).toMatchObject({ kind: "host-stop", payload });
  expect(machine.run(10)).toEqual({ kind: "returned" });
});

test("a fault of a host names the call", () => {
  const program = new Program();
  const callee = program.image.addFunction("host", 0);
  const fn = program.define("f", { registers: 3 }, [
    ["CONST64", "r0", 5, 1],
    ["CALL", callee.index, "r0", 1],
    ["RET"],
  ]);
  const host: HostFunction = (machine) =>
    machine.stop({ kind: "fault", code: "bad-free", message: "no block" });
  const machine = program.machine({ hosts: new Map([["host", host]]) });
  machine.start(fn, []);
  expect(machine.run(10)).toMatchObject({ kind: "fault", code: "bad-free", address: undefined });
  expect(machine.callStack()).toMatchObject([{ function: { name: "f" }, pc: 1 }]);
});

test("a call through a pointer goes to a function only, with as many arguments as it has", () => {
  const program = new Program();
  const target = program.define("target", { registers: 2, parameters: 1 }, [
    ["ADDI32", "r0", "r0", 1],
    ["RET"],
  ]);
  const fn = program.define("f", { registers: 6, parameters: 2 }, [
    ["MOV64", "r3", "r1"],
    ["CALLR", "r0", "r3", 1],
    ["MOV64", "r0", "r3"],
    ["RET"],
  ]);
  const two = program.define("two", { registers: 6, parameters: 1 }, [
    ["CALLR", "r0", "r3", 2],
    ["RET"],
  ]);
  const machine = program.machine();
  const outcome = (called: typeof fn, ...args: bigint[]) => {
    machine.start(called, args);
    const stop = machine.run(10);
    return stop.kind === "fault" ? stop.code : machine.result() & 0xffffffffn;
  };
  expect(outcome(fn, target.address, 4n)).toBe(5n);
  expect(outcome(fn, 0n, 4n)).toBe("null-dereference");
  expect(outcome(fn, target.address + 1n, 4n)).toBe("bad-call");
  expect(outcome(fn, 0xdead_0000n, 4n)).toBe("bad-call");
  expect(outcome(two, target.address)).toBe("bad-call");
});

test("a switch takes the case of its whole value", () => {
  const tables: [readonly [bigint, bigint][], boolean, readonly bigint[]][] = [
    [
      [
        [1n, 1n],
        [3n, 5n],
        [9n, 9n],
      ],
      false,
      [0n, 1n, 2n, 3n, 4n, 5n, 6n, 9n, 10n, 1n << 32n],
    ],
    [
      [
        [-5n, -5n],
        [0n, 0n],
        [100_000n, 200_000n],
      ],
      false,
      [-6n, -5n, 0n, 1n, 99_999n, 150_000n],
    ],
    [
      [
        [-(1n << 40n), -3n],
        [1n << 35n, 1n << 36n],
      ],
      false,
      [-4n, -2n, 0n, 1n << 35n, 1n << 37n],
    ],
    [
      [
        [5n, 5n],
        [0xffff_ffff_ffff_fff0n, 0xffff_ffff_ffff_ffffn],
      ],
      true,
      [5n, -1n, -17n, -16n],
    ],
  ];
  for (const [ranges, isUnsigned, values] of tables) {
    const program = new Program();
    const fn = program.define("f", { registers: 2, parameters: 1 }, [
      ["SWITCH", "r0", 0],
      ["CONST64", "r0", 0, 0],
      ["RET"],
      ["CONST64", "r0", 1, 0],
      ["RET"],
      ["CONST64", "r0", 2, 0],
      ["RET"],
      ["CONST64", "r0", 3, 0],
      ["RET"],
    ]);
    const cases = ranges.map(([first, last], i) => ({ first, last, target: 3 + 2 * i }));
    program.image.switches.push({ cases, isUnsigned, otherwise: 1 });
    const machine = program.machine();
    for (const value of values) {
      machine.start(fn, [BigInt.asUintN(64, value)]);
      machine.run(1);
      const compared = isUnsigned ? BigInt.asUintN(64, value) : value;
      const index = ranges.findIndex(([first, last]) => first <= compared && compared <= last);
      expect([value, machine.result()]).toEqual([value, BigInt(index + 1)]);
    }
  }
});

test("a computed jump goes to labels of its own function only", () => {
  const program = new Program();
  const fn = program.define("f", { registers: 2, parameters: 1 }, [
    ["JMPR", "r0"],
    ["CONST64", "r0", 1, 0],
    ["RET"],
    ["CONST64", "r0", 2, 0],
    ["RET"],
  ]);
  const other = program.define("g", { registers: 1 }, [["RET"]]);
  const machine = program.machine();
  const outcome = (address: bigint) => {
    machine.start(fn, [address]);
    const stop = machine.run(10);
    return stop.kind === "fault" ? stop.code : machine.result();
  };
  expect(outcome(program.image.labelAddress(3))).toBe(2n);
  expect(outcome(program.image.labelAddress(other.body?.entry ?? 0))).toBe("bad-jump");
  expect(outcome(0n)).toBe("bad-jump");
});

test("traps, what is not supported, and assembly end the run with their reason", () => {
  const program = new Program();
  const { image } = program;
  const reason = image.addReason("floating point");
  image.assemblies.push({ template: "nop", at: 0, nOutputs: 1, nInputs: 0 });
  const trap = image.faultNumber("missing-return");
  const one = program.define("one", { registers: 1 }, [["TRAP", trap], ["RET"]]);
  const two = program.define("two", { registers: 1 }, [["UNSUPPORTED", reason], ["RET"]]);
  const three = program.define("three", { registers: 2 }, [["ASM", 0, "r0"], ["RET"]]);
  const stopOf = (fn: typeof one, options: Partial<MachineOptions> = {}) => {
    const machine = program.machine(options);
    machine.start(fn, []);
    return machine.run(10);
  };
  expect(stopOf(one)).toMatchObject({ kind: "fault", code: "missing-return" });
  expect(stopOf(two)).toMatchObject({ kind: "unsupported", reason: "floating point" });
  expect(stopOf(three)).toMatchObject({ kind: "unsupported", reason: "inline assembly" });
  const seen: string[] = [];
  const assembly = (_: Machine, text: { template: string }) => seen.push(text.template);
  expect(stopOf(three, { assembly })).toEqual({ kind: "returned" });
  expect(seen).toEqual(["nop"]);
});

test("a marked register may not be read until it is written", () => {
  const program = new Program();
  const bad = program.define("bad", { registers: 2 }, [
    ["POISON", "r1"],
    ["CHECKINIT", "r1"],
    ["RET"],
  ]);
  const good = program.define("good", { registers: 2 }, [
    ["POISON", "r1"],
    ["UNPOISON", "r1"],
    ["CHECKINIT", "r1"],
    ["RET"],
  ]);
  const machine = program.machine();
  machine.start(bad, []);
  expect(machine.run(10)).toMatchObject({ kind: "fault", code: "uninitialised-read" });
  machine.start(good, []);
  expect(machine.run(10)).toEqual({ kind: "returned" });
});

test("ISO programs may not move a pointer out of its object, nor read it as another type", () => {
  const program = new Program();
  const object = program.image.addObject({
    name: "o",
    at: 0,
    byteSize: 8,
    isReadOnly: false,
    typeText: "int [2]",
    alignment: 4,
  });
  object.bytes = new Uint8Array(8);
  const move = program.define("move", { registers: 3, parameters: 2 }, [
    ["ADD64", "r2", "r0", "r1"],
    ["BOUNDS", "r2", "r0"],
    ["RET"],
  ]);
  const types = program.define("types", { registers: 3, parameters: 2 }, [
    ["TYPESET", "r0", 3, 4],
    ["TYPECHECK", "r0", 3, 4],
    ["TYPECHECK", "r1", 5, 4],
    ["RET"],
  ]);
  const machine = program.machine({ profile: "iso" });
  const outcome = (fn: typeof move, ...args: bigint[]) => {
    machine.start(
      fn,
      args.map((one) => BigInt.asUintN(64, one)),
    );
    const stop = machine.run(10);
    return stop.kind === "fault" ? stop.code : stop.kind;
  };
  const { address } = object;
  expect(outcome(move, address, 8n)).toBe("returned");
  expect(outcome(move, address + 8n, -8n)).toBe("returned");
  expect(outcome(move, address, 9n)).toBe("pointer-arithmetic");
  expect(outcome(move, address, -1n)).toBe("pointer-arithmetic");
  expect(outcome(move, 0n, 4n)).toBe("pointer-arithmetic");
  expect(outcome(types, address, address + 4n)).toBe("returned");
  expect(outcome(types, address, address)).toBe("effective-type");
});
