/** Host functions for blocks of memory and text: each page touched is checked as an access. */
import type { HostFunction, Machine } from "#engine/cmachine";
import type { KernelState } from "./kernel-state.ts";

const maxBlock = 1 << 26;

export function memoryHosts(kernelOf: () => KernelState): Readonly<Record<string, HostFunction>> {
  const isAllowed = (machine: Machine, byteSize: number): boolean => {
    if (byteSize <= maxBlock) return true;
    machine.stop({ kind: "unsupported", reason: `a block of ${byteSize} bytes` });
    return false;
  };
  const copy: HostFunction = (machine, base) => {
    const kernel = kernelOf();
    const byteSize = kernel.number(base, 2);
    if (!isAllowed(machine, byteSize)) return;
    noteTouch(kernel, base, 0, byteSize, "written");
    noteTouch(kernel, base, 1, byteSize, "read");
    machine.copy(kernel.address(base, 0), kernel.address(base, 1), byteSize);
  };
  return {
    memset(machine, base) {
      const kernel = kernelOf();
      const byteSize = kernel.number(base, 2);
      if (!isAllowed(machine, byteSize)) return;
      noteTouch(kernel, base, 0, byteSize, "written");
      machine.fill(kernel.address(base, 0), byteSize, kernel.low(base, 1) & 0xff);
    },
    memcpy: copy,
    memmove: copy,
    memcmp(machine, base) {
      const kernel = kernelOf();
      const byteSize = kernel.number(base, 2);
      if (!isAllowed(machine, byteSize)) return;
      const left = machine.loadBytes(kernel.address(base, 0), byteSize);
      const right = left && machine.loadBytes(kernel.address(base, 1), byteSize);
      if (left === undefined || right === undefined) return;
      kernel.answer(base, compare(left, right));
    },
    strlen(machine, base) {
      const kernel = kernelOf();
      const text = machine.loadString(kernel.address(base, 0));
      if (text !== undefined) kernel.answerNumber(base, text.length);
    },
    strcmp(machine, base) {
      const kernel = kernelOf();
      const left = machine.loadString(kernel.address(base, 0));
      const right = left && machine.loadString(kernel.address(base, 1));
      if (left === undefined || right === undefined) return;
      kernel.answer(base, compare(left, right));
    },
  };
}

/** Blocks in the linear map are told as touched, since that is where a fault is born. */
function noteTouch(
  kernel: KernelState,
  base: number,
  index: number,
  byteSize: number,
  how: string,
): void {
  const low = kernel.low(base, index);
  const high = kernel.high(base, index);
  if (byteSize === 0 || !kernel.frames.has(kernel.physicalOf(low, high))) return;
  kernel.record.note("touch", low, high, byteSize, 0, how);
}

function compare(left: Uint8Array, right: Uint8Array): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}
