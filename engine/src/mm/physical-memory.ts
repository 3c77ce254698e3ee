/**
 * What the model needs of physical memory. Addresses are plain numbers (below 2^53); an entry is
 * two 32-bit lanes. An entry of four bytes (`TableFormat.entryByteSize`) has only the low one.
 */
import type { LevelName } from "./geometry.ts";

export interface PhysicalMemory {
  readLow(address: number): number;
  readHigh(address: number): number;
  write(address: number, low: number, high: number): void;
  /** Four bytes, for entries that have no more; the neighbour is not touched. */
  writeLow(address: number, low: number): void;
  /** Zeroed and aligned to `byteSize`; -1 when there is no memory. */
  allocateTable(level: LevelName, byteSize: number): number;
}
