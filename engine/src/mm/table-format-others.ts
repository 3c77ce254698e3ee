/** Entries of riscv, powerpc (hash and radix), s390 and sparc64. */
import { addressEntry, addressOf, toEntry, zeroEntry } from "./entry.ts";
import { anyOf, byLevel, equals, isZero, never, setting, unchanged } from "./format-bits.ts";
import type { TableFormat } from "./table-format.ts";

const plain = {
  entryByteSize: (): 4 | 8 => 8,
  extraTableBytes: () => 0,
};

/** Bits 10 to 53. */
const riscvPfn = (low: number, high: number) => addressOf(low, high, ~0x3ff, 0x003f_ffff) / 1024;

export const riscvFormat: TableFormat = {
  ...plain,
  id: "riscv64",
  architecture: "riscv",
  sources: [
    "arch/riscv/include/asm/pgtable-bits.h, _PAGE_PFN_SHIFT, 6.12",
    "arch/riscv/include/asm/pgtable.h, pmd_bad(), 6.12",
    "arch/riscv/include/asm/pgtable-64.h, pud_bad(), 6.12",
    "arch/riscv/include/asm/pgalloc.h, pmd_populate_kernel(), 6.12",
  ],
  emptyEntry: () => zeroEntry,
  tableEntry: (_level, address) => addressEntry(address / 4, 1n),
  tableAddress: (_level, low, high) => riscvPfn(low, high) * 4096,
  isNone: (_level, low, high) => isZero(low, high),
  isBad: byLevel({ pmd: (low) => (low & 1) === 0 || (low & 0xe) !== 0 }, (low) => (low & 1) === 0),
  isLeaf: byLevel({ pgd: never, p4d: never }, (low) => (low & 1) !== 0 && (low & 0xe) !== 0),
  pteIsNone: isZero,
  pteIsValid: anyOf(1n),
  pteIsValidKernel: equals(0x11n, 1n),
  pteIsCached: anyOf(1n),
  cached: unchanged,
  invalidatesOnUpdate: false,
  pteIsWritable: anyOf(4n),
  ptePfn: riscvPfn,
  // _PAGE_KERNEL: read, write, present, accessed, dirty, global.
  linearPte: (pfn) => addressEntry(pfn * 1024, 0xe7n),
  unmapped: setting(0n, 1n),
  mapped: setting(1n),
};

const ppcPresent = 1n << 63n;
const ppcPte = 1n << 62n;
/** _PAGE_BASE, _PAGE_PTE and _PAGE_KERNEL_RW: present, accessed, privileged, read, write, dirty. */
const ppcKernelPage = ppcPresent | ppcPte | 0x18en;

function powerpcBase(pageShift: number): Omit<TableFormat, "id" | "tableEntry" | "isBad"> {
  const pageByteSize = 2 ** pageShift;
  const pageMask = -pageByteSize | 0;
  const pfn = (low: number, high: number) =>
    addressOf(low, high, pageMask, 0x001f_ffff) / pageByteSize;
  return {
    ...plain,
    architecture: "powerpc",
    sources: [
      "arch/powerpc/include/asm/book3s/64/pgtable.h, _PAGE_PTE and __pgtable_ptr_val(), 6.12",
      "arch/powerpc/include/asm/book3s/64/pgalloc.h, pmd_populate_kernel(), 6.12",
      "arch/powerpc/include/asm/book3s/64/hash-64k.h, H_PAGE_HASHPTE, 6.12",
    ],
    emptyEntry: () => zeroEntry,
    // PMD_MASKED_BITS, PUD_MASKED_BITS and P4D_MASKED_BITS.
    tableAddress: (_level, low, high) => addressOf(low, high, ~0xff, 0x3fff_ffff),
    isNone: (_level, low, high) => isZero(low, high),
    isLeaf: byLevel({ pgd: never, p4d: never }, anyOf(ppcPte)),
    pteIsNone: isZero,
    // pte_hw_valid().
    pteIsValid: equals(ppcPresent | ppcPte, ppcPresent | ppcPte),
    pteIsValidKernel: equals(ppcPresent | 8n, ppcPresent | 8n),
    pteIsCached: anyOf(ppcPresent),
    cached: unchanged,
    invalidatesOnUpdate: false,
    pteIsWritable: anyOf(2n),
    ptePfn: pfn,
    linearPte: (page) => addressEntry(page * pageByteSize, ppcKernelPage),
    unmapped: setting(0n, ppcPresent),
    mapped: setting(ppcPresent),
  };
}

export function radixFormat(pageShift: number): TableFormat {
  const bad = anyOf(0x6000_0000_0000_00e0n);
  // RADIX_*_VAL_BITS: the valid bit, and the size of the table below as a power of two.
  const below = { pgd: 9n, p4d: 9n, pud: 9n, pmd: pageShift === 12 ? 9n : 5n, pte: 0n };
  return {
    ...powerpcBase(pageShift),
    id: `powerpc-radix-${2 ** (pageShift - 10)}k`,
    tableEntry: (level, address) => addressEntry(address, ppcPresent | below[level]),
    isBad: (_level, low, high) => bad(low, high),
  };
}

export function hashFormat(pageShift: number): TableFormat {
  const isSmall = pageShift === 12;
  // PTE_TABLE_SIZE - 1 and PMD_TABLE_SIZE - 1.
  const hashed = isSmall ? 1n << 60n : 1n << 55n;
  const badPmd = anyOf(0xfffn);
  const badPud = anyOf(isSmall ? 0x3ffn : 0x1fffn);
  return {
    ...powerpcBase(pageShift),
    id: `powerpc-hash-${2 ** (pageShift - 10)}k`,
    // With 64K pages the hash slots lie behind the entries (H_PTE_TABLE_SIZE, H_PMD_TABLE_SIZE).
    extraTableBytes: (level) => (isSmall ? 0 : ({ pte: 2048, pmd: 8192 }[level as string] ?? 0)),
    tableEntry: (_level, address) => addressEntry(address, ppcPresent),
    isBad: byLevel({ pmd: badPmd, pud: badPud }, isZero),
    // __hash_page_4K() and __hash_page_64K() set H_PAGE_HASHPTE and _PAGE_ACCESSED.
    pteIsCached: anyOf(hashed),
    cached: setting(hashed | 0x100n),
  };
}

const s390Invalid = 0x400n;
const s390Types = { pgd: 0xfn, p4d: 0xbn, pud: 0x7n, pmd: 0n, pte: 0n } as const;
const s390Empty = { pgd: 0x2cn, p4d: 0x28n, pud: 0x24n, pmd: 0x20n, pte: s390Invalid } as const;

export const s390Format: TableFormat = {
  ...plain,
  id: "s390",
  architecture: "s390",
  sources: [
    "arch/s390/include/asm/pgtable.h, _REGION2_ENTRY_EMPTY and pud_bad(), 6.12",
    "arch/s390/include/asm/pgalloc.h, pmd_populate(), 6.12",
  ],
  emptyEntry: (level) => toEntry(s390Empty[level]),
  tableEntry: (level, address) => addressEntry(address, s390Types[level]),
  tableAddress: (level, low, high) =>
    addressOf(low, high, level === "pmd" ? ~0x7ff : ~0xfff, 0x001f_ffff),
  isNone: (level, low, high) =>
    level === "pgd" ? (low & 0x20) !== 0 : high === 0 && low === Number(s390Empty[level]),
  isBad: byLevel(
    {
      pgd: (low) => (low & 0xc) === 0xc && (low & 0xdd0) !== 0,
      p4d: (low) => (low & 0xc) > 8 || ((low & 0xc) === 8 && (low & 0xdd0) !== 0),
      pud: (low) =>
        (low & 0xc) > 4 || ((low & 0xc) === 4 && ((low & 0x400) !== 0 || (low & 0xdd0) !== 0)),
    },
    (low) => (low & 0xc) > 0 || (low & 0x400) !== 0 || (low & 0x1c0) !== 0,
  ),
  isLeaf: byLevel(
    { pgd: never, p4d: never, pud: (low) => (low & 0xc) === 4 && (low & 0x400) !== 0 },
    (low) => (low & 0x400) !== 0,
  ),
  pteIsNone: equals(0xffff_ffff_ffff_ffffn, s390Invalid),
  pteIsValid: equals(s390Invalid, 0n),
  pteIsValidKernel: equals(s390Invalid, 0n),
  pteIsCached: equals(s390Invalid, 0n),
  cached: unchanged,
  invalidatesOnUpdate: true,
  pteIsWritable: equals(0x200n, 0n),
  ptePfn: (low, high) => addressOf(low, high, ~0xfff, 0x001f_ffff) / 4096,
  // PAGE_KERNEL: present, read, write, young, dirty, never executed.
  linearPte: (pfn) => addressEntry(pfn * 4096, 0x13dn),
  unmapped: setting(s390Invalid),
  mapped: setting(0n, s390Invalid),
};

const sparcValid = 1n << 63n;
const sparcPmdHuge = 1n << 56n;

/** The sun4v layout. */
export const sparc64Format: TableFormat = {
  ...plain,
  id: "sparc64",
  architecture: "sparc64",
  sources: [
    "arch/sparc/include/asm/pgtable_64.h, pmd_set(), pmd_bad() and pte_accessible(), 6.12",
    "arch/sparc/mm/init_64.c, sun4v_pgprot_init(), 6.12",
  ],
  emptyEntry: () => zeroEntry,
  tableEntry: (_level, address) => addressEntry(address, 0n),
  tableAddress: (_level, low, high) => addressOf(low, high, ~0, 0x001f_ffff),
  isNone: (_level, low, high) => isZero(low, high),
  isBad: (_level, low) => (low & 0x1fff) !== 0,
  isLeaf: byLevel({ pgd: never, p4d: never }, anyOf(sparcPmdHuge)),
  pteIsNone: isZero,
  pteIsValid: anyOf(sparcValid),
  pteIsValidKernel: equals(sparcValid | 0x100n, sparcValid | 0x100n),
  pteIsCached: anyOf(sparcValid),
  cached: unchanged,
  invalidatesOnUpdate: false,
  pteIsWritable: anyOf(0x40n),
  ptePfn: (low, high) => addressOf(low, high, ~0x1fff, 0x001f_ffff) / 8192,
  // PAGE_KERNEL: valid, present, cacheable, privileged, executable, accessed, modified, writable.
  linearPte: (pfn) => addressEntry(pfn * 8192, 0xbc00_0000_0000_07d0n),
  // __kernel_map_pages() writes a whole entry or zero.
  unmapped: () => zeroEntry,
  mapped: (low, high) => ({ low, high }),
};
