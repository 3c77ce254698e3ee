/** Expressions of Kconfig: symbols, constants, and the three values n, m and y. */

export type Tristate = 0 | 1 | 2;

export type Expression =
  | { readonly kind: "symbol"; readonly name: string }
  /** A quoted text, or a bare word that no symbol can be, such as a number. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "compare";
      readonly operator: "=" | "!=" | "<" | ">" | "<=" | ">=";
      readonly left: Expression;
      readonly right: Expression;
    };

export const always: Expression = { kind: "symbol", name: "y" };

export function both(left: Expression, right: Expression): Expression {
  if (left === always) return right;
  return right === always ? left : { kind: "and", left, right };
}

const word =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(&&|\|\||!=|<=|>=|[()!=<>])|([A-Za-z0-9_./\-+]+))/y;

const deepest = 200;

/** A reader of the words of one line; quoted texts keep their quotes. */
export class LineReader {
  readonly #words: string[] = [];
  #at = 0;
  #depth = 0;

  constructor(line: string) {
    word.lastIndex = 0;
    for (let match = word.exec(line); match !== null; match = word.exec(line)) {
      this.#words.push((match[1] ?? match[2] ?? match[3]) as string);
    }
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  peek(): string | undefined {
    return this.#words[this.#at];
  }

  next(): string | undefined {
    return this.#words[this.#at++];
  }

  accept(expected: string): boolean {
    if (this.peek() !== expected) return false;
    this.#at++;
    return true;
  }

  /** The expression that begins here; `y` when there is none. */
  expression(): Expression {
    // What nests deeper than any file of a kernel does not count.
    if (this.#depth > deepest) return always;
    this.#depth++;
    let left = this.#conjunction();
    while (this.accept("||")) left = { kind: "or", left, right: this.#conjunction() };
    this.#depth--;
    return left;
  }

  /** What stands behind `if` at the end of a line. */
  condition(): Expression {
    return this.accept("if") ? this.expression() : always;
  }

  #conjunction(): Expression {
    let left = this.#unary(0);
    while (this.accept("&&")) left = { kind: "and", left, right: this.#unary(0) };
    return left;
  }

  #unary(depth: number): Expression {
    if (depth > 100) return always;
    if (this.accept("!")) return { kind: "not", operand: this.#unary(depth + 1) };
    if (this.accept("(")) {
      const inner = this.expression();
      this.accept(")");
      return inner;
    }
    const left = operandOf(this.next());
    const operator = this.peek();
    if (operator !== undefined && /^(?:=|!=|<|>|<=|>=)$/.test(operator)) {
      this.#at++;
      const right = operandOf(this.next());
      return { kind: "compare", operator: operator as "=", left, right };
    }
    return left;
  }
}

function operandOf(text: string | undefined): Expression {
  if (text === undefined) return always;
  if (text.startsWith('"') || text.startsWith("'")) return { kind: "text", text: unquoted(text) };
  return { kind: "symbol", name: text };
}

export function unquoted(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
}
