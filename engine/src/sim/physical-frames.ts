/**
 * The physical memory of a modelled machine: kernel pages over the machine's frames of 4096 bytes.
 *
 * Frames come into being when they are first used. The pages at the bottom are a pool for page
 * tables; their frames are observed, so that plain loads and stores of entries are seen.
 */
import { invariant } from "#engine/base";
import { type Memory, shadow } from "#engine/cmachine";
import type { LevelName, PhysicalMemory } from "#engine/mm";
import { FrameTable, type SavedFrames } from "./frame-table.ts";

export const frameByteSize = 4096;

export interface SavedPhysicalFrames {
  readonly poolUsed: number;
  readonly frames: SavedFrames;
}

export class PhysicalFrames implements PhysicalMemory {
  readonly base: number;
  readonly byteSize: number;
  /** Bytes at the bottom that page tables may take. */
  readonly poolByteSize: number;
  readonly #memory: Memory;
  readonly #frames: FrameTable;
  #poolUsed = 0;

  constructor(
    memory: Memory,
    options: { readonly base: number; readonly byteSize: number; readonly poolByteSize: number },
  ) {
    invariant(options.byteSize % frameByteSize === 0, "memory is whole frames");
    this.#memory = memory;
    this.base = options.base;
    this.byteSize = options.byteSize;
    this.poolByteSize = options.poolByteSize;
    this.#frames = new FrameTable(options.byteSize / frameByteSize);
  }

  has(address: number): boolean {
    return address >= this.base && address < this.base + this.byteSize;
  }

  /** The frame that holds a physical address of this memory. */
  frameAt(address: number): number {
    const index = Math.floor((address - this.base) / frameByteSize);
    const known = this.#frames.get(index);
    if (known >= 0) return known;
    invariant(this.#frames.has(index), "the address is one of this memory");
    const frame = this.#memory.allocateFrame(shadow.ready);
    this.#frames.add(index, frame);
    return frame;
  }

  readLow(address: number): number {
    return this.#memory.read32(this.frameAt(address), address % frameByteSize);
  }

  readHigh(address: number): number {
    return this.#memory.read32(this.frameAt(address), (address % frameByteSize) + 4);
  }

  write(address: number, low: number, high: number): void {
    const frame = this.frameAt(address);
    const offset = address % frameByteSize;
    this.#memory.write32(frame, offset, low);
    this.#memory.write32(frame, offset + 4, high);
  }

  writeLow(address: number, low: number): void {
    this.#memory.write32(this.frameAt(address), address % frameByteSize, low);
  }

  allocateTable(_level: LevelName, byteSize: number): number {
    const from = Math.ceil(this.#poolUsed / byteSize) * byteSize;
    if (from + byteSize > this.poolByteSize) return -1;
    this.#poolUsed = from + byteSize;
    const table = this.base + from;
    for (let at = table; at < table + byteSize; at += frameByteSize) {
      this.#memory.setObserved(this.frameAt(at), true);
    }
    return table;
  }

  /** What is in the frames belongs to the machine. */
  save(): SavedPhysicalFrames {
    return { poolUsed: this.#poolUsed, frames: this.#frames.save() };
  }

  restore({ poolUsed, frames }: SavedPhysicalFrames): void {
    this.#poolUsed = poolUsed;
    this.#frames.restore(frames);
  }
}
