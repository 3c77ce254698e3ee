/** `<string.h>` for bytes, and the heap of `<stdlib.h>`. */
import type { Machine } from "#engine/cmachine";
import type { Heap } from "./heap.ts";
import { giveLong, giveWord, type HostTable, longOf, sizeOf, wordOf } from "./host-call.ts";

export const memoryHosts: HostTable = [
  ["memcpy", copy],
  ["memmove", copy],
  [
    "memset",
    (machine, base) => {
      const size = sizeOf(machine, base, 2);
      machine.fill(longOf(machine, base, 0), size, wordOf(machine, base, 1) & 0xff);
    },
  ],
  [
    "memcmp",
    (machine, base) => {
      const left = longOf(machine, base, 0);
      const right = longOf(machine, base, 1);
      giveWord(machine, base, compare(machine, left, right, sizeOf(machine, base, 2)) ?? 0);
    },
  ],
  [
    "memchr",
    (machine, base) => {
      const from = longOf(machine, base, 0);
      const wanted = BigInt(wordOf(machine, base, 1) & 0xff);
      const size = sizeOf(machine, base, 2);
      let found = 0n;
      for (let i = 0; i < size; i++) {
        const byte = machine.loadInteger(from + BigInt(i), 1);
        if (byte === undefined) return;
        if (byte !== wanted) continue;
        found = from + BigInt(i);
        break;
      }
      giveLong(machine, base, found);
    },
  ],
];

/** Stops at the first difference: what lies behind it may be unwritten. */
function compare(
  machine: Machine,
  left: bigint,
  right: bigint,
  byteSize: number,
): number | undefined {
  for (let i = 0; i < byteSize; i++) {
    const a = machine.loadInteger(left + BigInt(i), 1);
    if (a === undefined) return undefined;
    const b = machine.loadInteger(right + BigInt(i), 1);
    if (b === undefined) return undefined;
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}

function copy(machine: Machine, base: number): void {
  // The result is the first argument, which is in its place already.
  machine.copy(longOf(machine, base, 0), longOf(machine, base, 1), sizeOf(machine, base, 2));
}

export function heapHosts(heap: Heap): HostTable {
  return [
    [
      "malloc",
      (machine, base) => {
        giveLong(machine, base, heap.allocate(machine, sizeOf(machine, base, 0)));
      },
    ],
    [
      "aligned_alloc",
      (machine, base) => {
        const alignment = Math.min(65536, Math.max(16, sizeOf(machine, base, 0)));
        giveLong(machine, base, heap.allocate(machine, sizeOf(machine, base, 1), alignment));
      },
    ],
    [
      "calloc",
      (machine, base) => {
        const size = sizeOf(machine, base, 0) * sizeOf(machine, base, 1);
        const address = heap.allocate(machine, size);
        if (address !== 0n) machine.fill(address, size, 0);
        giveLong(machine, base, address);
      },
    ],
    [
      "realloc",
      (machine, base) => {
        const old = longOf(machine, base, 0);
        const size = sizeOf(machine, base, 1);
        const oldSize = heap.sizeOf(old);
        if (old !== 0n && oldSize === undefined) {
          heap.free(machine, old);
          return;
        }
        const address = heap.allocate(machine, size);
        if (address !== 0n && oldSize !== undefined) {
          machine.copy(address, old, Math.min(size, oldSize));
          heap.free(machine, old);
        }
        giveLong(machine, base, address);
      },
    ],
    ["free", (machine, base) => heap.free(machine, longOf(machine, base, 0))],
  ];
}
