/**
 * The bits of an entry as the processor computes with them, and as they lie in memory.
 *
 * They are the same, but for book3s64 powerpc, whose entries are big-endian in memory whatever the
 * kernel's byte order is (arch/powerpc/include/asm/pgtable-be-types.h, pte_val(), 6.12). Each
 * function undoes itself.
 */
export interface EntryBits {
  readonly low: (low: number, high: number) => number;
  readonly high: (low: number, high: number) => number;
}

const same: EntryBits = { low: (low) => low, high: (_low, high) => high };

const swapped: EntryBits = {
  low: (_low, high) => swapBytes(high),
  high: (low) => swapBytes(low),
};

export function entryBitsOf(architecture: string): EntryBits {
  return architecture === "powerpc" ? swapped : same;
}

function swapBytes(lane: number): number {
  return ((lane & 0xff) << 24) | ((lane & 0xff00) << 8) | ((lane >>> 8) & 0xff00) | (lane >>> 24);
}
