/** An error in the C text: what is wrong, and where. */
import type { PositionId } from "./position.ts";

export class CFrontError extends Error {
  readonly at: PositionId;

  constructor(message: string, at: PositionId) {
    super(message);
    this.name = "CFrontError";
    this.at = at;
  }
}
