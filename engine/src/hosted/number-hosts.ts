/** Numbers of `<stdlib.h>`: reading them from strings, absolute values, and a random sequence. */
import type { HostFunction, Machine, Snapshotable } from "#engine/cmachine";
import { giveLong, giveWord, type HostTable, longOf, wordOf } from "./host-call.ts";
import { characters } from "./string-hosts.ts";

const rangeError = 34n;
const maxSigned = 2n ** 63n - 1n;
const maxUnsigned = 2n ** 64n - 1n;

export interface ReadNumber {
  readonly value: bigint;
  /** Bytes of the text that belong to the number; 0 when there is none. */
  readonly length: number;
}

/** What `strtol` reads, without a limit of size. */
function readNumber(text: string, base: number): ReadNumber {
  const head = /^[ \t\n\v\f\r]*([+-]?)/.exec(text) as RegExpExecArray;
  let at = head[0].length;
  let radix = base;
  const hasHexPrefix = /^0[xX][0-9a-fA-F]/.test(text.slice(at, at + 3));
  if ((radix === 0 || radix === 16) && hasHexPrefix) {
    radix = 16;
    at += 2;
  } else if (radix === 0) {
    radix = text[at] === "0" ? 8 : 10;
  }
  const first = at;
  let value = 0n;
  for (; at < text.length; at++) {
    const digit = Number.parseInt(text[at] as string, 36);
    if (Number.isNaN(digit) || digit >= radix) break;
    // Beyond this the result is the limit whatever follows.
    if (value <= maxUnsigned) value = value * BigInt(radix) + BigInt(digit);
  }
  if (at === first) return { value: 0n, length: 0 };
  return { value: head[1] === "-" ? -value : value, length: at };
}

/** The sequence of `rand`; it goes back in time with the machine. */
export class RandomSequence implements Snapshotable {
  #state = 1n;

  seed(value: bigint): void {
    this.#state = value;
  }

  next(): number {
    this.#state = BigInt.asUintN(64, this.#state * 6364136223846793005n + 1442695040888963407n);
    return Number(this.#state >> 33n);
  }

  save(): unknown {
    return this.#state;
  }

  restore(state: unknown): void {
    this.#state = state as bigint;
  }
}

/** `errnoAddress` is where `errno` lies. */
export function numberHosts(random: RandomSequence, errnoAddress: bigint): HostTable {
  const reader = (isSigned: boolean): HostFunction => {
    return (machine, base) => {
      const from = longOf(machine, base, 0);
      const end = longOf(machine, base, 1);
      const radix = wordOf(machine, base, 2);
      const text = machine.loadString(from);
      if (text === undefined) return;
      const { value, length } = readNumber(characters(text), radix);
      if (end !== 0n && !machine.storeInteger(end, 8, from + BigInt(length))) return;
      const limited = isSigned ? limitSigned(value) : limitUnsigned(value);
      const isOutOfRange = isSigned
        ? limited !== value
        : value > maxUnsigned || value < -maxUnsigned;
      if (isOutOfRange && !machine.storeInteger(errnoAddress, 4, rangeError)) return;
      giveLong(machine, base, limited);
    };
  };
  return [
    [
      "atoi",
      (machine, base) => giveWord(machine, base, Number(BigInt.asIntN(32, plain(machine, base)))),
    ],
    ["atol", (machine, base) => giveLong(machine, base, plain(machine, base))],
    ["atoll", (machine, base) => giveLong(machine, base, plain(machine, base))],
    ["strtol", reader(true)],
    ["strtoll", reader(true)],
    ["strtoul", reader(false)],
    ["strtoull", reader(false)],
    [
      "abs",
      (machine, base) => {
        const value = wordOf(machine, base, 0);
        if (value === -0x80000000) overflow(machine, value);
        else giveWord(machine, base, Math.abs(value));
      },
    ],
    ["labs", absoluteLong],
    ["llabs", absoluteLong],
    ["rand", (machine, base) => giveWord(machine, base, random.next())],
    ["srand", (machine, base) => random.seed(BigInt(wordOf(machine, base, 0) >>> 0))],
    ["__hosted_errno", (machine, base) => giveLong(machine, base, errnoAddress)],
  ];
}

function plain(machine: Machine, base: number): bigint {
  const text = machine.loadString(longOf(machine, base, 0));
  return text === undefined ? 0n : limitSigned(readNumber(characters(text), 10).value);
}

function absoluteLong(machine: Machine, base: number): void {
  const value = BigInt.asIntN(64, longOf(machine, base, 0));
  if (value === -(2n ** 63n)) overflow(machine, value);
  else giveLong(machine, base, value < 0n ? -value : value);
}

function overflow(machine: Machine, value: number | bigint): void {
  const message = `the absolute value of ${value} does not fit`;
  machine.stop({ kind: "fault", code: "signed-overflow", message });
}

function limitSigned(value: bigint): bigint {
  if (value > maxSigned) return maxSigned;
  return value < -maxSigned - 1n ? -maxSigned - 1n : value;
}

function limitUnsigned(value: bigint): bigint {
  const size = value < 0n ? -value : value;
  return size > maxUnsigned ? maxUnsigned : BigInt.asUintN(64, value);
}
