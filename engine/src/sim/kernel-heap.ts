/**
 * kmalloc() and kfree() of the modelled kernel: blocks with red zones in a region of their own.
 *
 * Slab pages are not modelled: a block is in no page of the linear map, and allocating one takes
 * none from the page allocator.
 */
import { type Machine, shadow } from "#engine/cmachine";
import type { MmSink } from "#engine/mm";

interface Block {
  readonly byteSize: number;
  readonly isFree: boolean;
}

export interface SavedHeap {
  readonly next: bigint;
  readonly blocks: ReadonlyMap<bigint, Block>;
}

const redZone = 16;
const maxBlock = 1 << 22;

export class KernelHeap {
  readonly #machine: Machine;
  readonly #sink: MmSink;
  #next: bigint;
  #blocks: ReadonlyMap<bigint, Block> = new Map();

  constructor(machine: Machine, base: bigint, sink: MmSink) {
    this.#machine = machine;
    this.#sink = sink;
    this.#next = base;
  }

  /** The address of a new block, or 0 when it is too large. */
  allocate(byteSize: number, isZeroed: boolean): bigint {
    if (byteSize > maxBlock) return 0n;
    const { memory } = this.#machine;
    const address = this.#next + BigInt(redZone);
    const padded = Math.ceil(Math.max(1, byteSize) / 16) * 16;
    memory.mapRange(this.#next, padded + 2 * redZone, shadow.redZone);
    memory.setRangeShadow(address, byteSize, isZeroed ? shadow.ready : shadow.unwritten);
    this.#next = address + BigInt(padded);
    this.#blocks = new Map(this.#blocks).set(address, { byteSize, isFree: false });
    return address;
  }

  free(address: bigint): void {
    if (address === 0n) return;
    const block = this.#blocks.get(address);
    if (block === undefined || block.isFree) {
      this.#sink.problem({
        kind: "double-free",
        isWrong: true,
        code: block === undefined ? "kfree-of-foreign-object" : "kfree-twice",
        message:
          block === undefined
            ? `kfree() of 0x${address.toString(16)}, which kmalloc() never gave.`
            : `kfree() of 0x${address.toString(16)}, which is free already.`,
        citations: [{ file: "mm/slub.c", name: "kfree()", release: "6.12" }],
      });
      return;
    }
    this.#machine.memory.setRangeShadow(address, block.byteSize, shadow.freed);
    this.#blocks = new Map(this.#blocks).set(address, { ...block, isFree: true });
  }

  save(): SavedHeap {
    return { next: this.#next, blocks: this.#blocks };
  }

  restore({ next, blocks }: SavedHeap): void {
    this.#next = next;
    this.#blocks = blocks;
  }
}
