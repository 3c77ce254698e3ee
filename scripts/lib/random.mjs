// @ts-check
/** Pseudo-random numbers that a seed decides. */

/**
 * @typedef {object} Random
 * @property {(limit: number) => number} below an integer from 0 to limit - 1
 * @property {(percent: number) => boolean} chance
 * @property {<T>(list: readonly T[]) => T} pick
 */

/**
 * @param {number} seed
 * @returns {Random}
 */
export function createRandom(seed) {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (/** @type {number} */ limit) => next() % limit;
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (list) => /** @type {any} */ (list[below(list.length)]),
  };
}
