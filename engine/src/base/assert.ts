/** The one way in which the engine says that it is wrong itself. Never for what a user wrote. */

/** Throws when `condition`, which is always true, is not; the caller's edge logs the error. */
export function invariant(condition: boolean, what: string): asserts condition {
  if (!condition) throw new EngineBug(what);
}

/** A broken promise inside the engine. */
class EngineBug extends Error {
  override readonly name = "EngineBug";
}
