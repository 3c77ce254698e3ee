/** Divisions: those of 64 bits, and those of 32 bits whose divisor is zero or negative. */
import { op } from "#engine/cfront";
import type { Core } from "./core.ts";
import { divide64, divideSmall } from "./wide-arithmetic.ts";

/** False after a fault. Operands are lanes. */
export function divide(core: Core, operation: number, a: number, b: number, c: number): boolean {
  const { lanes: r } = core;
  const isWide =
    operation === op.DIVS64 ||
    operation === op.DIVU64 ||
    operation === op.REMS64 ||
    operation === op.REMU64;
  const isRemainder =
    operation === op.REMS32 ||
    operation === op.REMU32 ||
    operation === op.REMS64 ||
    operation === op.REMU64;
  const left = r[b] as number;
  const right = r[c] as number;
  const rightHigh = isWide ? (r[c + 1] as number) : right >> 31;
  if ((right | (isWide ? rightHigh : 0)) === 0) {
    core.fault("division-by-zero", "a division by zero", undefined);
    return false;
  }
  if (!isWide) {
    const isSigned = operation === op.DIVS32 || operation === op.REMS32;
    if (!isSigned) {
      r[a] = isRemainder
        ? (left >>> 0) % (right >>> 0)
        : Math.floor((left >>> 0) / (right >>> 0)) | 0;
      return true;
    }
    if (right === -1 && left === -0x80000000 && core.isIso) return quotientOverflow(core);
    r[a] = isRemainder ? left % right : (left / right) | 0;
    return true;
  }
  const leftHigh = r[b + 1] as number;
  const isSigned = operation === op.DIVS64 || operation === op.REMS64;
  // Numbers that a double holds exactly divide faster.
  if (leftHigh >>> 0 < 0x200000 && rightHigh >>> 0 < 0x200000) {
    const dividend = leftHigh * 2 ** 32 + (left >>> 0);
    divideSmall(r, a, dividend, rightHigh * 2 ** 32 + (right >>> 0), isRemainder);
    return true;
  }
  const isMinusOne = right === -1 && rightHigh === -1;
  if (isSigned && isMinusOne && left === 0 && leftHigh === -0x80000000 && core.isIso) {
    return quotientOverflow(core);
  }
  divide64(core.wide, core.wideSigned, a, b, c, isSigned, isRemainder);
  return true;
}

function quotientOverflow(core: Core): false {
  core.fault(
    "signed-overflow",
    "the quotient of the smallest value and -1 does not fit",
    undefined,
  );
  return false;
}
