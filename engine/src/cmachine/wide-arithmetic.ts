/** Arithmetic of 64-bit values that needs more than a few additions of lanes. */

/** The high 32 bits of the product of two unsigned 32-bit numbers. */
function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + (Math.imul(aLow, bLow) >>> 16);
  const other = (middle & 0xffff) + (Math.imul(aLow, bHigh) >>> 0);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}

export function mul64(lanes: Int32Array, a: number, b: number, c: number): void {
  const bLow = lanes[b] as number;
  const cLow = lanes[c] as number;
  const cross =
    (Math.imul(bLow, lanes[c + 1] as number) + Math.imul(lanes[b + 1] as number, cLow)) | 0;
  lanes[a + 1] = (mulHigh(bLow, cLow) + cross) | 0;
  lanes[a] = Math.imul(bLow, cLow);
}

/** Times a 32-bit number that is extended by its sign. */
export function mulImmediate64(lanes: Int32Array, a: number, b: number, c: number): void {
  const low = lanes[b] as number;
  const cross = (Math.imul(lanes[b + 1] as number, c) + (c < 0 ? -low : 0)) | 0;
  lanes[a + 1] = (mulHigh(low, c) + cross) | 0;
  lanes[a] = Math.imul(low, c);
}

/** The divisor is not zero; the one quotient that does not fit wraps. */
export function divide64(
  wide: BigUint64Array,
  signed: BigInt64Array,
  a: number,
  b: number,
  c: number,
  isSigned: boolean,
  isRemainder: boolean,
): void {
  const numbers = isSigned ? signed : wide;
  const left = numbers[b >> 1] as bigint;
  const right = numbers[c >> 1] as bigint;
  numbers[a >> 1] = isRemainder ? left % right : left / right;
}

/** The same for operands whose values are whole numbers of at most 53 bits. */
export function divideSmall(
  lanes: Int32Array,
  a: number,
  left: number,
  right: number,
  isRemainder: boolean,
): void {
  const result = isRemainder ? left % right : Math.trunc(left / right);
  const high = Math.floor(result / 2 ** 32);
  lanes[a] = (result - high * 2 ** 32) | 0;
  lanes[a + 1] = high | 0;
}

export function shl64(lanes: Int32Array, a: number, b: number, count: number): void {
  const low = lanes[b] as number;
  const high = lanes[b + 1] as number;
  if (count === 0) {
    lanes[a] = low;
    lanes[a + 1] = high;
  } else if (count < 32) {
    lanes[a] = low << count;
    lanes[a + 1] = (high << count) | (low >>> (32 - count));
  } else {
    lanes[a] = 0;
    lanes[a + 1] = low << (count - 32);
  }
}

export function shru64(lanes: Int32Array, a: number, b: number, count: number): void {
  const low = lanes[b] as number;
  const high = lanes[b + 1] as number;
  if (count === 0) {
    lanes[a] = low;
    lanes[a + 1] = high;
  } else if (count < 32) {
    lanes[a] = (low >>> count) | (high << (32 - count));
    lanes[a + 1] = high >>> count;
  } else {
    lanes[a] = high >>> (count - 32);
    lanes[a + 1] = 0;
  }
}

export function shrs64(lanes: Int32Array, a: number, b: number, count: number): void {
  const low = lanes[b] as number;
  const high = lanes[b + 1] as number;
  if (count === 0) {
    lanes[a] = low;
    lanes[a + 1] = high;
  } else if (count < 32) {
    lanes[a] = (low >>> count) | (high << (32 - count));
    lanes[a + 1] = high >> count;
  } else {
    lanes[a] = high >> (count - 32);
    lanes[a + 1] = high >> 31;
  }
}

/** Keeps the low `nBits` (1 to 64), extended by sign or by zero. */
export function extendBits(
  lanes: Int32Array,
  a: number,
  b: number,
  nBits: number,
  isSigned: boolean,
): void {
  if (nBits >= 64) {
    lanes[a] = lanes[b] as number;
    lanes[a + 1] = lanes[b + 1] as number;
  } else if (nBits > 32) {
    const shift = 64 - nBits;
    const high = (lanes[b + 1] as number) << shift;
    lanes[a] = lanes[b] as number;
    lanes[a + 1] = isSigned ? high >> shift : high >>> shift;
  } else {
    const shift = 32 - nBits;
    const low = (lanes[b] as number) << shift;
    const value = isSigned ? low >> shift : low >>> shift;
    lanes[a] = value;
    lanes[a + 1] = isSigned ? value >> 31 : 0;
  }
}
