/** Host functions of the page allocator and of kmalloc(): who owns which page, and what is touched. */
import type { HostFunction } from "#engine/cmachine";
import { allocationSteps, freeSteps } from "#engine/mm";
import { touchPage } from "./address-space.ts";
import type { KernelState } from "./kernel-state.ts";

export function pageHosts(kernelOf: () => KernelState): Readonly<Record<string, HostFunction>> {
  return {
    /** (gfp, order): the first page's number, or 0. */
    __sim_take_pages(_machine, base) {
      const kernel = kernelOf();
      const { facts } = kernel.options;
      const gfp = kernel.low(base, 0);
      const order = kernel.low(base, 1);
      if ((gfp & facts.gfpDirectReclaim) !== 0) {
        kernel.locks.checkMaySleep("Allocating pages with direct reclaim", kernel.mmu);
      }
      const pfn = kernel.allocator.take(order);
      if (pfn > 0) for (let at = pfn; at < pfn + (1 << order); at++) kernel.writeCount(at);
      kernel.answerNumber(base, Math.max(0, pfn));
    },

    /** (pfn, order): 0 when it is wrong, and nothing is freed. */
    __sim_give_pages(_machine, base) {
      const kernel = kernelOf();
      const pfn = kernel.number(base, 0);
      kernel.readCount(pfn);
      const isGiven = kernel.allocator.give(pfn, kernel.low(base, 1));
      kernel.hasTranslations = true;
      kernel.dropTranslations();
      kernel.answer(base, isGiven ? 1 : 0);
    },

    /** (pfn, order): the pages are on the list now. */
    __sim_pages_given(_machine, base) {
      const kernel = kernelOf();
      const pfn = kernel.number(base, 0);
      const order = kernel.low(base, 1);
      for (let at = pfn; at < pfn + (1 << order); at++) {
        kernel.writeCount(at);
        if (kernel.options.switches.mapsPages) tellIfReachable(kernel, at);
      }
      kernel.allocator.release(pfn, order);
    },

    /** (pfn, order, gfp) */
    __sim_touch_on_alloc(_machine, base) {
      const kernel = kernelOf();
      const { facts, switches } = kernel.options;
      const isZeroed = (kernel.low(base, 2) & facts.gfpZero) !== 0;
      const steps = allocationSteps(switches, isZeroed).filter((step) => step !== "map");
      touchAll(kernel, base, steps.length > 0, "zeroing or checking a page that is allocated");
      const pfn = kernel.number(base, 0);
      if (!steps.includes("zero")) return;
      for (let at = pfn; at < pfn + (1 << kernel.low(base, 1)); at++) fillPage(kernel, at, 0);
    },

    /** (pfn, order) */
    __sim_touch_on_free(_machine, base) {
      const kernel = kernelOf();
      const steps = freeSteps(kernel.options.switches).filter((step) => step !== "unmap");
      touchAll(kernel, base, steps.length > 0, "poisoning or zeroing a page that is freed");
      const pfn = kernel.number(base, 0);
      for (let at = pfn; at < pfn + (1 << kernel.low(base, 1)); at++) {
        if (steps.includes("poison")) fillPage(kernel, at, 0xaa);
        else if (steps.includes("zero")) fillPage(kernel, at, 0);
      }
    },

    /** (pfn, delta): the new count, or -1 when there was no reference to take away. */
    __sim_page_count(_machine, base) {
      const kernel = kernelOf();
      const pfn = kernel.number(base, 0);
      if (!kernel.allocator.has(pfn)) {
        kernel.answer(base, kernel.allocator.changeCount(pfn, kernel.low(base, 1)));
        return;
      }
      kernel.readCount(pfn);
      const count = kernel.allocator.changeCount(pfn, kernel.low(base, 1));
      kernel.writeCount(pfn);
      kernel.answer(base, count);
    },

    /** Whether the linear map is the model's to write, and not the tree's. */
    __sim_maps_pages(_machine, base) {
      const kernel = kernelOf();
      kernel.answer(base, kernel.options.policy.linearMap === "kernel" ? 0 : 1);
    },
    /** (page, n, enable) */
    __sim_map_pages: mapPages(kernelOf),
    __sim_map_linear: mapPages(kernelOf),

    debug_pagealloc_enabled: answerDebug(kernelOf),
    debug_pagealloc_enabled_static: answerDebug(kernelOf),

    __sim_pfn_valid(_machine, base) {
      const kernel = kernelOf();
      kernel.answer(base, kernel.linear.has(kernel.number(base, 0)) ? 1 : 0);
    },

    /** (size, gfp) */
    __sim_kmalloc(_machine, base) {
      const kernel = kernelOf();
      const { facts } = kernel.options;
      const gfp = kernel.low(base, 1);
      if ((gfp & facts.gfpDirectReclaim) !== 0) {
        kernel.locks.checkMaySleep("kmalloc() with direct reclaim", kernel.mmu);
      }
      const isZeroed = (gfp & facts.gfpZero) !== 0;
      kernel.answerAddress(base, kernel.heap.allocate(kernel.number(base, 0), isZeroed));
    },
    __sim_kfree(_machine, base) {
      const kernel = kernelOf();
      kernel.heap.free(kernel.address(base, 0));
    },
  };
}

function answerDebug(kernelOf: () => KernelState): HostFunction {
  return (_machine, base) => {
    const kernel = kernelOf();
    kernel.answer(base, kernel.options.debugPagealloc ? 1 : 0);
  };
}

function mapPages(kernelOf: () => KernelState): HostFunction {
  return (_machine, base) => {
    const kernel = kernelOf();
    const { options } = kernel;
    const structs = kernel.address(base, 0) - options.map.vmemmapBase;
    const pfn = kernel.firstPfn + Number(structs / BigInt(options.facts.structPageByteSize));
    const isEnabled = kernel.low(base, 2) !== 0;
    kernel.linear.setValid(pfn, kernel.low(base, 1), isEnabled);
    kernel.record.note(isEnabled ? "linear-map" : "linear-unmap", 0, 0, pfn, 0, "by the model");
    kernel.hasTranslations = true;
    kernel.dropTranslations();
    kernel.stopIfStopped();
  };
}

function touchAll(kernel: KernelState, base: number, isTouched: boolean, what: string): void {
  if (!isTouched) return;
  const pfn = kernel.number(base, 0);
  kernel.isAllocatorAtWork = true;
  for (let at = pfn; at < pfn + (1 << kernel.low(base, 1)); at++) {
    kernel.record.note("touch", 0, 0, at, 0, what);
    if (!touchPage(kernel, at, true, `Page ${at} (${what})`)) break;
  }
  kernel.isAllocatorAtWork = false;
}

function fillPage(kernel: KernelState, pfn: number, byte: number): void {
  const bytes = new Uint8Array(4096).fill(byte);
  const from = pfn * kernel.pageByteSize;
  for (let at = from; at < from + kernel.pageByteSize; at += 4096) {
    kernel.machine.memory.writeBytes(kernel.frames.frameAt(at), 0, bytes);
  }
}

/** A freed page that the hardware still reaches: debug_pagealloc would not notice an access. */
function tellIfReachable(kernel: KernelState, pfn: number): void {
  const { policy } = kernel.options;
  const reach = kernel.linear.reach(pfn);
  if (reach === "no") return;
  const isPending = reach === "pending";
  kernel.record.problem({
    kind: "lost-detection",
    isWrong: isPending,
    code: isPending ? "freed-page-still-mapped" : "freed-page-in-tlb",
    message: isPending
      ? `Page ${pfn} is free, and its entry in the linear map is still in force: an access to it goes unnoticed until the section's updates take effect.`
      : reach === "tlb"
        ? `Page ${pfn} is free, and a translation of it is still cached. This is not a matter of lazy MMU mode.`
        : `Page ${pfn} is free, and __kernel_map_pages() left it in the linear map.`,
    citations: policy.citations,
  });
}
