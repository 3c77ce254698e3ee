/**
 * What the page allocator does to a page besides changing its owner, in order.
 *
 * The order is that of post_alloc_hook() and free_pages_prepare() (mm/page_alloc.c, 6.12; the same
 * in 7.0): mapping comes first on the way out, unmapping last on the way in, before the page is put
 * on a list.
 */

export interface PageDebugOptions {
  readonly debugPagealloc: boolean;
  /** CONFIG_ARCH_SUPPORTS_DEBUG_PAGEALLOC; without it debug_pagealloc poisons instead. */
  readonly isPageallocSupported: boolean;
  readonly pagePoisoning: boolean;
  readonly initOnAlloc: boolean;
  readonly initOnFree: boolean;
}

export type AllocationStep =
  /** __kernel_map_pages(page, n, 1). */
  | "map"
  /** Every byte is read, and compared with the poison. */
  | "check-poison"
  | "zero";
export type FreeStep =
  | "poison"
  | "zero"
  /** __kernel_map_pages(page, n, 0). */
  | "unmap";

export interface PageSwitches {
  readonly mapsPages: boolean;
  readonly poisons: boolean;
  readonly initOnAlloc: boolean;
  readonly initOnFree: boolean;
}

/** Poisoning turns the two init switches off (mm/mm_init.c, mem_debugging_and_hardening_init(), 6.12). */
export function pageSwitches(options: PageDebugOptions): PageSwitches {
  const { debugPagealloc, isPageallocSupported } = options;
  const poisons = options.pagePoisoning || (debugPagealloc && !isPageallocSupported);
  return {
    mapsPages: debugPagealloc && isPageallocSupported,
    poisons,
    initOnAlloc: options.initOnAlloc && !poisons,
    initOnFree: options.initOnFree && !poisons,
  };
}

/** `isZeroed` is __GFP_ZERO. */
export function allocationSteps(switches: PageSwitches, isZeroed: boolean): AllocationStep[] {
  const steps: AllocationStep[] = [];
  if (switches.mapsPages) steps.push("map");
  if (switches.poisons) steps.push("check-poison");
  if (!switches.initOnFree && (switches.initOnAlloc || isZeroed)) steps.push("zero");
  return steps;
}

export function freeSteps(switches: PageSwitches): FreeStep[] {
  const steps: FreeStep[] = [];
  if (switches.poisons) steps.push("poison");
  if (switches.initOnFree) steps.push("zero");
  if (switches.mapsPages) steps.push("unmap");
  return steps;
}

/** PAGE_POISON (include/linux/poison.h, 6.12). */
export const poisonByte = 0xaa;
