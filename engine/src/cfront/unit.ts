/**
 * A translation unit as the parser and the lowering see it.
 *
 * Nothing is parsed ahead of need: a unit knows which file-scope declarations might declare a name,
 * and hands out the expanded tokens of those that are asked for.
 */
import type { PositionTable } from "./position.ts";
import type { Token } from "./token.ts";

/** One file-scope declaration or definition, or what a macro at file scope expands to. */
export interface DeclarationRef {
  /** Its place in the order of the unit, from 0. */
  readonly index: number;
}

export interface Unit {
  /** Path of the main file. */
  readonly file: string;
  readonly positions: PositionTable;
  readonly nDeclarations: number;
  /**
   * The declarations that may declare `name` as an ordinary identifier, an enumerator, or a tag, in
   * order. May hold one too many, never one too few.
   */
  candidates(name: string): readonly DeclarationRef[];
  /** Every declaration, in order. */
  declarations(): readonly DeclarationRef[];
  /** Fully macro-expanded, without an "end" token. May hold several declarations, or none. */
  tokensOf(ref: DeclarationRef): readonly Token[];
  /** Expands text of ours with the macros as they stand at the end of the unit, to ask for a constant. */
  expand(text: string): readonly Token[];
  /** Includes that were not found, and directives that were not understood. */
  readonly problems: readonly UnitProblem[];
}

export interface UnitProblem {
  readonly file: string;
  readonly offset: number;
  readonly message: string;
}
