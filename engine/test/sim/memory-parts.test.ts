/** The kernel's heap and the physical memory, over a machine without a program. */
import { expect, test } from "vitest";
import { Image, PositionTable } from "#engine/cfront";
import { createMachine } from "#engine/cmachine";
import { KernelHeap } from "../../src/sim/kernel-heap.ts";
import { frameByteSize, PhysicalFrames } from "../../src/sim/physical-frames.ts";

const base = 0x100_0000n;

function machine() {
  const plan = { codeBase: 0x1000n, labelBase: 0x2000n, objectBase: 0x3000n };
  const made = createMachine({
    image: new Image(new PositionTable(), plan),
    profile: "kernel",
    stackBase: 0x80_0000n,
    stackByteSize: 1 << 16,
    maxCallDepth: 10,
    hosts: new Map(),
  });
  made.load();
  return made;
}

function heap() {
  const codes: string[] = [];
  const made = machine();
  const sink = { event: () => {}, problem: ({ code }: { code: string }) => void codes.push(code) };
  return { machine: made, codes, heap: new KernelHeap(made, base, sink) };
}

test("a block is usable to its last byte, and not beyond, before or after it is freed", () => {
  const { machine: made, heap: kernelHeap, codes } = heap();
  const block = kernelHeap.allocate(20, true);
  expect(made.loadInteger(block + 16n, 4)).toBe(0n);
  expect(made.loadInteger(block + 20n, 1)).toBeUndefined();
  expect(made.loadInteger(block - 1n, 1)).toBeUndefined();
  kernelHeap.free(block);
  expect(made.loadInteger(block, 1)).toBeUndefined();
  expect(codes).toEqual([]);
});

test("a block that is not zeroed cannot be read before it is written", () => {
  const { machine: made, heap: kernelHeap } = heap();
  const block = kernelHeap.allocate(8, false);
  expect(made.storeInteger(block, 4, 7n)).toBe(true);
  expect(made.loadInteger(block, 4)).toBe(7n);
  expect(made.loadInteger(block + 4n, 4)).toBeUndefined();
});

test("blocks do not overlap, whatever their size, and none is too large", () => {
  const { heap: kernelHeap } = heap();
  let end = base;
  for (const size of [0, 1, 15, 16, 17, 4096, 5000, 1]) {
    const block = kernelHeap.allocate(size, false);
    expect(block).toBeGreaterThanOrEqual(end);
    expect(block % 16n).toBe(0n);
    end = block + BigInt(size);
  }
  expect(kernelHeap.allocate(2 ** 22 + 1, false)).toBe(0n);
});

test("freeing twice, or what is no block, is told; freeing null is not", () => {
  const { heap: kernelHeap, codes } = heap();
  const block = kernelHeap.allocate(8, false);
  kernelHeap.free(0n);
  kernelHeap.free(block);
  kernelHeap.free(block);
  kernelHeap.free(block + 8n);
  expect(codes).toEqual(["kfree-twice", "kfree-of-foreign-object"]);
});

test("a heap goes back to what it was", () => {
  const { heap: kernelHeap, codes } = heap();
  const block = kernelHeap.allocate(8, false);
  const saved = kernelHeap.save();
  const later = kernelHeap.allocate(8, false);
  kernelHeap.free(block);
  kernelHeap.restore(saved);
  kernelHeap.free(block);
  expect(codes).toEqual([]);
  expect(kernelHeap.allocate(8, false)).toBe(later);
});

const size = { base: 0x4000_0000, byteSize: 64 * frameByteSize, poolByteSize: 8 * frameByteSize };
const framesOf = () => new PhysicalFrames(machine().memory, size);

test("physical memory keeps what is written, in both lanes", () => {
  const frames = framesOf();
  const at = size.base + 3 * frameByteSize + 8;
  expect(frames.readLow(at)).toBe(0);
  frames.write(at, -5, 6);
  expect([frames.readLow(at), frames.readHigh(at), frames.readLow(at + 8)]).toEqual([-5, 6, 0]);
  frames.writeLow(at, 9);
  expect([frames.readLow(at), frames.readHigh(at)]).toEqual([9, 6]);
});

test("a frame comes into being once, and addresses beyond memory have none", () => {
  const frames = framesOf();
  const last = size.base + size.byteSize - 1;
  expect(frames.frameAt(last)).toBe(frames.frameAt(last - 4095));
  expect(frames.frameAt(last)).not.toBe(frames.frameAt(last - 4096));
  expect([size.base - 1, size.base, last, last + 1].map((at) => frames.has(at))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(() => frames.frameAt(last + 1)).toThrow();
});

test("tables are aligned to their size, and the pool ends", () => {
  const frames = framesOf();
  const tables = [4096, 8192, 1024, 1024, 4096].map((bytes) => frames.allocateTable("pte", bytes));
  const saved = frames.save();
  tables.push(frames.allocateTable("pte", 8192));
  const places = tables.map((table) => (table - size.base) / 1024);
  expect(places).toEqual([0, 8, 16, 17, 20, 24]);
  expect(frames.allocateTable("pte", 4096)).toBeLessThan(0);
  frames.restore(saved);
  expect(frames.allocateTable("pte", 8192)).toBe(tables[5]);
});
