/** Why a tree cannot get the variants: code of another shape than the one that is understood. */
import type { Location } from "#engine/base";

/** Thrown inside this folder and turned into a value by its façade. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** Where the code differs, if that is one place. */
  readonly location: Location | undefined;

  constructor(reason: string, location?: Location) {
    super(reason);
    this.location = location;
  }
}
