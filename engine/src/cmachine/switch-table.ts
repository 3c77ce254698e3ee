/** Switch tables made ready for the run loop: 32-bit comparisons where every case allows them. */
import type { SwitchTable } from "#engine/cfront";

export interface PreparedSwitch {
  /** Targets by value, from `lowest` on, when the cases lie close together; else empty. */
  readonly dense: Int32Array;
  readonly lowest: number;
  /** Sorted ranges and their targets, when all fit into 32 bits; else empty. */
  readonly firsts: Int32Array;
  readonly lasts: Int32Array;
  readonly targets: Int32Array;
  readonly otherwise: number;
  /** When some case does not fit into 32 bits. */
  readonly table: SwitchTable | undefined;
}

const maxDense = 1024;

/** Targets become program counters (four an instruction). */
export function prepareSwitch(table: SwitchTable): PreparedSwitch {
  const { cases } = table;
  const otherwise = table.otherwise * 4;
  const none = new Int32Array(0);
  const first = cases[0]?.first ?? 0n;
  const last = cases[cases.length - 1]?.last ?? 0n;
  const isNarrow = first >= -0x80000000n && last <= 0x7fffffffn;
  if (!isNarrow) {
    return { dense: none, lowest: 0, firsts: none, lasts: none, targets: none, otherwise, table };
  }
  const lowest = Number(first);
  const span = Number(last - first) + 1;
  let dense = none;
  if (cases.length > 0 && span <= maxDense) {
    dense = new Int32Array(span).fill(otherwise);
    for (const one of cases) {
      dense.fill(one.target * 4, Number(one.first - first), Number(one.last - first) + 1);
    }
  }
  return {
    dense,
    lowest,
    firsts: Int32Array.from(cases, (one) => Number(one.first)),
    lasts: Int32Array.from(cases, (one) => Number(one.last)),
    targets: Int32Array.from(cases, (one) => one.target * 4),
    otherwise,
    table: undefined,
  };
}

/** The program counter that a switch goes to. */
export function switchTarget(prepared: PreparedSwitch, low: number, high: number): number {
  if (prepared.table !== undefined) return wideTarget(prepared.table, low, high);
  if (high !== low >> 31) return prepared.otherwise;
  if (prepared.dense.length > 0) {
    const index = low - prepared.lowest;
    if (index < 0 || index >= prepared.dense.length) return prepared.otherwise;
    return prepared.dense[index] as number;
  }
  let from = 0;
  let to = prepared.firsts.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (low < (prepared.firsts[middle] as number)) to = middle;
    else if (low > (prepared.lasts[middle] as number)) from = middle + 1;
    else return prepared.targets[middle] as number;
  }
  return prepared.otherwise;
}

function wideTarget(table: SwitchTable, low: number, high: number): number {
  const bits = (BigInt(high) << 32n) | BigInt(low >>> 0);
  const value = table.isUnsigned ? BigInt.asUintN(64, bits) : bits;
  const found = table.cases.find(({ first, last }) => first <= value && value <= last);
  return (found?.target ?? table.otherwise) * 4;
}
