/** A page-table entry as two 32-bit lanes, and the few operations that need both. */

/** Lanes are signed 32-bit numbers, as typed arrays give them. */
export interface Entry {
  readonly low: number;
  readonly high: number;
}

export const zeroEntry: Entry = { low: 0, high: 0 };

export function toEntry(value: bigint): Entry {
  return {
    low: Number(BigInt.asIntN(32, value)),
    high: Number(BigInt.asIntN(32, value >> 32n)),
  };
}

export function entryValue({ low, high }: Entry): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** A physical address below 2^53 with flag bits or-ed in. */
export function addressEntry(address: number, flags: bigint): Entry {
  return toEntry(BigInt(address) | flags);
}

/** The address bits of an entry: `lowMask` and `highMask` say which. */
export function addressOf(low: number, high: number, lowMask: number, highMask: number): number {
  return ((high & highMask) >>> 0) * 0x1_0000_0000 + ((low & lowMask) >>> 0);
}

/** Reverses the bytes of one lane. */
export function swapLane(lane: number): number {
  return ((lane & 0xff) << 24) | ((lane & 0xff00) << 8) | ((lane >>> 8) & 0xff00) | (lane >>> 24);
}
