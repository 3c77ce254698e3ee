/** What the dialect layer hands to the parser: text of equal length and notes on how to read it. */
import type { Span } from "#engine/base";
import type { Token } from "./token.ts";

/** A loop macro's head, written as a `while` so that its body parses. */
export interface MacroHead {
  readonly name: Span;
  readonly arguments: Span;
}

export interface Rewriting {
  tokens: Token[];
  /** Place of the stand-in `while` to the head it stands for. */
  readonly macroHeads: Map<number, MacroHead>;
  /** Places where an asm was written as a call of its operands. */
  readonly assembly: Set<number>;
  /** Short end of a shortened type name to its true end. */
  readonly trueEnds: Map<number, number>;
  /** Start of a name that gave way to an invented type to its true start. */
  readonly trueStarts: Map<number, number>;
  /** Calls that hide in attributes, such as `__free(kfree)`, which runs when the scope is left. */
  readonly hiddenCalls: MacroHead[];
}

export function newRewriting(tokens: Token[]): Rewriting {
  return {
    tokens,
    macroHeads: new Map(),
    assembly: new Set(),
    trueEnds: new Map(),
    trueStarts: new Map(),
    hiddenCalls: [],
  };
}

/** Puts a mark such as ";" behind a token where a blank follows; false when there is no room. */
export function markBehind(
  tokens: readonly Token[],
  index: number,
  mark: string,
  limit: number,
): boolean {
  const token = tokens[index];
  if (token === undefined) return false;
  const next = tokens[index + 1]?.start ?? limit;
  if (next <= token.end || token.out.length > token.end - token.start) return false;
  token.out = token.out.padEnd(token.end - token.start) + mark;
  return true;
}

/** The rewritten text: every token at its place, blanks between. */
export function writeTokens(tokens: readonly Token[], length: number): string {
  let text = "";
  for (const token of tokens) {
    if (token.start > text.length) text = text.padEnd(token.start);
    text += token.out;
  }
  return text.padEnd(length);
}
