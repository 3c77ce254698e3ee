/**
 * How many messages the page may send: far more than a reader at the fastest speed needs, and few
 * enough that a page gone wrong keeps neither the editor nor the server busy.
 */
const perSecond = 400;

export class MessageRate {
  #allowed = perSecond;
  #last: number | undefined;

  /** False for a message that is one too many. `now` is in milliseconds, of a clock that never runs back. */
  allow(now: number): boolean {
    const passed = this.#last === undefined ? 0 : now - this.#last;
    this.#last = now;
    this.#allowed = Math.min(perSecond, this.#allowed + (passed * perSecond) / 1000);
    if (this.#allowed < 1) return false;
    this.#allowed--;
    return true;
  }
}
