/**
 * What an access of the program meets at an address that is no object's: the linear map, the array
 * of page structs, and the ranges that page tables map, each seen as the hardware sees it.
 */
import type { Access, Observer, Resolver } from "#engine/cmachine";
import { shadow } from "#engine/cmachine";
import { type AccessResult, kernelSpace, type MmProblem } from "#engine/mm";
import { type KernelState, toBigInt } from "./kernel-state.ts";
import { frameByteSize } from "./physical-frames.ts";

export class AddressSpace implements Resolver, Observer {
  readonly #kernel: () => KernelState;

  /** `kernel` is asked for late, since the machine that it needs is made with this. */
  constructor(kernel: () => KernelState) {
    this.#kernel = kernel;
  }

  resolve(low: number, high: number, isWrite: boolean): number {
    const kernel = this.#kernel();
    const physical = kernel.physicalOf(low, high);
    if (kernel.frames.has(physical)) return this.#resolveLinear(kernel, physical, isWrite);
    const structs = this.#structFrame(kernel, low, high);
    if (structs >= 0) return structs;
    return this.#resolveMapped(kernel, low, high, isWrite);
  }

  onLoad(access: Access): void {
    const kernel = this.#kernel();
    const slot = kernel.physicalOf(access.addressLow, access.addressHigh);
    const problem = kernel.mmu.findStaleRead(slot);
    if (problem !== undefined) kernel.record.problem(problem);
  }

  onStore(access: Access): void {
    const kernel = this.#kernel();
    const { frame, offset, byteSize, valueLow, valueHigh } = access;
    const { memory } = access.machine;
    const slot = kernel.physicalOf(access.addressLow, access.addressHigh);
    const entryByteSize = kernel.isWideEntry ? 8 : 4;
    if (byteSize === entryByteSize && slot % byteSize === 0) {
      const note = kernel.record.recorder.note("a plain store");
      kernel.mmu.storePlain(slot, valueLow, valueHigh);
      const { oldLow, oldHigh } = kernel.mmu;
      kernel.record.write(slot, oldLow, oldHigh, valueLow, valueHigh, note);
      kernel.dropTranslations();
      return;
    }
    const bytes = new Uint8Array(byteSize);
    for (let at = 0; at < byteSize; at++) {
      bytes[at] = (at < 4 ? valueLow >>> (8 * at) : valueHigh >>> (8 * (at - 4))) & 0xff;
    }
    memory.writeBytes(frame, offset, bytes);
    kernel.dropTranslations();
  }

  #resolveLinear(kernel: KernelState, physical: number, isWrite: boolean): number {
    const pfn = Math.floor(physical / kernel.pageByteSize);
    const what = `The linear map of page ${pfn}`;
    if (!touchPage(kernel, pfn, isWrite, what)) return -1;
    kernel.hasTranslations = true;
    return kernel.frames.frameAt(physical);
  }

  /** The page structs of a frame get the reference counts that the allocator knows. */
  #structFrame(kernel: KernelState, low: number, high: number): number {
    const { map, facts } = kernel.options;
    const offset = toBigInt(low, high) - map.vmemmapBase;
    const byteSize = kernel.nPages * facts.structPageByteSize;
    if (offset < 0n || offset >= BigInt(Math.ceil(byteSize / frameByteSize) * frameByteSize)) {
      return -1;
    }
    const index = Math.floor(Number(offset) / frameByteSize);
    let frame = kernel.structFrames.get(index);
    if (frame < 0) {
      const { memory } = kernel.machine;
      frame = memory.allocateFrame(shadow.ready);
      kernel.structFrames.add(index, frame);
      const from = index * frameByteSize;
      const first = Math.floor(from / facts.structPageByteSize);
      for (let page = first; page < kernel.nPages; page++) {
        const at = page * facts.structPageByteSize + facts.refcountOffset - from;
        if (at >= frameByteSize) break;
        const { count } = kernel.allocator.stateOf(kernel.firstPfn + page);
        if (at >= 0) memory.write32(frame, at, count);
      }
    }
    return frame;
  }

  #resolveMapped(kernel: KernelState, low: number, high: number, isWrite: boolean): number {
    const page = kernel.virtualPageOf(low, high);
    const tables = kernel.view.tablesOf(kernelSpace);
    if (tables === undefined || tables.findSlot(page) < 0) return -1;
    const address = `0x${toBigInt(low, high).toString(16)}`;
    const result = kernel.view.access(kernelSpace, page, isWrite);
    if (!judge(kernel, result, `Address ${address}`)) return -1;
    const slot = kernel.view.lastSlot;
    const { mmu } = kernel;
    const pfn = kernel.options.format.ptePfn(mmu.visibleLow(slot), mmu.visibleHigh(slot));
    const physical = pfn * kernel.pageByteSize + (low & (kernel.pageByteSize - 1));
    if (!kernel.frames.has(physical)) {
      kernel.machine.stop({
        kind: "unsupported",
        reason: `an access to page ${pfn}, which is no memory of the model`,
      });
      return -1;
    }
    kernel.hasTranslations = true;
    return kernel.frames.frameAt(physical);
  }
}

/** One access to a page through the linear map; false when the run ends with it. */
export function touchPage(
  kernel: KernelState,
  pfn: number,
  isWrite: boolean,
  what: string,
): boolean {
  const { allocator, linear } = kernel;
  const result = linear.access(pfn, isWrite);
  if (!judge(kernel, result, what)) return false;
  if (result === "ok" && !kernel.isAllocatorAtWork && pfn >= kernel.firstFreePfn) {
    if (!allocator.isAllocated(pfn)) return tellUseAfterFree(kernel, pfn, what, isWrite);
  }
  return true;
}

/** Tells what an access met; true when the program goes on. */
function judge(kernel: KernelState, result: AccessResult, what: string): boolean {
  const problem = kernel.view.describe(result, what);
  if (problem !== undefined) kernel.record.problem(problem);
  switch (result) {
    case "ok":
      return true;
    case "spurious-fault":
      if (kernel.view.afterSpuriousFault()) return true;
      break;
    case "stale-pending":
    case "stale-tlb":
      return true;
    case "not-mapped":
    case "protected":
      break;
  }
  kernel.stop("page fault");
  return false;
}

function tellUseAfterFree(
  kernel: KernelState,
  pfn: number,
  what: string,
  isWrite: boolean,
): boolean {
  const { allocation } = kernel.allocator.stateOf(pfn);
  const problem: MmProblem = {
    kind: "language-fault",
    isWrong: true,
    code: "use-after-free",
    message: `${what} is ${isWrite ? "written" : "read"}, and the page is free${
      allocation < 0 ? "" : ` since allocation ${allocation} was given back`
    }. Nothing would have faulted.`,
    citations: [],
  };
  kernel.record.problem(problem);
  kernel.stop("use after free");
  return false;
}
