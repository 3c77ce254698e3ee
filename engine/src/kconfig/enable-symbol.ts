/**
 * Switches symbols on with what they depend on, as a user would who follows "Depends on" and
 * "Selected by" in menuconfig.
 */
import { Evaluation } from "./evaluate.ts";
import type { Expression } from "./expression.ts";
import type { Menu } from "./menu.ts";

const maxDepth = 12;

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
      this.reason = `this tree has no CONFIG_${name}`;
      return false;
    }
    if (this.#value(name) === "y") return true;
    if (depth > maxDepth || this.#busy.has(name) || this.#unwanted.has(name)) return false;
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
    for (const selector of this.#menu.symbols.values()) {
      for (const { target, condition } of selector.selects) {
        if (target !== name) continue;
        const before = new Map(this.#user);
        if (this.enable(selector.name, depth + 1) && this.#satisfy(condition, depth + 1)) {
          if (this.#value(name) === "y") return true;
        }
        this.#restore(before);
      }
    }
    const dependency = symbol?.dependencies
      .map((one) => this.#missing(one))
      .find((one) => one !== "");
    this.reason =
      dependency === undefined
        ? `nothing that can be set switches CONFIG_${name} on`
        : `CONFIG_${name} depends on ${dependency}`;
    return false;
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
        return this.#satisfy(expression.left, depth) || this.#satisfy(expression.right, depth);
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
        // `X = y`, `X != n`, and `X = n`.
        if ((operator === "=" && right.name === "y") || (operator === "!=" && right.name === "n")) {
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

  /** A symbol of a conjunction that is off, for a message. */
  #missing(expression: Expression): string {
    if (new Evaluation(this.#menu, this.#user).evaluate(expression) > 0) return "";
    switch (expression.kind) {
      case "and":
        return this.#missing(expression.left) || this.#missing(expression.right);
      case "symbol":
        return `CONFIG_${expression.name}`;
      case "not":
        return expression.operand.kind === "symbol" ? `CONFIG_${expression.operand.name}=n` : "";
      default:
        return "what this architecture does not have";
    }
  }
}
