/**
 * Page-table geometries as data: what each level covers and how many entries a table has.
 *
 * A level is `shift/entries`; `-` means folded, that is, the level passes through. Order: PGD, P4D,
 * PUD, PMD, PTE. The PTE level's shift is the page's.
 */

export interface GeometryRow {
  readonly id: string;
  readonly architecture: string;
  readonly vaBits: number;
  readonly levels: string;
  readonly source: string;
}

const arm64Source = "arch/arm64/include/asm/pgtable-hwdef.h, ARM64_HW_PGTABLE_LEVEL_SHIFT(), 6.12";
const x86Source = "arch/x86/include/asm/pgtable_64_types.h, PTRS_PER_PGD, 6.12";
const riscvSource = "arch/riscv/include/asm/pgtable-64.h, PGDIR_SHIFT, 6.12";
const s390Source = "arch/s390/include/asm/pgtable.h, _CRST_ENTRIES and _REGION1_SHIFT, 6.12";

export const geometryRows: readonly GeometryRow[] = [
  row("arm64-4k-39", "arm64", 39, "30/512 - - 21/512 12/512", arm64Source),
  row("arm64-4k-48", "arm64", 48, "39/512 - 30/512 21/512 12/512", arm64Source),
  row("arm64-4k-52", "arm64", 52, "48/16 39/512 30/512 21/512 12/512", arm64Source),
  row("arm64-16k-36", "arm64", 36, "25/2048 - - - 14/2048", arm64Source),
  row("arm64-16k-47", "arm64", 47, "36/2048 - - 25/2048 14/2048", arm64Source),
  row("arm64-16k-48", "arm64", 48, "47/2 - 36/2048 25/2048 14/2048", arm64Source),
  row("arm64-16k-52", "arm64", 52, "47/32 - 36/2048 25/2048 14/2048", arm64Source),
  row("arm64-64k-42", "arm64", 42, "29/8192 - - - 16/8192", arm64Source),
  row("arm64-64k-48", "arm64", 48, "42/64 - - 29/8192 16/8192", arm64Source),
  row("arm64-64k-52", "arm64", 52, "42/1024 - - 29/8192 16/8192", arm64Source),
  row("x86-4k-48", "x86", 48, "39/512 - 30/512 21/512 12/512", x86Source),
  row("x86-4k-57", "x86", 57, "48/512 39/512 30/512 21/512 12/512", x86Source),
  row(
    "x86-32-pae",
    "x86",
    32,
    "30/4 - - 21/512 12/512",
    "arch/x86/include/asm/pgtable-3level_types.h, PTRS_PER_PGD, 6.12",
  ),
  row(
    "x86-32-2level",
    "x86",
    32,
    "22/1024 - - - 12/1024",
    "arch/x86/include/asm/pgtable-2level_types.h, PTRS_PER_PGD, 6.12",
  ),
  row("riscv64-sv39", "riscv", 39, "30/512 - - 21/512 12/512", riscvSource),
  row("riscv64-sv48", "riscv", 48, "39/512 - 30/512 21/512 12/512", riscvSource),
  row("riscv64-sv57", "riscv", 57, "48/512 39/512 30/512 21/512 12/512", riscvSource),
  row(
    "powerpc-hash-4k",
    "powerpc",
    46,
    "37/512 - 28/512 21/128 12/512",
    "arch/powerpc/include/asm/book3s/64/hash-4k.h, H_PGD_INDEX_SIZE, 6.12",
  ),
  row(
    "powerpc-hash-64k",
    "powerpc",
    52,
    "44/256 - 34/1024 24/1024 16/256",
    "arch/powerpc/include/asm/book3s/64/hash-64k.h, H_PGD_INDEX_SIZE, 6.12",
  ),
  row(
    "powerpc-radix-4k",
    "powerpc",
    52,
    "39/8192 - 30/512 21/512 12/512",
    "arch/powerpc/include/asm/book3s/64/radix-4k.h, RADIX_PGD_INDEX_SIZE, 6.12",
  ),
  row(
    "powerpc-radix-64k",
    "powerpc",
    52,
    "39/8192 - 30/512 21/512 16/32",
    "arch/powerpc/include/asm/book3s/64/radix-64k.h, RADIX_PGD_INDEX_SIZE, 6.12",
  ),
  // The address-space control element says at run time which table is the top one, so it is the
  // upper levels that fold (arch/s390/include/asm/pgtable.h, pgd_offset_raw(), 6.12).
  row("s390-3level", "s390", 42, "- - 31/2048 20/2048 12/256", s390Source),
  row("s390-4level", "s390", 53, "- 42/2048 31/2048 20/2048 12/256", s390Source),
  row("s390-5level", "s390", 64, "53/2048 42/2048 31/2048 20/2048 12/256", s390Source),
  row(
    "sparc64-8k",
    "sparc64",
    53,
    "43/1024 - 33/1024 23/1024 13/1024",
    "arch/sparc/include/asm/pgtable_64.h, PGDIR_SHIFT, 6.12",
  ),
  row(
    "arm-2level",
    "arm",
    32,
    "21/2048 - - - 12/512",
    "arch/arm/include/asm/pgtable-2level.h, PTRS_PER_PGD, 6.12",
  ),
  row(
    "arm-lpae",
    "arm",
    32,
    "30/4 - - 21/512 12/512",
    "arch/arm/include/asm/pgtable-3level.h, PTRS_PER_PGD, 6.12",
  ),
];

function row(
  id: string,
  architecture: string,
  vaBits: number,
  levels: string,
  source: string,
): GeometryRow {
  return { id, architecture, vaBits, levels, source };
}
