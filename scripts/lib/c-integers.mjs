// @ts-check
/** The integer types of generated C programs, and the conversions of C11 6.3.1 between them. */

/**
 * @typedef {object} IntegerType
 * @property {string} name
 * @property {number} bits
 * @property {boolean} isSigned
 */

/** @type {readonly IntegerType[]} */
export const integerTypes = [8, 16, 32, 64].flatMap((bits) => [
  { name: `u${bits}`, bits, isSigned: false },
  { name: `s${bits}`, bits, isSigned: true },
]);

/**
 * @param {number} bits
 * @param {boolean} isSigned
 */
export function integerType(bits, isSigned) {
  return /** @type {IntegerType} */ (
    integerTypes.find((type) => type.bits === bits && type.isSigned === isSigned)
  );
}

export const int = integerType(32, true);
export const unsignedLong = integerType(64, false);

/**
 * What arithmetic makes of a value of the type.
 *
 * @param {IntegerType} type
 */
export function promoted(type) {
  return type.bits < 32 ? int : type;
}

/**
 * The type in which two operands meet.
 *
 * @param {IntegerType} left
 * @param {IntegerType} right
 */
export function commonType(left, right) {
  const a = promoted(left);
  const b = promoted(right);
  if (a.bits !== b.bits) return a.bits > b.bits ? a : b;
  return a.isSigned ? b : a;
}
