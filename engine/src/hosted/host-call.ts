/** A host function's arguments and result, by the number of the register. */
import type { HostFunction, Machine } from "#engine/cmachine";

/** An argument of 32 bits or fewer, as a signed number. */
export function wordOf(machine: Machine, base: number, index: number): number {
  return machine.lanes[base + 2 * index] as number;
}

/** An argument of 64 bits, such as an address, as an unsigned number. */
export function longOf(machine: Machine, base: number, index: number): bigint {
  return machine.wide[(base >> 1) + index] as bigint;
}

/** A size; one that no memory has is as good as any other. */
export function sizeOf(machine: Machine, base: number, index: number): number {
  return Number(longOf(machine, base, index));
}

export function giveWord(machine: Machine, base: number, value: number): void {
  machine.lanes[base] = value;
}

export function giveLong(machine: Machine, base: number, value: bigint): void {
  machine.wide[base >> 1] = BigInt.asUintN(64, value);
}

/** Names of host functions and what they do. */
export type HostTable = readonly (readonly [name: string, run: HostFunction])[];
