/**
 * `malloc` and its kin: blocks between red zones.
 *
 * A freed block stays as it is until many bytes of younger ones are freed, so that a use of it is
 * seen; only then a block of the same size may take its place.
 */
import { type Machine, type Snapshotable, shadow } from "#engine/cmachine";

interface Block {
  readonly byteSize: number;
  /** With what is left of the last sixteen bytes. */
  readonly room: number;
  readonly isFree: boolean;
}

interface HeapState {
  readonly blocks: ReadonlyMap<number, Block>;
  readonly next: number;
  readonly quarantine: readonly number[];
  readonly quarantined: number;
  readonly idle: ReadonlyMap<number, readonly number[]>;
  readonly inUse: number;
}

const redZone = 16;
const quarantineByteSize = 1 << 22;

export class Heap implements Snapshotable {
  readonly #base: number;
  readonly #maxByteSize: number;
  #blocks = new Map<number, Block>();
  #next: number;
  /** Freed blocks, oldest first, and the sum of their rooms. */
  #quarantine: number[] = [];
  #quarantined = 0;
  /** Blocks to use again, by their room. */
  #idle = new Map<number, number[]>();
  #inUse = 0;

  constructor(base: bigint, maxByteSize: number) {
    this.#base = Number(base);
    this.#maxByteSize = maxByteSize;
    this.#next = this.#base;
  }

  /** The address of a block that was never written, or 0 when there is no room. */
  allocate(machine: Machine, byteSize: number, alignment = 16): bigint {
    if (byteSize > this.#maxByteSize - this.#inUse) return 0n;
    const room = Math.max(16, Math.ceil(byteSize / 16) * 16);
    const reused = alignment <= 16 ? this.#idle.get(room)?.pop() : undefined;
    const start = reused ?? this.#place(room, alignment);
    if (start + room - this.#base > 16 * this.#maxByteSize) return 0n;
    const address = BigInt(start);
    machine.memory.mapRange(address - BigInt(redZone), room + 2 * redZone, shadow.redZone);
    machine.memory.setRangeShadow(address, room, shadow.redZone);
    machine.memory.setRangeShadow(address, byteSize, shadow.unwritten);
    machine.addObject(address, byteSize);
    this.#blocks.set(start, { byteSize, room, isFree: false });
    this.#inUse += room;
    return address;
  }

  free(machine: Machine, address: bigint): void {
    if (address === 0n) return;
    const start = Number(address);
    const block = this.#blocks.get(start);
    const shown = `0x${address.toString(16)}`;
    if (block === undefined) {
      const message = `${shown} is freed, which is not the beginning of an allocated block`;
      machine.stop({ kind: "fault", code: "bad-free", address, message });
    } else if (block.isFree) {
      const message = `the block at ${shown} is freed twice`;
      machine.stop({ kind: "fault", code: "double-free", address, message });
    } else {
      machine.memory.setRangeShadow(address, block.byteSize, shadow.freed);
      this.#blocks.set(start, { ...block, isFree: true });
      this.#inUse -= block.room;
      this.#quarantine.push(start);
      this.#quarantined += block.room;
      if (this.#quarantined > quarantineByteSize) this.#release();
    }
  }

  /** The size of a block in use, or undefined. */
  sizeOf(address: bigint): number | undefined {
    const block = this.#blocks.get(Number(address));
    return block === undefined || block.isFree ? undefined : block.byteSize;
  }

  save(): HeapState {
    return {
      blocks: new Map(this.#blocks),
      next: this.#next,
      quarantine: this.#quarantine.slice(),
      quarantined: this.#quarantined,
      idle: copyIdle(this.#idle),
      inUse: this.#inUse,
    };
  }

  restore(state: unknown): void {
    const saved = state as HeapState;
    this.#blocks = new Map(saved.blocks);
    this.#next = saved.next;
    this.#quarantine = saved.quarantine.slice();
    this.#quarantined = saved.quarantined;
    this.#idle = copyIdle(saved.idle);
    this.#inUse = saved.inUse;
  }

  #place(room: number, alignment: number): number {
    const start = Math.ceil((this.#next + redZone) / alignment) * alignment;
    this.#next = start + room;
    return start;
  }

  /** Lets the older half of the freed blocks be used again. */
  #release(): void {
    let count = 0;
    while (this.#quarantined > quarantineByteSize / 2) {
      const start = this.#quarantine[count++] as number;
      const { room } = this.#blocks.get(start) as Block;
      this.#quarantined -= room;
      const idle = this.#idle.get(room) ?? [];
      idle.push(start);
      this.#idle.set(room, idle);
    }
    this.#quarantine = this.#quarantine.slice(count);
  }
}

function copyIdle(idle: ReadonlyMap<number, readonly number[]>): Map<number, number[]> {
  return new Map(Array.from(idle, ([room, starts]) => [room, starts.slice()]));
}
