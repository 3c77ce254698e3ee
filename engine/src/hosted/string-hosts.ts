/** `<string.h>` for strings. What cannot be loaded or stored has stopped the machine already. */
import type { HostFunction, Machine } from "#engine/cmachine";
import type { Heap } from "./heap.ts";
import { giveLong, giveWord, type HostTable, longOf, sizeOf, wordOf } from "./host-call.ts";

export const stringHosts: HostTable = [
  [
    "strlen",
    (machine, base) => {
      const text = machine.loadString(longOf(machine, base, 0));
      if (text !== undefined) giveLong(machine, base, BigInt(text.length));
    },
  ],
  [
    "strnlen",
    (machine, base) => {
      const text = machine.loadString(longOf(machine, base, 0), sizeOf(machine, base, 1));
      if (text !== undefined) giveLong(machine, base, BigInt(text.length));
    },
  ],
  ["strcmp", (machine, base) => compare(machine, base, Number.POSITIVE_INFINITY)],
  ["strncmp", (machine, base) => compare(machine, base, sizeOf(machine, base, 2))],
  [
    "strcpy",
    (machine, base) => {
      const text = machine.loadString(longOf(machine, base, 1));
      if (text !== undefined) storeString(machine, longOf(machine, base, 0), text);
    },
  ],
  [
    "strncpy",
    (machine, base) => {
      const to = longOf(machine, base, 0);
      const size = sizeOf(machine, base, 2);
      const text = machine.loadString(longOf(machine, base, 1), size);
      if (text === undefined || !machine.storeBytes(to, text)) return;
      machine.fill(to + BigInt(text.length), size - text.length, 0);
    },
  ],
  [
    "strcat",
    (machine, base) => append(machine, base, machine.loadString(longOf(machine, base, 1))),
  ],
  [
    "strncat",
    (machine, base) => {
      const size = sizeOf(machine, base, 2);
      append(machine, base, machine.loadString(longOf(machine, base, 1), size));
    },
  ],
  ["strchr", find((text, byte) => text.indexOf(byte))],
  ["strrchr", find((text, byte) => text.lastIndexOf(byte))],
  [
    "strstr",
    (machine, base) => {
      const from = longOf(machine, base, 0);
      const text = machine.loadString(from);
      const part = text && machine.loadString(longOf(machine, base, 1));
      if (text === undefined || part === undefined) return;
      // One character a byte, so that positions are offsets.
      const at = characters(text).indexOf(characters(part));
      giveLong(machine, base, at < 0 ? 0n : from + BigInt(at));
    },
  ],
  ["strspn", span((isIn) => isIn)],
  ["strcspn", span((isIn) => !isIn)],
  [
    "strpbrk",
    (machine, base) => {
      const from = longOf(machine, base, 0);
      const text = machine.loadString(from);
      const set = text && machine.loadString(longOf(machine, base, 1));
      if (text === undefined || set === undefined) return;
      const at = text.findIndex((byte) => set.includes(byte));
      giveLong(machine, base, at < 0 ? 0n : from + BigInt(at));
    },
  ],
];

export function duplicatingHosts(heap: Heap): HostTable {
  return [
    [
      "strdup",
      (machine, base) => {
        const text = machine.loadString(longOf(machine, base, 0));
        if (text === undefined) return;
        const address = heap.allocate(machine, text.length + 1);
        if (address !== 0n) storeString(machine, address, text);
        giveLong(machine, base, address);
      },
    ],
  ];
}

/** Stores the bytes and a zero; false after a fault. */
function storeString(machine: Machine, to: bigint, text: Uint8Array): boolean {
  return machine.storeBytes(to, text) && machine.storeInteger(to + BigInt(text.length), 1, 0n);
}

/** A string whose characters are the bytes. */
export function characters(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 4096) {
    text += String.fromCharCode(...bytes.subarray(from, from + 4096));
  }
  return text;
}

function compare(machine: Machine, base: number, limit: number): void {
  const left = longOf(machine, base, 0);
  const right = longOf(machine, base, 1);
  let order = 0;
  for (let i = 0n; order === 0 && i < limit; i++) {
    const a = machine.loadInteger(left + i, 1);
    if (a === undefined) return;
    const b = machine.loadInteger(right + i, 1);
    if (b === undefined) return;
    if (a !== b) order = a < b ? -1 : 1;
    if (a === 0n) break;
  }
  giveWord(machine, base, order);
}

function append(machine: Machine, base: number, text: Uint8Array | undefined): void {
  const to = longOf(machine, base, 0);
  const present = text && machine.loadString(to);
  if (text !== undefined && present !== undefined) {
    storeString(machine, to + BigInt(present.length), text);
  }
}

function find(search: (text: Uint8Array, byte: number) => number): HostFunction {
  return (machine, base) => {
    const from = longOf(machine, base, 0);
    const byte = wordOf(machine, base, 1) & 0xff;
    const text = machine.loadString(from);
    if (text === undefined) return;
    // The zero at the end may be looked for, too.
    const at = byte === 0 ? text.length : search(text, byte);
    giveLong(machine, base, at < 0 ? 0n : from + BigInt(at));
  };
}

function span(goesOn: (isIn: boolean) => boolean): HostFunction {
  return (machine, base) => {
    const text = machine.loadString(longOf(machine, base, 0));
    const set = text && machine.loadString(longOf(machine, base, 1));
    if (text === undefined || set === undefined) return;
    const at = text.findIndex((byte) => !goesOn(set.includes(byte)));
    giveLong(machine, base, BigInt(at < 0 ? text.length : at));
  };
}
