/** Entries of x86, native and Xen PV (machine frame numbers are page frame numbers in the model). */
import { addressEntry, addressOf, zeroEntry } from "./entry.ts";
import { anyOf, byLevel, equals, isZero, never, setting, unchanged } from "./format-bits.ts";
import type { TableFormat } from "./table-format.ts";

const present = 1n;
const large = 1n << 7n;
/** _KERNPG_TABLE: present, writable, accessed, dirty; _PAGE_TABLE adds user. */
const kernelTable = 0x63n;
const anyTable = 0x67n;
/** __PAGE_KERNEL: as a table, global, never executed. */
const kernelPage = 0x8000_0000_0000_0163n;
/** Accessed and dirty may be set by a CPU erratum, and 32 bits have no more (pte_none()). */
const erratum = 0x60n;
/** Bits 12 to 51. */
const addressHigh = 0x000f_ffff;
/** Flags: all but the address bits. */
const flags = 0xfff0_0000_0000_0fffn;

const pmdIsTable = equals(flags & ~(4n | 0x20n), kernelTable & ~0x20n);
const pgdIsTable = equals(flags & ~(4n | (1n << 63n)), kernelTable);
const isNone = equals(~erratum & 0xffff_ffff_ffff_ffffn, 0n);

export const x86Format: TableFormat = {
  id: "x86-64",
  architecture: "x86",
  sources: [
    "arch/x86/include/asm/pgtable_types.h, _KERNPG_TABLE, 6.12",
    "arch/x86/include/asm/pgtable.h, pmd_bad(), pud_bad(), p4d_bad() and pgd_bad(), 6.12",
    "arch/x86/include/asm/pgalloc.h, pmd_populate_kernel() and pud_populate(), 6.12",
  ],
  entryByteSize: () => 8,
  extraTableBytes: () => 0,
  emptyEntry: () => zeroEntry,
  // The kernel's tables carry _PAGE_TABLE, too.
  tableEntry: (_level, address) => addressEntry(address, anyTable),
  tableAddress: (_level, low, high) => addressOf(low, high, ~0xfff, addressHigh),
  isNone: byLevel({ pgd: isZero }, isNone),
  isBad: byLevel(
    {
      // Page-table isolation may set NX in the upper two levels.
      pgd: (low, high) => !pgdIsTable(low, high),
      p4d: anyOf(flags & ~(anyTable | (1n << 63n))),
      pud: anyOf(flags & ~anyTable),
    },
    (low, high) => !pmdIsTable(low, high),
  ),
  isLeaf: byLevel({ pgd: never, p4d: never }, anyOf(large)),
  pteIsNone: isNone,
  pteIsValid: anyOf(present),
  pteIsValidKernel: equals(present | 4n, present),
  pteIsCached: anyOf(present),
  cached: unchanged,
  invalidatesOnUpdate: false,
  pteIsWritable: anyOf(2n),
  ptePfn: (low, high) => addressOf(low, high, ~0xfff, addressHigh) / 4096,
  linearPte: (pfn) => addressEntry(pfn * 4096, kernelPage),
  // __set_pages_np() clears _PAGE_PRESENT, _PAGE_RW and _PAGE_DIRTY, and __set_pages_p() sets the
  // first two (arch/x86/mm/pat/set_memory.c, 6.12); 6.1 leaves _PAGE_DIRTY.
  unmapped: setting(0n, 0x43n),
  mapped: setting(3n),
};

/** Two levels of four-byte entries; PAE uses the 64-bit format. */
export const x86TwoLevelFormat: TableFormat = {
  ...x86Format,
  id: "x86-32-2level",
  sources: ["arch/x86/include/asm/pgtable-2level_types.h, pteval_t, 6.12"],
  entryByteSize: () => 4,
  tableAddress: (_level, low) => (low & ~0xfff) >>> 0,
  isNone: (_level, low) => low === 0,
  isBad: (_level, low) => (low & 0xfff & ~0x24) !== 0x43,
  isLeaf: (_level, low) => (low & 0x80) !== 0,
  pteIsNone: (low) => low === 0,
  ptePfn: (low) => low >>> 12,
  linearPte: (pfn) => ({ low: (pfn << 12) | 0x163, high: 0 }),
};
