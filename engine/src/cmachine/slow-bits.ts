/** Counting and swapping bits, and arithmetic that reports overflow. */
import { type IntegerForm, op } from "#engine/cfront";
import type { Core } from "./core.ts";

/** False when the operation is none of these. Operands a and b are lanes. */
export function stepBits(core: Core, operation: number, a: number, b: number, c: number): boolean {
  const { lanes: r } = core;
  const low = r[b] as number;
  const high = r[b + 1] as number;
  switch (operation) {
    case op.CLZ32:
      r[a] = Math.clz32(low);
      return true;
    case op.CLZ64:
      r[a] = high !== 0 ? Math.clz32(high) : 32 + Math.clz32(low);
      return true;
    case op.CTZ32:
      r[a] = trailingZeroes(low);
      return true;
    case op.CTZ64:
      r[a] = low !== 0 ? trailingZeroes(low) : 32 + trailingZeroes(high);
      return true;
    case op.POPCOUNT32:
      r[a] = onesOf(low);
      return true;
    case op.POPCOUNT64:
      r[a] = onesOf(low) + onesOf(high);
      return true;
    case op.BSWAP16:
      r[a] = ((low & 0xff) << 8) | ((low >>> 8) & 0xff);
      return true;
    case op.BSWAP32:
      r[a] = swapped(low);
      return true;
    case op.BSWAP64:
      r[a] = swapped(high);
      r[a + 1] = swapped(low);
      return true;
    case op.OVERFLOW:
      return checkedArithmetic(core, a, b, c);
    default:
      return false;
  }
}

function checkedArithmetic(core: Core, a: number, b: number, index: number): boolean {
  const form = core.image.overflows[index];
  if (form === undefined) return false;
  const left = operandOf(core, b, form.left);
  const right = operandOf(core, b + 2, form.right);
  const exact =
    form.operation === "+" ? left + right : form.operation === "-" ? left - right : left * right;
  const wrapped = wrap(exact, form.result);
  core.wideSigned[a >> 1] = wrapped;
  core.lanes[a + 2] = wrapped === exact ? 0 : 1;
  core.lanes[a + 3] = 0;
  return true;
}

function operandOf(core: Core, lane: number, form: IntegerForm): bigint {
  return wrap(core.wide[lane >> 1] as bigint, form);
}

function wrap(value: bigint, { bits, isSigned }: IntegerForm): bigint {
  return isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** 32 for zero. */
function trailingZeroes(word: number): number {
  return word === 0 ? 32 : 31 - Math.clz32(word & -word);
}

function onesOf(word: number): number {
  let pairs = word - ((word >>> 1) & 0x55555555);
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function swapped(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
