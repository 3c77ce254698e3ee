/** The parts that formats are made of: masks over both lanes, as predicates and as rewrites. */
import { type Entry, swapLane, toEntry } from "./entry.ts";
import type { LevelName } from "./geometry.ts";
import type { TableFormat } from "./table-format.ts";

export type Predicate = (low: number, high: number) => boolean;

export function anyOf(mask: bigint): Predicate {
  const { low: lowMask, high: highMask } = toEntry(mask);
  return (low, high) => ((low & lowMask) | (high & highMask)) !== 0;
}

/** True when the bits under `mask` equal `value`. */
export function equals(mask: bigint, value: bigint): Predicate {
  const { low: lowMask, high: highMask } = toEntry(mask);
  const { low: lowValue, high: highValue } = toEntry(value);
  return (low, high) => (((low & lowMask) ^ lowValue) | ((high & highMask) ^ highValue)) === 0;
}

export const unchanged = (low: number, high: number): Entry => ({ low, high });

export const isZero: Predicate = (low, high) => (low | high) === 0;
export const never: Predicate = () => false;

export function setting(mask: bigint, clear = 0n): (low: number, high: number) => Entry {
  const { low: lowMask, high: highMask } = toEntry(mask);
  const { low: lowKeep, high: highKeep } = toEntry(~clear);
  return (low, high) => ({ low: (low & lowKeep) | lowMask, high: (high & highKeep) | highMask });
}

export function byLevel(
  table: Partial<Record<LevelName, Predicate>>,
  otherwise: Predicate,
): TableFormat["isBad"] {
  return (level, low, high) => (table[level] ?? otherwise)(low, high);
}

/**
 * The same format with entries stored most significant byte first, as powerpc's are on a
 * little-endian kernel (arch/powerpc/include/asm/pgtable-be-types.h, __pte(), 6.12).
 */
export function bigEndian(format: TableFormat): TableFormat {
  const swap = ({ low, high }: Entry) => ({ low: swapLane(high), high: swapLane(low) });
  const test =
    (of: Predicate): Predicate =>
    (low, high) =>
      of(swapLane(high), swapLane(low));
  const testLevel =
    (of: TableFormat["isBad"]): TableFormat["isBad"] =>
    (level, low, high) =>
      of(level, swapLane(high), swapLane(low));
  const rewrite =
    (of: TableFormat["mapped"]): TableFormat["mapped"] =>
    (low, high) =>
      swap(of(swapLane(high), swapLane(low)));
  return {
    ...format,
    id: `${format.id}-be`,
    emptyEntry: (level) => swap(format.emptyEntry(level)),
    tableEntry: (level, address, isKernel) => swap(format.tableEntry(level, address, isKernel)),
    tableAddress: (level, low, high) => format.tableAddress(level, swapLane(high), swapLane(low)),
    isNone: testLevel(format.isNone),
    isBad: testLevel(format.isBad),
    isLeaf: testLevel(format.isLeaf),
    pteIsNone: test(format.pteIsNone),
    pteIsValid: test(format.pteIsValid),
    pteIsValidKernel: test(format.pteIsValidKernel),
    pteIsCached: test(format.pteIsCached),
    pteIsWritable: test(format.pteIsWritable),
    ptePfn: (low, high) => format.ptePfn(swapLane(high), swapLane(low)),
    linearPte: (pfn) => swap(format.linearPte(pfn)),
    cached: rewrite(format.cached),
    unmapped: rewrite(format.unmapped),
    mapped: rewrite(format.mapped),
  };
}
