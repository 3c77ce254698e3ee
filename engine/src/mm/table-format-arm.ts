/** Entries of 64-bit and 32-bit Arm. */
import { addressEntry, addressOf, zeroEntry } from "./entry.ts";
import { anyOf, byLevel, equals, isZero, never, setting, unchanged } from "./format-bits.ts";
import type { TableFormat } from "./table-format.ts";

const valid = 1n;
const table = 3n;
const user = 1n << 6n;
const readOnly = 1n << 7n;
const uxn = 1n << 54n;
const dbm = 1n << 51n;
/** PAGE_KERNEL: type page, inner shareable, accessed, dirty, PXN, UXN, writable, normal memory. */
const kernelPage = table | (3n << 8n) | (1n << 10n) | (1n << 53n) | uxn | dbm | (1n << 55n);
const addressHigh = 0x0000_ffff;

/** `pageShift` decides how many low bits are flags; no entry of the model lies above 2^48. */
export function arm64Format(pageShift: number): TableFormat {
  const pageByteSize = 2 ** pageShift;
  const addressLow = -pageByteSize | 0;
  const isLeaf = equals(3n, 1n);
  return {
    id: `arm64-${2 ** (pageShift - 10)}k`,
    architecture: "arm64",
    sources: [
      "arch/arm64/include/asm/pgtable-hwdef.h, PMD_TYPE_TABLE, 6.12",
      "arch/arm64/include/asm/pgtable.h, pte_valid_not_user(), 6.12",
      "arch/arm64/include/asm/pgalloc.h, pmd_populate_kernel(), 6.12",
    ],
    entryByteSize: () => 8,
    extraTableBytes: () => 0,
    emptyEntry: () => zeroEntry,
    tableEntry: (_level, address, isKernel) =>
      addressEntry(address, table | (isKernel ? 1n << 60n : 1n << 59n)),
    tableAddress: (_level, low, high) => addressOf(low, high, addressLow, addressHigh),
    isNone: (_level, low, high) => isZero(low, high),
    isBad: byLevel(
      { pgd: (low) => (low & 2) === 0, p4d: (low) => (low & 2) === 0 },
      (low) => (low & 3) !== 3,
    ),
    isLeaf: byLevel({ pgd: never, p4d: never }, isLeaf),
    pteIsNone: isZero,
    pteIsValid: anyOf(valid),
    // Executable by the kernel alone counts as the kernel's; by user code alone does not.
    pteIsValidKernel: equals(valid | user | uxn, valid | uxn),
    pteIsCached: anyOf(valid),
    cached: unchanged,
    invalidatesOnUpdate: false,
    pteIsWritable: equals(readOnly, 0n),
    ptePfn: (low, high) => addressOf(low, high, addressLow, addressHigh) / pageByteSize,
    linearPte: (pfn) => addressEntry(pfn * pageByteSize, kernelPage),
    // set_memory_valid() of 6.12 exchanges PTE_VALID alone.
    unmapped: setting(0n, valid),
    mapped: setting(valid),
  };
}

/** L_PTE_* of the classic format: entries are Linux's own, the hardware's lie 2048 bytes behind. */
export const armFormat: TableFormat = {
  id: "arm-2level",
  architecture: "arm",
  sources: [
    "arch/arm/include/asm/pgtable-2level.h, PTE_HWTABLE_OFF, 6.12",
    "arch/arm/include/asm/pgalloc.h, __pmd_populate(), 6.12",
  ],
  entryByteSize: (level) => (level === "pte" ? 4 : 8),
  extraTableBytes: (level) => (level === "pte" ? 2048 : 0),
  emptyEntry: () => zeroEntry,
  tableEntry: (_level, address, isKernel) => {
    const low = (address + 2048) | 0x11 | (isKernel ? 0 : 1 << 5);
    return { low, high: (low + 1024) | 0 };
  },
  tableAddress: (_level, low) => (low & ~0xfff) >>> 0,
  isNone: (_level, low) => low === 0,
  isBad: (_level, low) => (low & 2) !== 0,
  isLeaf: (_level, low) => (low & 2) !== 0,
  pteIsNone: (low) => low === 0,
  pteIsValid: (low) => (low & 1) !== 0,
  pteIsValidKernel: (low) => (low & 0x101) === 1,
  pteIsCached: (low) => (low & 1) !== 0,
  cached: unchanged,
  invalidatesOnUpdate: false,
  pteIsWritable: (low) => (low & 0x80) === 0,
  ptePfn: (low) => low >>> 12,
  // Present, young, dirty, write-allocate, shared, never executed.
  linearPte: (pfn) => ({ low: (pfn << 12) | 0x65f, high: 0 }),
  unmapped: (low) => ({ low: low & ~1, high: 0 }),
  mapped: (low) => ({ low: low | 1, high: 0 }),
};

export const armLpaeFormat: TableFormat = {
  ...arm64Format(12),
  id: "arm-lpae",
  architecture: "arm",
  sources: [
    "arch/arm/include/asm/pgtable-3level.h, L_PTE_VALID, 6.12",
    "arch/arm/include/asm/pgalloc.h, pud_populate(), 6.12",
  ],
  tableEntry: (_level, address) => addressEntry(address, table),
  tableAddress: (_level, low, high) => addressOf(low, high, ~0xfff, 0xff),
  isBad: (_level, low) => (low & 2) === 0,
  isLeaf: byLevel({ pgd: never }, equals(3n, 1n)),
  pteIsWritable: equals(1n << 58n, 0n),
  ptePfn: (low, high) => addressOf(low, high, ~0xfff, 0xff) / 4096,
  // L_PTE_PRESENT, write-allocate, shared, young, XN, dirty.
  linearPte: (pfn) => addressEntry(pfn * 4096, 0x00c0_0000_0000_071fn),
};
