/** Every arithmetic operation against BigInt, on values at the edges, with all ways of sharing registers. */
import { describe, expect, test } from "vitest";
import type { OperationName } from "#engine/cfront";
import { type Line, Program } from "./assemble.ts";

type Meaning = (b: bigint, c: bigint) => bigint;

const words = [0, 1, 2, 3, 7, 31, 32, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000]
  .concat([0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe, 0xffffffff, 0x12345678, 0xdeadbeef])
  .map((word) => BigInt.asIntN(32, BigInt(word)));
const longs = [...words, 0x80000000n, 0xffffffffn, 0x1_00000000n, 0x1_00000001n, 0x1f_ffffffffffffn]
  .concat([0x20_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn, -0x8000_0000_0000_0000n])
  .concat([0x1234_5678_9abc_def0n, -0x1234_5678_9abc_def0n, -0x1_00000000n, -0x7fffffffffffffffn]);
const immediates = [0, 1, -1, 2, 5, 127, -128, 0x7fffffff, -0x80000000, 0x12345678].map(BigInt);
const counts = [0, 1, 5, 31].map(BigInt);
const longCounts = [0, 1, 5, 31, 32, 33, 63].map(BigInt);

const u = (bits: number, value: bigint) => BigInt.asUintN(bits, value);
const s = (bits: number, value: bigint) => BigInt.asIntN(bits, value);
const truth = (value: boolean) => (value ? 1n : 0n);

/** Of operations that exist in both widths, in terms of the width. */
const meanings: Record<string, (bits: number) => Meaning> = {
  ADD: () => (b, c) => b + c,
  SUB: () => (b, c) => b - c,
  MUL: () => (b, c) => b * c,
  AND: () => (b, c) => b & c,
  OR: () => (b, c) => b | c,
  XOR: () => (b, c) => b ^ c,
  EQ: () => (b, c) => truth(b === c),
  NE: () => (b, c) => truth(b !== c),
  LTS: () => (b, c) => truth(b < c),
  LES: () => (b, c) => truth(b <= c),
  LTU: (bits) => (b, c) => truth(u(bits, b) < u(bits, c)),
  LEU: (bits) => (b, c) => truth(u(bits, b) <= u(bits, c)),
  SHL: () => (b, c) => b << c,
  SHRS: () => (b, c) => b >> c,
  SHRU: (bits) => (b, c) => u(bits, b) >> c,
  DIVS: () => (b, c) => b / c,
  REMS: () => (b, c) => b % c,
  DIVU: (bits) => (b, c) => u(bits, b) / u(bits, c),
  REMU: (bits) => (b, c) => u(bits, b) % u(bits, c),
  NEG: () => (b) => -b,
  NOT: () => (b) => ~b,
};

const hasTruth = /^(EQ|NE|LTS|LES|LTU|LEU)/;

function operandsOf(name: string, bits: number): bigint[] {
  if (name.startsWith("SH")) return bits === 64 ? longCounts : counts;
  const all = bits === 64 ? longs : words;
  return /^(DIV|REM)/.test(name) ? all.filter((value) => value !== 0n) : all;
}

/** Calls a function whose arguments are whole registers. */
function caller(lines: readonly Line[], profile: "kernel" | "iso" = "kernel") {
  const program = new Program();
  const fn = program.define("f", { registers: 6, parameters: 3 }, [...lines, ["RET"]]);
  const machine = program.machine({ profile, stackByteSize: 4096 });
  return (...args: bigint[]) => {
    machine.start(
      fn,
      args.map((one) => u(64, one)),
    );
    const stop = machine.run(10);
    return stop.kind === "returned"
      ? machine.result()
      : stop.kind === "fault"
        ? stop.code
        : stop.kind;
  };
}

/** A 32-bit value in a register whose other half holds something. */
function dirty(value: bigint): bigint {
  return u(32, value) | 0x5ea5_0001_0000_0000n;
}

for (const bits of [32, 64]) {
  const all = bits === 64 ? longs : words;
  describe(`operations of ${bits} bits`, () => {
    for (const [name, meaningOf] of Object.entries(meanings)) {
      const operation = `${name}${bits}` as OperationName;
      const meaning = meaningOf(bits);
      const isUnary = name === "NEG" || name === "NOT";
      for (const [to, b, c] of [
        ["r3", "r0", "r1"],
        ["r0", "r0", "r1"],
        ["r1", "r0", "r1"],
      ]) {
        test(`${operation} ${to} ${b} ${c} agrees with BigInt`, () => {
          const line: Line = isUnary
            ? [operation, to as string, b as string]
            : [operation, to as string, b as string, c as string];
          const call = caller([line, ["MOV64", "r0", to as string]]);
          const wrong: unknown[] = [];
          for (const left of all) {
            for (const right of isUnary ? [1n] : operandsOf(name, bits)) {
              const isCount = name.startsWith("SH");
              const found = call(
                bits === 64 ? left : dirty(left),
                bits === 64 && !isCount ? right : dirty(right),
              );
              const width = hasTruth.test(name) ? 32 : bits;
              const expected = u(width, meaning(left, right));
              if (typeof found !== "bigint" || u(width, found) !== expected) {
                wrong.push([left, right, found, expected]);
              }
            }
          }
          expect(wrong).toEqual([]);
        });
      }
    }

    const withImmediate = ["ADD", "MUL", "AND", "OR", "XOR", "SHL", "SHRS", "SHRU"]
      .concat(["EQ", "NE"])
      .concat(bits === 32 ? ["LTS", "LTU"] : []);
    for (const name of withImmediate) {
      const operation = `${name}I${bits}` as OperationName;
      test(`${operation} agrees with BigInt`, () => {
        const meaning = (meanings[name] as (bits: number) => Meaning)(bits);
        const wrong: unknown[] = [];
        for (const right of name.startsWith("SH") ? operandsOf(name, bits) : immediates) {
          for (const to of ["r2", "r0"]) {
            const call = caller([
              [operation, to, "r0", Number(right)],
              ["MOV64", "r0", to],
            ]);
            for (const left of all) {
              const found = call(bits === 64 ? left : dirty(left));
              const width = hasTruth.test(name) ? 32 : bits;
              const expected = u(width, meaning(left, right));
              if (typeof found !== "bigint" || u(width, found) !== expected) {
                wrong.push([left, right, found, expected]);
              }
            }
          }
        }
        expect(wrong).toEqual([]);
      });
    }

    for (const name of ["ADD", "SUB", "MUL", "NEG"]) {
      const operation = `${name}X${bits}` as OperationName;
      test(`${operation} faults when the result does not fit`, () => {
        const meaning = (meanings[name] as (bits: number) => Meaning)(bits);
        const call = caller([
          name === "NEG" ? [operation, "r3", "r0"] : [operation, "r3", "r0", "r1"],
          ["MOV64", "r0", "r3"],
        ]);
        const wrong: unknown[] = [];
        for (const left of all) {
          for (const right of all) {
            const found = call(left, right);
            const exact = meaning(left, right);
            const expected = s(bits, exact) === exact ? u(bits, exact) : "signed-overflow";
            const shown = typeof found === "bigint" ? u(bits, found) : found;
            if (shown !== expected) wrong.push([left, right, shown, expected]);
          }
        }
        expect(wrong).toEqual([]);
      });
    }

    for (const name of ["JEQ", "JNE", "JLTS", "JLES", "JLTU", "JLEU"]) {
      const operation = `${name}${bits}` as OperationName;
      test(`${operation} jumps when the comparison holds`, () => {
        const meaning = (meanings[name.slice(1)] as (bits: number) => Meaning)(bits);
        const call = caller([
          [operation, "r0", "r1", "holds"],
          ["CONST64", "r0", 0, 0],
          ["RET"],
          [":holds"],
          ["CONST64", "r0", 1, 0],
        ]);
        const wrong: unknown[] = [];
        for (const left of all) {
          for (const right of all) {
            const found =
              bits === 64
                ? call(left, right)
                : call(dirty(left), u(64, dirty(right) ^ (7n << 40n)));
            if (found !== meaning(left, right)) wrong.push([left, right, found]);
          }
        }
        expect(wrong).toEqual([]);
      });
    }

    test(`JZ${bits} and JNZ${bits} look at ${bits} bits`, () => {
      for (const [operation, whenZero] of [
        [`JZ${bits}`, 1n],
        [`JNZ${bits}`, 0n],
      ] as const) {
        const call = caller([
          [operation as OperationName, "r0", "taken"],
          ["CONST64", "r0", 0, 0],
          ["RET"],
          [":taken"],
          ["CONST64", "r0", 1, 0],
        ]);
        for (const value of all) {
          const found = call(bits === 64 ? value : dirty(value));
          expect([operation, value, found]).toEqual([
            operation,
            value,
            value === 0n ? whenZero : 1n - whenZero,
          ]);
        }
      }
    });
  });
}

test("conversions agree with BigInt", () => {
  const conversions: [OperationName, 32 | 64, (value: bigint) => bigint][] = [
    ["SEXT8", 32, (value) => s(8, value)],
    ["SEXT16", 32, (value) => s(16, value)],
    ["ZEXT8", 32, (value) => u(8, value)],
    ["ZEXT16", 32, (value) => u(16, value)],
    ["SEXT64", 64, (value) => s(32, value)],
    ["ZEXT64", 64, (value) => u(32, value)],
    ["BOOL32", 32, (value) => truth(u(32, value) !== 0n)],
    ["BOOL64", 32, (value) => truth(value !== 0n)],
    ["MOV32", 32, (value) => value],
    ["MOV64", 64, (value) => value],
  ];
  for (const [operation, width, meaning] of conversions) {
    for (const to of ["r3", "r0"]) {
      const call = caller([
        [operation, to, "r0"],
        ["MOV64", "r0", to],
      ]);
      for (const value of longs) {
        const found = call(value) as bigint;
        expect([operation, value, u(width, found)]).toEqual([
          operation,
          value,
          u(width, meaning(value)),
        ]);
      }
    }
  }
});

test("SEXTBITS and ZEXTBITS keep any number of bits", () => {
  for (let bits = 1; bits <= 64; bits++) {
    for (const [operation, keep] of [
      ["SEXTBITS", s],
      ["ZEXTBITS", u],
    ] as const) {
      const call = caller([[operation, "r0", "r0", bits]]);
      for (const value of longs) {
        expect([operation, bits, value, call(value)]).toEqual([
          operation,
          bits,
          value,
          u(64, keep(bits, value)),
        ]);
      }
    }
  }
});

test("bits are counted and swapped", () => {
  const text = (bits: number, value: bigint) => u(bits, value).toString(2).padStart(bits, "0");
  const swap = (bytes: number, value: bigint) =>
    BigInt(
      `0x${u(bytes * 8, value)
        .toString(16)
        .padStart(bytes * 2, "0")
        .match(/../g)
        ?.reverse()
        .join("")}`,
    );
  const clz = (bits: number) => (value: bigint) => BigInt(text(bits, value).search(/1|$/));
  const ctz = (bits: number) => (value: bigint) =>
    BigInt(bits - 1 - text(bits, value).lastIndexOf("1"));
  const ones = (bits: number) => (value: bigint) =>
    BigInt(text(bits, value).replaceAll("0", "").length);
  const forms: [OperationName, 32 | 64, (value: bigint) => bigint][] = [
    ["CLZ32", 32, clz(32)],
    ["CLZ64", 32, clz(64)],
    ["CTZ32", 32, ctz(32)],
    ["CTZ64", 32, ctz(64)],
    ["POPCOUNT32", 32, ones(32)],
    ["POPCOUNT64", 32, ones(64)],
    ["BSWAP16", 32, (value) => swap(2, value)],
    ["BSWAP32", 32, (value) => swap(4, value)],
    ["BSWAP64", 64, (value) => swap(8, value)],
  ];
  for (const [operation, width, meaning] of forms) {
    const call = caller([[operation, "r0", "r0"]]);
    for (const value of longs) {
      // Zero has no first one bit; what the operations say of it nobody may ask.
      if (/^C[LT]Z/.test(operation) && u(operation.endsWith("32") ? 32 : 64, value) === 0n)
        continue;
      const found = u(width, call(value) as bigint);
      expect([operation, value, found]).toEqual([operation, value, meaning(value)]);
    }
  }
});

test("OVERFLOW wraps and tells, whatever the widths", () => {
  const forms = [8, 16, 32, 64].flatMap((bits) => [
    { bits, isSigned: true },
    { bits, isSigned: false },
  ]);
  const keep = (form: { bits: number; isSigned: boolean }, value: bigint) =>
    form.isSigned ? s(form.bits, value) : u(form.bits, value);
  const few = longs.filter((_, index) => index % 3 !== 1);
  for (const operation of ["+", "-", "*"] as const) {
    for (const left of forms) {
      const right = forms[(forms.indexOf(left) * 3 + 1) % forms.length] as typeof left;
      for (const result of forms) {
        const program = new Program();
        program.image.overflows.push({ operation, left, right, result });
        const fn = program.define("f", { registers: 4, parameters: 2 }, [
          ["OVERFLOW", "r2", "r0", 0],
          ["MOV64", "r0", "r2"],
          ["MOV64", "r1", "r3"],
          ["RET"],
        ]);
        const machine = program.machine({ stackByteSize: 4096 });
        for (const b of few) {
          for (const c of few) {
            machine.start(fn, [u(64, b), u(64, c)]);
            machine.run(1);
            const [x, y] = [keep(left, b), keep(right, c)];
            const exact = operation === "+" ? x + y : operation === "-" ? x - y : x * y;
            const wrapped = keep(result, exact);
            const found = [machine.wide[0], machine.wide[1]];
            const expected = [u(64, wrapped), truth(wrapped !== exact)];
            if (found[0] !== expected[0] || found[1] !== expected[1]) {
              expect({ operation, left, right, result, b, c, found }).toEqual(expected);
            }
          }
        }
      }
    }
  }
});

test("a division by zero is a fault in every form", () => {
  for (const name of ["DIVS", "DIVU", "REMS", "REMU"]) {
    for (const bits of [32, 64]) {
      const call = caller([[`${name}${bits}` as OperationName, "r0", "r0", "r1"]]);
      expect([name, bits, call(5n, 0n)]).toEqual([name, bits, "division-by-zero"]);
      expect(call(5n, 2n)).toBeTypeOf("bigint");
    }
  }
});

test("the quotient that does not fit is a fault in the ISO profile only", () => {
  for (const [operation, smallest] of [
    ["DIVS32", -0x80000000n],
    ["DIVS64", -0x8000000000000000n],
  ] as const) {
    const lines: Line[] = [[operation, "r0", "r0", "r1"]];
    expect(caller(lines, "iso")(smallest, -1n)).toBe("signed-overflow");
    expect(caller(lines)(smallest, -1n)).toBeTypeOf("bigint");
  }
});

test("SHIFTCHECK refuses counts that are not below the width", () => {
  const call = caller([["SHIFTCHECK", "r0", 32]]);
  expect([0n, 31n, 32n, 33n, -1n].map((count) => typeof call(count))).toEqual(
    "bigint bigint string string string".split(" "),
  );
  expect(call(32n)).toBe("bad-shift");
});

test("SHLCHECK refuses what a signed left shift cannot hold", () => {
  const narrow = caller([["SHLCHECK", "r0", "r1", 32]]);
  expect(narrow(-1n, 0n)).toBe("bad-shift");
  expect(narrow(1n, 31n)).toBe("signed-overflow");
  expect(narrow(1n, 30n)).toBe(1n);
  expect(narrow(0n, 31n)).toBe(0n);
  const wide = caller([["SHLCHECK", "r0", "r1", 64]]);
  expect(wide(1n << 40n, 23n)).toBe("signed-overflow");
  expect(wide(1n << 40n, 22n)).toBe(1n << 40n);
});

test("the constants have both halves", () => {
  expect(caller([["CONST64", "r0", -2, 0x12345678]])()).toBe(0x12345678_fffffffen);
  expect(u(32, caller([["CONST32", "r0", -2]])(-1n) as bigint)).toBe(0xfffffffen);
});
