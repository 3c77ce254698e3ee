/** The library of a hosted program: host functions, and the parts that go back in time with it. */
import {
  type HostFunction,
  type Machine,
  type Snapshotable,
  type Stop,
  shadow,
} from "#engine/cmachine";
import { characterHosts } from "./character-hosts.ts";
import { Heap } from "./heap.ts";
import { type HostTable, longOf, wordOf } from "./host-call.ts";
import { heapHosts, memoryHosts } from "./memory-hosts.ts";
import { numberHosts, RandomSequence } from "./number-hosts.ts";
import { printHosts, type Writer } from "./print-hosts.ts";
import { characters, duplicatingHosts, stringHosts } from "./string-hosts.ts";

/** Where the parts of a hosted program lie; all below 4 GB, and apart. */
export const hostedPlan = Object.freeze({
  codeBase: 0x10_0000n,
  labelBase: 0x400_0000n,
  objectBase: 0x1000_0000n,
  libraryBase: 0x4000_0000n,
  heapBase: 0x4100_0000n,
  stackBase: 0x7000_0000n,
  stackByteSize: 1 << 22,
  maxCallDepth: 50_000,
});

/** Bytes that the heap may have in use. */
const heapByteSize = 1 << 26;

export interface Library {
  readonly hosts: ReadonlyMap<string, HostFunction>;
  /** Once for each machine, before it runs. */
  attach(machine: Machine): void;
  /** The arguments of `main` for these texts: their number and the address of the array. */
  placeArguments(machine: Machine, texts: readonly string[]): readonly [bigint, bigint];
}

export function createLibrary(write: Writer): Library {
  const heap = new Heap(hostedPlan.heapBase, heapByteSize);
  const random = new RandomSequence();
  const parts: readonly Snapshotable[] = [heap, random];
  const tables: readonly HostTable[] = [
    memoryHosts,
    heapHosts(heap),
    stringHosts,
    duplicatingHosts(heap),
    characterHosts,
    numberHosts(random, hostedPlan.libraryBase),
    printHosts(write),
    endingHosts,
  ];
  return {
    hosts: new Map(tables.flat()),
    attach(machine) {
      machine.memory.mapRange(hostedPlan.libraryBase, 4096, shadow.redZone);
      machine.memory.setRangeShadow(hostedPlan.libraryBase, 4, shadow.ready);
      for (const part of parts) machine.addSnapshotable(part);
    },
    placeArguments(machine, texts) {
      const addresses = texts.map((text) => {
        const bytes = Uint8Array.from(`${text}\0`, (character) => character.charCodeAt(0));
        const address = heap.allocate(machine, bytes.length);
        machine.storeBytes(address, bytes);
        return address;
      });
      const array = heap.allocate(machine, 8 * (texts.length + 1));
      [...addresses, 0n].forEach((address, index) => {
        machine.storeInteger(array + BigInt(8 * index), 8, address);
      });
      return [BigInt(texts.length), array];
    },
  };
}

class Exit {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

/** The status that the program has ended with by `exit`; undefined for every other stop. */
export function exitStatusOf(stop: Stop): number | undefined {
  return stop.kind === "host-stop" && stop.payload instanceof Exit
    ? stop.payload.status
    : undefined;
}

const exit: HostFunction = (machine, base) =>
  machine.stop({ kind: "host-stop", payload: new Exit(wordOf(machine, base, 0)) });

const endingHosts: HostTable = [
  ["exit", exit],
  ["_Exit", exit],
  [
    "abort",
    (machine) => machine.stop({ kind: "fault", code: "abort", message: "the program aborts" }),
  ],
  [
    "__hosted_assert",
    (machine, base) => {
      const condition = machine.loadString(longOf(machine, base, 0));
      if (condition === undefined) return;
      const message = `the assertion ${characters(condition)} does not hold`;
      machine.stop({ kind: "fault", code: "assertion", message });
    },
  ],
];
