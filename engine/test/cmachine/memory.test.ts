/** Loads and stores by the short path and by the long one, and what memory refuses. */
import { expect, test } from "vitest";
import type { OperationName } from "#engine/cfront";
import {
  type Access,
  type Machine,
  type MachineOptions,
  type Stop,
  shadow,
} from "#engine/cmachine";
import { type Line, Program } from "./assemble.ts";

const area = 0x100_0000n;

/** Runs a function of one argument; `prepare` sees the machine before it starts. */
function run(
  lines: readonly Line[],
  args: readonly bigint[],
  prepare: (machine: Machine) => void = () => {},
  options: Partial<MachineOptions> = {},
  frame = 0,
): { stop: Stop; machine: Machine } {
  const program = new Program();
  const fn = program.define("f", { registers: 8, parameters: args.length, frame }, [
    ...lines,
    ["RET"],
  ]);
  const machine = program.machine(options);
  machine.load();
  prepare(machine);
  machine.start(fn, args);
  return { stop: machine.run(1000), machine };
}

const ready = (machine: Machine) => machine.memory.mapRange(area, 3 * 4096, shadow.ready);

const loads: [OperationName, 1 | 2 | 4 | 8, boolean][] = [
  ["LD8U", 1, false],
  ["LD8S", 1, true],
  ["LD16U", 2, false],
  ["LD16S", 2, true],
  ["LD32", 4, true],
  ["LD64", 8, false],
];
const stores: [OperationName, 1 | 2 | 4 | 8][] = [
  ["ST8", 1],
  ["ST16", 2],
  ["ST32", 4],
  ["ST64", 8],
];

test("a load finds the bytes in little-endian order, the first time and again, at any offset", () => {
  for (const [operation, size, isSigned] of loads) {
    for (const at of [0n, 8n, 1n, 5n, 4090n, 4095n, 4093n, 4096n - BigInt(size)]) {
      const { stop, machine } = run(
        [
          [operation, "r1", "r0", 0],
          [operation, "r2", "r0", 0],
          ["MOV64", "r0", "r2"],
        ],
        [area + at],
        (one) => {
          ready(one);
          for (let i = 0n; i < 16n; i++) one.storeInteger(area + at + i, 1, 0x81n + i * 3n);
        },
      );
      let expected = 0n;
      for (let i = size - 1; i >= 0; i--) expected = (expected << 8n) | BigInt(0x81 + i * 3);
      if (isSigned) expected = BigInt.asIntN(size * 8, expected);
      const width = size === 8 ? 64 : 32;
      expect(stop.kind).toBe("returned");
      expect([operation, at, BigInt.asUintN(width, machine.wide[1] as bigint)]).toEqual([
        operation,
        at,
        BigInt.asUintN(width, expected),
      ]);
      expect(BigInt.asUintN(width, machine.result())).toBe(BigInt.asUintN(width, expected));
    }
  }
});

test("a store writes its bytes and no others, the first time and again, at any offset", () => {
  for (const [operation, size] of stores) {
    for (const at of [16n, 17n, 21n, 4090n, 4095n, 4093n]) {
      const { stop, machine } = run(
        [
          [operation, "r0", "r1", 0],
          [operation, "r0", "r1", 64],
        ],
        [area + at, 0x8899_aabb_ccdd_eeffn],
        ready,
      );
      expect(stop.kind).toBe("returned");
      const written = [0xff, 0xee, 0xdd, 0xcc, 0xbb, 0xaa, 0x99, 0x88].slice(0, size);
      for (const place of [area + at, area + at + 64n]) {
        const found = [...(machine.loadBytes(place - 1n, size + 2) ?? [])];
        expect([operation, at, found]).toEqual([operation, at, [0, ...written, 0]]);
      }
    }
  }
});

test("offsets reach backwards and over the 4 GB line", () => {
  const line = 0x1_0000_0000n;
  for (const [from, offset] of [
    [line - 8n, 8],
    [line + 8n, -8],
    [line - 0x1000_0000n, 0x1000_0000],
  ] as const) {
    const { stop, machine } = run(
      [
        ["ST64", "r0", "r1", offset],
        ["LD64", "r0", "r0", offset],
      ],
      [from, 77n],
      (one) => one.memory.mapRange(line, 4096, shadow.ready),
    );
    expect([stop.kind, machine.result()]).toEqual(["returned", 77n]);
  }
});

test("two pages that share a place in the translation cache do not mix", () => {
  const other = area + 256n * 4096n;
  const high = area + (1n << 40n);
  const lines: Line[] = ["r0", "r1", "r2"].flatMap((base): Line[] => [
    ["ST64", base, base, 0],
    ["LD64", "r4", base, 0],
    ["ADD64", "r3", "r3", "r4"],
  ]);
  const { stop, machine } = run(
    [["CONST64", "r3", 0, 0], ...lines, ...lines, ["MOV64", "r0", "r3"]],
    [area, other, high],
    (one) => {
      for (const page of [area, other, high]) one.memory.mapRange(page, 4096, shadow.ready);
    },
  );
  expect([stop.kind, machine.result()]).toEqual(["returned", 2n * (area + other + high)]);
});

const faults: [string, readonly Line[], bigint, string, bigint | undefined][] = [
  ["null", [["LD32", "r1", "r0", 16]], 0n, "null-dereference", 16n],
  ["null, written", [["ST32", "r0", "r0", 16]], 0n, "null-dereference", 16n],
  [
    "an address of nothing",
    [["LD32", "r1", "r0", 0]],
    0x7777_0000n,
    "invalid-address",
    0x77770000n,
  ],
  ["a function", [["LD8U", "r1", "r0", 0]], 0x10_0000n, "invalid-address", 0x10_0000n],
  [
    "a byte never written",
    [["LD32", "r1", "r0", 0]],
    area + 0x100n,
    "uninitialised-read",
    area + 0x102n,
  ],
  ["a red zone", [["LD8U", "r1", "r0", 0]], area + 0x200n, "out-of-bounds", area + 0x200n],
  ["a red zone, written", [["ST64", "r0", "r1", 0]], area + 0x1f8n, "out-of-bounds", area + 0x1fcn],
  ["freed memory", [["LD8S", "r1", "r0", 0]], area + 0x300n, "use-after-free", area + 0x300n],
  [
    "freed memory, written",
    [["ST8", "r0", "r1", 0]],
    area + 0x300n,
    "use-after-free",
    area + 0x300n,
  ],
  [
    "a read-only byte, written",
    [["ST16", "r0", "r1", 0]],
    area + 0x400n,
    "read-only-write",
    area + 0x400n,
  ],
  [
    "a range that leaves its object",
    [["ZERO", "r0", 32, 32]],
    area + 0x1f0n,
    "out-of-bounds",
    area + 0x1fcn,
  ],
];

const withStates = (machine: Machine) => {
  ready(machine);
  const set = machine.memory.setRangeShadow.bind(machine.memory);
  set(area + 0x102n, 1, shadow.unwritten);
  set(area + 0x1fcn, 0x10, shadow.redZone);
  set(area + 0x300n, 16, shadow.freed);
  set(area + 0x400n, 16, shadow.readOnly);
};

test.each(faults)("%s is a fault", (_, lines, address, code, bad) => {
  // The access to the page before makes the second one come by the short path.
  for (const warm of [[], [["LD8U", "r2", "r1", 0] as Line, ["ST8", "r1", "r2", 0] as Line]]) {
    const { stop } = run([...warm, ...lines], [address, area], withStates);
    expect(stop).toMatchObject({ kind: "fault", code, address: bad });
  }
});

test("a read-only byte may be loaded, and a copy of it is writable", () => {
  const { stop, machine } = run(
    [
      ["LD32", "r2", "r0", 0],
      ["COPY", "r1", "r0", 16],
      ["ST8", "r1", "r2", 0],
    ],
    [area + 0x400n, area + 0x800n],
    withStates,
  );
  expect([stop.kind, machine.loadInteger(area + 0x800n, 4)]).toEqual(["returned", 0n]);
});

test("an unaligned access is a fault in the ISO profile alone", () => {
  for (const [profile, kind] of [
    ["iso", "fault"],
    ["kernel", "returned"],
  ] as const) {
    for (const line of [
      ["LD32", "r1", "r0", 2],
      ["ST64", "r0", "r1", 4],
    ] as Line[]) {
      expect(run([line], [area, 0n], ready, { profile }).stop.kind).toBe(kind);
    }
  }
});

test("a copy takes along what was never written", () => {
  const copied = run(
    [
      ["COPY", "r0", "r1", 4],
      ["LD8U", "r2", "r0", 0],
      ["LD8U", "r2", "r0", 2],
    ],
    [area + 0x1000n, area + 0x100n],
    withStates,
  );
  expect(copied.stop).toMatchObject({ code: "uninitialised-read", address: area + 0x1002n });
});

test("regions that overlap are copied whole, in either direction and across pages", () => {
  const size = 6000;
  for (const distance of [-3000n, -1n, 1n, 8n, 3000n]) {
    const program = new Program();
    const machine = program.machine();
    machine.memory.mapRange(area, 4 * 4096, shadow.ready);
    const from = area + 3500n;
    const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) & 255);
    machine.storeBytes(from, bytes);
    expect(machine.copy(from + distance, from, size)).toBe(true);
    expect(machine.loadBytes(from + distance, size)).toEqual(bytes);
  }
});

test("frames of calls begin unwritten and end out of scope, with red zones between", () => {
  const program = new Program();
  const inner = program.define("inner", { registers: 2, frame: 32 }, [
    ["FRAME", "r0", 0],
    ["ST32", "r0", "r0", 4],
    ["RET"],
  ]);
  const body = (last: readonly Line[]) =>
    program.define("outer", { registers: 8, frame: 16 }, [
      ["FRAME", "r1", 0],
      ["CALL", inner.index, "r4", 0],
      ...last,
      ["RET"],
    ]);
  const stopOf = (last: readonly Line[]) => {
    const fn = body(last);
    const machine = program.machine();
    machine.start(fn, []);
    return machine.run(100);
  };
  expect(stopOf([["LD32", "r5", "r4", 4]])).toMatchObject({ code: "use-after-scope" });
  expect(stopOf([["LD32", "r5", "r1", 8]])).toMatchObject({ code: "uninitialised-read" });
  expect(stopOf([["ST32", "r1", "r5", 16]])).toMatchObject({ code: "out-of-bounds" });
  expect(stopOf([["ST32", "r1", "r5", 12]])).toEqual({ kind: "returned" });
  expect(
    stopOf([
      ["ST32", "r1", "r5", 12],
      ["FORGET", 0, 8, 8],
      ["LD32", "r5", "r1", 12],
    ]),
  ).toMatchObject({ code: "uninitialised-read" });
});

test("a block of the stack is aligned, fenced, and gone with its call", () => {
  const program = new Program();
  const inner = program.define("inner", { registers: 3 }, [
    ["CONST64", "r1", 100, 0],
    ["ALLOCA", "r0", "r1", 64],
    ["ST8", "r0", "r1", 99],
    ["RET"],
  ]);
  const beyond = program.define("beyond", { registers: 3 }, [
    ["CONST64", "r1", 100, 0],
    ["ALLOCA", "r0", "r1", 16],
    ["ST8", "r0", "r1", 100],
    ["RET"],
  ]);
  const after = program.define("after", { registers: 3 }, [
    ["CALL", inner.index, "r0", 0],
    ["LD8U", "r0", "r0", 99],
    ["RET"],
  ]);
  const negative = program.define("negative", { registers: 3 }, [
    ["CONST64", "r1", -1, -1],
    ["ALLOCA", "r0", "r1", 16],
    ["RET"],
  ]);
  const huge = program.define("huge", { registers: 3 }, [
    ["CONST64", "r1", 0, 1],
    ["ALLOCA", "r0", "r1", 16],
    ["RET"],
  ]);
  const machine = program.machine();
  const stopOf = (fn: typeof inner) => {
    machine.start(fn, []);
    return machine.run(100);
  };
  expect(stopOf(inner)).toEqual({ kind: "returned" });
  expect(machine.result() % 64n).toBe(0n);
  expect(stopOf(beyond)).toMatchObject({ code: "out-of-bounds" });
  expect(stopOf(after)).toMatchObject({ code: "use-after-scope" });
  expect(stopOf(negative)).toMatchObject({ code: "negative-array-size" });
  expect(stopOf(huge)).toMatchObject({ code: "stack-overflow" });
});

test("objects lie in red zones, and constants are read-only", () => {
  const program = new Program();
  const common = { at: 0, byteSize: 4, alignment: 4, typeText: "int" };
  const constant = program.image.addObject({ ...common, name: "c", isReadOnly: true });
  const variable = program.image.addObject({ ...common, name: "v", isReadOnly: false });
  const later = program.image.addObject({ ...common, name: "l", isReadOnly: false });
  constant.bytes = Uint8Array.of(1, 2, 3, 4);
  variable.bytes = new Uint8Array(0);
  const load = program.define("load", { registers: 2, parameters: 1 }, [
    ["LD32", "r0", "r0", 0],
    ["RET"],
  ]);
  const store = program.define("store", { registers: 2, parameters: 1 }, [
    ["ST32", "r0", "r0", 0],
    ["RET"],
  ]);
  const machine = program.machine();
  const outcome = (fn: typeof load, address: bigint) => {
    machine.start(fn, [address]);
    const stop = machine.run(10);
    return stop.kind === "fault" ? stop.code : (machine.result() & 0xffffffffn).toString(16);
  };
  expect(outcome(load, constant.address)).toBe("4030201");
  expect(outcome(store, constant.address)).toBe("read-only-write");
  expect(outcome(load, variable.address)).toBe("0");
  expect(outcome(load, variable.address + 4n)).toBe("out-of-bounds");
  expect(outcome(load, later.address)).toBe("out-of-bounds");
  const id = machine.save();
  later.bytes = Uint8Array.of(5);
  expect(outcome(load, later.address)).toBe("5");
  // A definition stays made, although memory goes back to before it.
  machine.restore(id);
  expect(outcome(load, later.address)).toBe("5");
});

test("an observer sees each access to its frame, and decides what a store does", () => {
  const seen: unknown[] = [];
  const note = (kind: string, one: Access) =>
    seen.push([kind, one.offset, one.byteSize, one.valueLow, one.valueHigh, one.addressLow]);
  const { stop, machine } = run(
    [
      ["LD32", "r1", "r0", 8],
      ["ST64", "r0", "r0", 16],
      ["LD64", "r2", "r0", 16],
      ["ST8", "r0", "r1", 3],
      ["ZERO", "r0", 12, 12],
      ["MOV64", "r0", "r2"],
    ],
    [area],
    (one) => {
      ready(one);
      one.memory.setObserved(one.memory.frameAt(area), true);
    },
    {
      observer: {
        onLoad: (one) => {
          note("load", one);
          one.machine.memory.write32(one.frame, one.offset, 7);
        },
        onStore: (one) => note("store", one),
      },
    },
  );
  const low = Number(area);
  expect(seen).toEqual([
    ["load", 8, 4, 0, 0, low + 8],
    ["store", 16, 8, low, 0, low + 16],
    ["load", 16, 8, 0, 0, low + 16],
    ["store", 3, 1, 7, 0, low + 3],
    // ZERO has its size in operand c.
    ["store", 0, 8, 0, 0, low],
    ["store", 8, 4, 0, 0, low + 8],
  ]);
  expect(stop.kind).toBe("returned");
  expect(machine.result()).toBe(7n);
});

test("a resolver answers for checked pages and for those of nothing, once until it is dropped", () => {
  const asked: string[] = [];
  let frame = -1;
  const program = new Program();
  const fn = program.define("f", { registers: 4, parameters: 1 }, [
    ["LD32", "r1", "r0", 0],
    ["LD32", "r1", "r0", 4],
    ["ST32", "r0", "r1", 0],
    ["ST32", "r0", "r1", 8],
    ["RET"],
  ]);
  const machine = program.machine({
    resolver: {
      resolve: (low, high, isWrite) => {
        asked.push(`${high.toString(16)}:${(low >>> 0).toString(16)} ${isWrite ? "w" : "r"}`);
        return frame;
      },
    },
  });
  const address = 0x12_3456_7000n;
  const go = () => {
    machine.start(fn, [address]);
    return machine.run(10);
  };
  expect(go()).toMatchObject({ kind: "fault", code: "invalid-address", address });
  frame = machine.memory.allocateFrame(shadow.ready);
  expect(go().kind).toBe("returned");
  expect(go().kind).toBe("returned");
  expect(asked).toEqual(["12:34567000 r", "12:34567000 r", "12:34567000 w"]);
  machine.memory.dropTranslations();
  go();
  expect(asked.length).toBe(5);
  machine.memory.dropTranslation(address + 5n);
  go();
  expect(asked.length).toBe(7);
  machine.memory.map(address, frame, "checked");
  go();
  expect(asked.length).toBe(9);
  machine.memory.map(address, frame, "plain");
  go();
  expect(asked.length).toBe(9);
});

test("a resolver may stop the machine, and the access is made when the run goes on", () => {
  let frame = -1;
  const program = new Program();
  const fn = program.define("f", { registers: 4, parameters: 1 }, [
    ["LD32", "r0", "r0", 0],
    ["RET"],
  ]);
  const machine = program.machine({
    resolver: {
      resolve: () => {
        if (frame < 0) machine.stop({ kind: "host-stop", payload: "page" });
        return frame;
      },
    },
  });
  machine.start(fn, [area]);
  expect(machine.run(10)).toMatchObject({ kind: "host-stop", payload: "page" });
  frame = machine.memory.allocateFrame(shadow.ready);
  machine.memory.write32(frame, 0, 99);
  expect(machine.run(10)).toEqual({ kind: "returned" });
  expect(machine.result() & 0xffffffffn).toBe(99n);
});

test("asking for more memory than allowed ends the run as unsupported", () => {
  const program = new Program();
  const fn = program.define("f", { registers: 1 }, [["CALL", 1, "r0", 0], ["RET"]]);
  program.image.addFunction("hungry", 0);
  const machine = program.machine({
    maxFrames: 32,
    hosts: new Map([["hungry", (one) => one.memory.mapRange(area, 100 * 4096, shadow.ready)]]),
  });
  machine.start(fn, []);
  expect(machine.run(10)).toMatchObject({ kind: "unsupported", reason: "the memory limit" });
});

test("an access across two pages finds both frames, wherever they lie", () => {
  const program = new Program();
  const fn = program.define("f", { registers: 4, parameters: 2 }, [
    ["ST64", "r0", "r1", 0],
    ["LD64", "r2", "r0", 0],
    ["COPY", "r0", "r0", 8],
    ["MOV64", "r0", "r2"],
    ["RET"],
  ]);
  const machine = program.machine();
  const { memory } = machine;
  const second = memory.allocateFrame(shadow.ready);
  memory.allocateFrame(shadow.freed);
  const first = memory.allocateFrame(shadow.ready);
  memory.map(area, first, "plain");
  memory.map(area + 4096n, second, "plain");
  machine.start(fn, [area + 4093n, 0x8877_6655_4433_2211n]);
  expect(machine.run(10)).toEqual({ kind: "returned" });
  expect(machine.result()).toBe(0x8877_6655_4433_2211n);
  expect([...memory.readBytes(first, 4092, 4)]).toEqual([0, 0x11, 0x22, 0x33]);
  expect([...memory.readBytes(second, 0, 6)]).toEqual([0x44, 0x55, 0x66, 0x77, 0x88, 0]);
  machine.storeBytes(
    area + 4000n,
    Uint8Array.from({ length: 200 }, (_, index) => index),
  );
  machine.copy(area + 4010n, area + 4000n, 190);
  expect([...(machine.loadBytes(area + 4090n, 20) ?? [])]).toEqual(
    Array.from({ length: 20 }, (_, index) => 80 + index),
  );
});

test("a store across two pages is made whole or not at all", () => {
  const { stop, machine } = run(
    [["ST64", "r0", "r1", 0]],
    [area + 4093n, -1n & 0xffff_ffff_ffff_ffffn],
    (one) => one.memory.mapRange(area, 4096, shadow.ready),
  );
  expect(stop).toMatchObject({ code: "invalid-address", address: area + 4096n });
  expect(machine.memory.read32(machine.memory.frameAt(area), 4092)).toBe(0);
});
