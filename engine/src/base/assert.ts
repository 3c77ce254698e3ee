/** The one way in which the engine says that it is wrong itself. Never for what a user wrote. */

/** A broken promise inside the engine; the caller's edge logs it and keeps the last good result. */
export class EngineBug extends Error {
  override readonly name = "EngineBug";
}

/** Throws {@link EngineBug} when `condition` is false. */
export function invariant(condition: boolean, what: string): asserts condition {
  if (!condition) throw new EngineBug(what);
}

/** For the branch that the type checker proves unreachable. */
export function unreachable(value: never): never {
  throw new EngineBug(`unexpected value: ${JSON.stringify(value)}`);
}
