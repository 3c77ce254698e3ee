/**
 * Walks along tokens: the current one, those behind it, and what to say when it is the wrong one.
 *
 * Behind the last token stands an "end" token for ever, at the position of the last real one.
 */
import { CFrontError } from "./cfront-error.ts";
import type { PositionId } from "./position.ts";
import type { Token } from "./token.ts";

export class TokenReader {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #index = 0;
  /** For each opening parenthesis the index of the closing one; made when first asked for. */
  #closings: Int32Array | undefined;
  token: Token;
  /** The current token's text, which no literal shares with a punctuator or a word. */
  text: string;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    this.#end = { kind: "end", text: "", at: tokens.at(-1)?.at ?? 0 };
    this.token = tokens[0] ?? this.#end;
    this.text = this.token.text;
  }

  get index(): number {
    return this.#index;
  }

  get at(): PositionId {
    return this.token.at;
  }

  get isAtEnd(): boolean {
    return this.token.kind === "end";
  }

  /** Moves on, and returns the token moved over. */
  advance(): Token {
    const passed = this.token;
    this.token = this.#tokens[++this.#index] ?? this.#end;
    this.text = this.token.text;
    return passed;
  }

  /** The token `distance` places behind the current one. */
  ahead(distance: number): Token {
    return this.#tokens[this.#index + distance] ?? this.#end;
  }

  accepts(text: string): boolean {
    if (this.text !== text) return false;
    this.advance();
    return true;
  }

  /** Moves over the token `text`; `where` completes "expected ';'", such as "after a declaration". */
  expect(text: string, where: string): Token {
    if (this.text !== text) this.fail(`'${text}' ${where}`);
    return this.advance();
  }

  /** Refuses the current token. */
  fail(expected: string): never {
    throw new CFrontError(`expected ${expected}, found ${described(this.token)}`, this.token.at);
  }

  /** The index of the parenthesis that closes the one at `index`; the number of tokens if none does. */
  closingOf(index: number): number {
    this.#closings ??= findClosings(this.#tokens);
    return this.#closings[index] ?? this.#tokens.length;
  }

  moveTo(index: number): void {
    this.#index = index;
    this.token = this.#tokens[index] ?? this.#end;
    this.text = this.token.text;
  }
}

function described(token: Token): string {
  if (token.kind === "end") return "the end";
  return token.text.length > 60 ? `'${token.text.slice(0, 60)}…'` : `'${token.text}'`;
}

function findClosings(tokens: readonly Token[]): Int32Array {
  const closings = new Int32Array(tokens.length).fill(tokens.length);
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.text === "(") open.push(index);
    else if (token.text === ")") {
      const opening = open.pop();
      if (opening !== undefined) closings[opening] = index;
    }
  }
  return closings;
}
