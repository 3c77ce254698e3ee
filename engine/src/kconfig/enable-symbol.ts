/**
 * Switches symbols on with what they depend on, as a user would who follows "Depends on" and
 * "Selected by" in menuconfig.
 */
import { Evaluation } from "./evaluate.ts";
import type { Expression } from "./expression.ts";
import type { Menu } from "./menu.ts";

const maxDepth = 12;
/** Symbols tried for one that is wanted: circles of selections would otherwise be walked for ever. */
const maxAttempts = 80;

/** Adds to `user`; answers why a symbol could not be switched on. */
export function enableSymbols(
  menu: Menu,
  user: Map<string, string>,
  wanted: readonly string[],
  unwanted: ReadonlySet<string>,
): string[] {
  const problems: string[] = [];
  for (const name of wanted) {
    const enabler = new Enabler(menu, user, unwanted);
    if (!enabler.enable(name, 0)) {
      problems.push(`CONFIG_${name} cannot be switched on here: ${enabler.reason}`);
    }
  }
  return problems;
}

class Enabler {
  readonly #menu: Menu;
  readonly #user: Map<string, string>;
  readonly #unwanted: ReadonlySet<string>;
  readonly #busy = new Set<string>();
  #nAttempts = 0;
  reason = "it is not known";

  constructor(menu: Menu, user: Map<string, string>, unwanted: ReadonlySet<string>) {
    this.#menu = menu;
    this.#user = user;
    this.#unwanted = unwanted;
  }

  #value(name: string): string {
    return new Evaluation(this.#menu, this.#user).valueOf(name);
  }

  enable(name: string, depth: number): boolean {
    const symbol = this.#menu.symbols.get(name);
    if (symbol === undefined || symbol.type === "unknown") {
      this.reason = `no Kconfig file that this architecture reads declares CONFIG_${name}`;
      return false;
    }
    if (this.#nAttempts > maxAttempts) return false;
    if (this.#value(name) === "y") return true;
    if (this.#unwanted.has(name)) this.reason = `CONFIG_${name} has to be off`;
    if (depth > maxDepth || this.#busy.has(name) || this.#unwanted.has(name)) return false;
    if (++this.#nAttempts > maxAttempts) return false;
    this.#busy.add(name);
    const isOn = this.#enable(name, depth);
    this.#busy.delete(name);
    return isOn;
  }

  #enable(name: string, depth: number): boolean {
    const symbol = this.#menu.symbols.get(name);
    if (symbol === undefined) return false;
    for (const prompt of symbol.prompts) {
      const before = new Map(this.#user);
      const isAllowed =
        this.#satisfy(prompt, depth + 1) &&
        (symbol.choice === undefined || this.#satisfy(symbol.choice.visibility, depth + 1));
      if (isAllowed) {
        if (symbol.choice !== undefined) {
          for (const other of symbol.choice.members) this.#user.delete(other);
        }
        this.#user.set(name, "y");
        if (this.#value(name) === "y") return true;
      }
      this.#restore(before);
    }
    return this.#throughOthers(name, depth);
  }

  /** By a default whose condition can be met, or by what selects it. */
  #throughOthers(name: string, depth: number): boolean {
    const symbol = this.#menu.symbols.get(name);
    for (const { value, condition } of symbol?.defaults ?? []) {
      const before = new Map(this.#user);
      if (this.#satisfy(condition, depth + 1) && this.#satisfy(value, depth + 1)) {
        if (this.#value(name) === "y") return true;
      }
      this.#restore(before);
    }
    for (const { symbol: selector, condition } of this.#menu.selectors.get(name) ?? []) {
      const before = new Map(this.#user);
      if (this.enable(selector.name, depth + 1) && this.#satisfy(condition, depth + 1)) {
        if (this.#value(name) === "y") return true;
      }
      this.#restore(before);
    }
    if (depth === 0) this.reason = this.#reasonFor(name, symbol?.dependencies ?? []);
    return false;
  }

  #reasonFor(name: string, dependencies: readonly Expression[]): string {
    const before = new Map(this.#user);
    this.#nAttempts = 0;
    for (const dependency of dependencies) {
      for (const term of termsOf(dependency)) {
        if (this.#satisfy(term, 1)) continue;
        this.#restore(before);
        return `CONFIG_${name} depends on ${textOf(term)}`;
      }
    }
    this.#restore(before);
    return `nothing that can be set switches CONFIG_${name} on`;
  }

  #restore(before: ReadonlyMap<string, string>): void {
    this.#user.clear();
    for (const [name, value] of before) this.#user.set(name, value);
  }

  /** Makes an expression true where that is possible. */
  #satisfy(expression: Expression, depth: number): boolean {
    if (depth > maxDepth + 4) return false;
    if (new Evaluation(this.#menu, this.#user).evaluate(expression) === 2) return true;
    switch (expression.kind) {
      case "and":
        return this.#satisfy(expression.left, depth) && this.#satisfy(expression.right, depth);
      case "or":
        return this.#satisfyAny([expression.left, expression.right], depth);
      case "symbol":
        return this.enable(expression.name, depth);
      case "not": {
        const { operand } = expression;
        if (operand.kind !== "symbol") return false;
        this.#user.set(operand.name, "n");
        return this.#value(operand.name) === "n";
      }
      case "text":
        return false;
      case "compare": {
        const { left, right, operator } = expression;
        if (left.kind !== "symbol" || right.kind !== "symbol") return false;
        // `X = y`, `X != n`, `X != m`, and `X = n`.
        const isBuiltIn = operator === "=" ? right.name === "y" : /^[nm]$/.test(right.name);
        if ((operator === "=" || operator === "!=") && isBuiltIn) {
          return this.enable(left.name, depth);
        }
        if ((operator === "=" && right.name === "n") || (operator === "!=" && right.name === "y")) {
          this.#user.set(left.name, "n");
          return this.#value(left.name) === "n";
        }
        return false;
      }
    }
  }

  /** What a failed attempt has set is taken back. */
  #satisfyAny(expressions: readonly Expression[], depth: number): boolean {
    for (const expression of expressions) {
      const before = new Map(this.#user);
      if (this.#satisfy(expression, depth)) return true;
      this.#restore(before);
    }
    return false;
  }
}

/** The parts of a conjunction. */
function termsOf(expression: Expression): readonly Expression[] {
  const terms: Expression[] = [];
  let rest = expression;
  for (; rest.kind === "and"; rest = rest.left) terms.unshift(...rightTerms(rest.right));
  return [rest, ...terms];
}

/** Conjunctions nest to the left, except where parentheses or blocks made one. */
function rightTerms(expression: Expression): readonly Expression[] {
  return expression.kind === "and"
    ? [...rightTerms(expression.left), expression.right]
    : [expression];
}

/** As a Kconfig file would say it. */
function textOf(expression: Expression): string {
  switch (expression.kind) {
    case "symbol":
      return /^[nmy]$/.test(expression.name) ? expression.name : `CONFIG_${expression.name}`;
    case "text":
      // What the compiler or another tool was asked, and denied.
      return `"${expression.text}"`;
    case "not":
      return `!${textOf(expression.operand)}`;
    case "and":
      return `(${textOf(expression.left)} && ${textOf(expression.right)})`;
    case "or":
      return `(${textOf(expression.left)} || ${textOf(expression.right)})`;
    case "compare":
      return `${textOf(expression.left)} ${expression.operator} ${textOf(expression.right)}`;
  }
}
