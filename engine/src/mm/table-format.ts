/**
 * How entries of page tables look in memory, by architecture.
 *
 * The kernel's own inline functions read these entries, so they are those of the hardware (or, for
 * 32-bit Arm and the powerpc hash MMU, of Linux). Lanes are what lies in memory. Facts are those of
 * 6.12; each format names the files.
 */
import type { Entry } from "./entry.ts";
import type { LevelName } from "./geometry.ts";

export interface TableFormat {
  readonly id: string;
  readonly architecture: string;
  readonly sources: readonly string[];
  /** Bytes of an entry; a last-level entry of four bytes has no high lane. */
  readonly entryByteSize: (level: LevelName) => 4 | 8;
  /** Bytes of a table beyond its entries (32-bit Arm keeps the hardware's entries behind its own). */
  readonly extraTableBytes: (level: LevelName) => number;

  /** What a table of `level` is filled with. */
  readonly emptyEntry: (level: LevelName) => Entry;
  /** An entry of `level` that points to a table of the next level. */
  readonly tableEntry: (level: LevelName, tableAddress: number, isKernel: boolean) => Entry;
  readonly tableAddress: (level: LevelName, low: number, high: number) => number;
  /** As the kernel's pXd_none(), pXd_bad() and pXd_leaf(), for levels above the last. */
  readonly isNone: (level: LevelName, low: number, high: number) => boolean;
  readonly isBad: (level: LevelName, low: number, high: number) => boolean;
  readonly isLeaf: (level: LevelName, low: number, high: number) => boolean;

  readonly pteIsNone: (low: number, high: number) => boolean;
  /** Whether the hardware would translate by it. */
  readonly pteIsValid: (low: number, high: number) => boolean;
  /** Whether setting it owes a barrier (arm64: valid and not user). */
  readonly pteIsValidKernel: (low: number, high: number) => boolean;
  /** Whether its old translation has to be invalidated (H_PAGE_HASHPTE, pte_accessible()). */
  readonly pteIsCached: (low: number, high: number) => boolean;
  /** A valid entry as the first access leaves it, for which `pteIsCached` holds. */
  readonly cached: (low: number, high: number) => Entry;
  /** Whether ptep_get_and_clear() and the like invalidate the translation themselves (s390). */
  readonly invalidatesOnUpdate: boolean;
  readonly pteIsWritable: (low: number, high: number) => boolean;
  readonly ptePfn: (low: number, high: number) => number;
  /** A valid, writable kernel entry for a page, as the linear map has. */
  readonly linearPte: (pfn: number) => Entry;
  /** A kernel entry made invalid or valid, as __kernel_map_pages() does it. */
  readonly unmapped: (low: number, high: number) => Entry;
  readonly mapped: (low: number, high: number) => Entry;
}
