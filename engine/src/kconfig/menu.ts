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
  readonly ranges: {
    readonly low: Expression;
    readonly high: Expression;
    readonly condition: Expression;
  }[];
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

/** A symbol that selects or implies another. */
export interface Selector {
  readonly symbol: ConfigSymbol;
  readonly condition: Expression;
}

export interface Menu {
  readonly symbols: ReadonlyMap<string, ConfigSymbol>;
  readonly choices: readonly Choice[];
  /** By the symbol that is selected or implied. */
  readonly selectors: ReadonlyMap<string, readonly Selector[]>;
  readonly impliers: ReadonlyMap<string, readonly Selector[]>;
  /**
   * From 6.11 on, a choice is there when its members are, though its own prompt is out of sight, and
   * members that a user set to n come last.
   */
  readonly hasPlainChoices: boolean;
  readonly problems: readonly string[];
}

export function rulesByTarget(
  symbols: ReadonlyMap<string, ConfigSymbol>,
  rulesOf: (symbol: ConfigSymbol) => readonly SelectRule[],
): ReadonlyMap<string, readonly Selector[]> {
  const found = new Map<string, Selector[]>();
  for (const symbol of symbols.values()) {
    for (const { target, condition } of rulesOf(symbol)) {
      const list = found.get(target);
      if (list === undefined) found.set(target, [{ symbol, condition }]);
      else list.push({ symbol, condition });
    }
  }
  return found;
}
