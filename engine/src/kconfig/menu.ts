/** What Kconfig files declare, with the conditions around each declaration folded in. */
import type { Expression } from "./expression.ts";

export type SymbolType = "bool" | "tristate" | "string" | "int" | "hex" | "unknown";

export interface ValueRule {
  readonly value: Expression;
  readonly condition: Expression;
}

export interface SelectRule {
  readonly target: string;
  /** The selecting symbol's dependencies included. */
  readonly condition: Expression;
}

/** Declarations of one symbol, from wherever they stand, in order. */
export interface ConfigSymbol {
  readonly name: string;
  type: SymbolType;
  /** Conditions under which a user may set it, one a prompt. */
  readonly prompts: Expression[];
  readonly defaults: ValueRule[];
  readonly ranges: { readonly low: Expression; readonly high: Expression; readonly condition: Expression }[];
  readonly selects: SelectRule[];
  readonly implies: SelectRule[];
  /** Any of them lets the symbol be: one a declaration. */
  readonly dependencies: Expression[];
  choice: Choice | undefined;
  isModules: boolean;
}

export interface Choice {
  readonly members: string[];
  readonly defaults: ValueRule[];
  /** Under which the choice is there. */
  visibility: Expression;
  isOptional: boolean;
}

export interface Menu {
  readonly symbols: ReadonlyMap<string, ConfigSymbol>;
  readonly choices: readonly Choice[];
  readonly problems: readonly string[];
}
