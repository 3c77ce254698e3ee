/**
 * Where things lie in the address space of a modelled machine, by architecture.
 *
 * The bases are those of a common configuration of 6.12 (PAGE_OFFSET, VMEMMAP_START and
 * VMALLOC_START in the architecture's headers); the kernel image and the stack lie where the
 * model has room. Physical memory begins at 1 GiB, so that no physical address is an index.
 */

export interface MemoryMap {
  readonly physicalBase: number;
  /** Of the linear map. */
  readonly linearBase: bigint;
  /** Of the array of struct page. */
  readonly vmemmapBase: bigint;
  /** Where a walk of kernel entries begins. */
  readonly kernelRange: bigint;
  /** Where a walk of a process's entries begins. */
  readonly userRange: bigint;
  readonly codeBase: bigint;
  readonly labelBase: bigint;
  readonly objectBase: bigint;
  readonly heapBase: bigint;
  /** The stack grows down from here. */
  readonly stackTop: bigint;
}

const gibibyte = 0x4000_0000;

/** The image, heap and stack of a 64-bit kernel, in the top two gibibytes. */
const image64 = {
  physicalBase: gibibyte,
  codeBase: 0xffff_ffff_8000_0000n,
  labelBase: 0xffff_ffff_9000_0000n,
  objectBase: 0xffff_ffff_a000_0000n,
  heapBase: 0xffff_ffff_c000_0000n,
  stackTop: 0xffff_ffff_e000_0000n,
  userRange: 0x0000_0040_0000_0000n,
} as const;

const maps: Readonly<Record<string, MemoryMap>> = {
  arm64: {
    ...image64,
    linearBase: 0xffff_0000_0000_0000n,
    vmemmapBase: 0xffff_fdff_c000_0000n,
    kernelRange: 0xffff_8000_9000_0000n,
  },
  x86: {
    ...image64,
    linearBase: 0xffff_8880_0000_0000n,
    vmemmapBase: 0xffff_ea00_0000_0000n,
    kernelRange: 0xffff_c900_4000_0000n,
  },
  riscv: {
    ...image64,
    linearBase: 0xffff_af80_0000_0000n,
    vmemmapBase: 0xffff_8d80_0000_0000n,
    kernelRange: 0xffff_8f80_4000_0000n,
  },
  s390: {
    ...image64,
    linearBase: 0x0000_0000_4000_0000n,
    vmemmapBase: 0x0003_7200_0000_0000n,
    kernelRange: 0x0003_7fe0_4000_0000n,
  },
  powerpc: {
    ...image64,
    linearBase: 0xc000_0000_0000_0000n,
    vmemmapBase: 0xc00c_0000_0000_0000n,
    kernelRange: 0xc008_0000_4000_0000n,
  },
  sparc64: {
    ...image64,
    linearBase: 0xfff8_0000_0000_0000n,
    vmemmapBase: 0xfff0_0000_0000_0000n,
    kernelRange: 0x0000_0001_4000_0000n,
  },
  arm: {
    physicalBase: gibibyte,
    linearBase: 0xc000_0000n,
    vmemmapBase: 0xde00_0000n,
    kernelRange: 0xe080_0000n,
    userRange: 0x1000_0000n,
    codeBase: 0xf000_0000n,
    labelBase: 0xf100_0000n,
    objectBase: 0xf200_0000n,
    heapBase: 0xf600_0000n,
    stackTop: 0xfa00_0000n,
  },
};

/** The map of an architecture that `build-architectures` knows; undefined for others. */
export function findMemoryMap(architecture: string): MemoryMap | undefined {
  return maps[architecture];
}
