/**
 * The value of every symbol, as `conf` computes it (scripts/kconfig/symbol.c, sym_calc_value(),
 * 6.12): a user's value where a prompt is visible, else a default; raised by what selects it.
 */
import type { Expression, Tristate } from "./expression.ts";
import type { Choice, ConfigSymbol, Menu, Selector } from "./menu.ts";

/** Values that a user gave: y, m, n, or the text of a string or number. */
export type UserValues = ReadonlyMap<string, string>;

const maxPasses = 4;
const texts = ["n", "m", "y"] as const;

export class Evaluation {
  readonly #menu: Menu;
  readonly #user: UserValues;
  readonly #values = new Map<string, string>();
  readonly #busy = new Set<string>();
  readonly #chosen = new Map<Choice, string | undefined>();
  /** Values of the pass before, for symbols that ask for themselves. */
  readonly #previous = new Map<string, string>();
  #hasLoop = false;
  readonly #selectors: ReadonlyMap<string, readonly Selector[]>;
  readonly #impliers: ReadonlyMap<string, readonly Selector[]>;

  constructor(menu: Menu, user: UserValues) {
    this.#menu = menu;
    this.#user = user;
    this.#selectors = menu.selectors;
    this.#impliers = menu.impliers;
  }

  /** "y", "m" or "n", or a string's or number's text; "" for a symbol that has no value. */
  valueOf(name: string): string {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const symbol = this.#menu.symbols.get(name);
    // A name that no file declares stands for itself.
    if (symbol === undefined || symbol.type === "unknown") return name;
    if (this.#busy.size > 0) return this.#valueOf(name, symbol);
    // A symbol that asks for itself sees what it was in the pass before, as in conf, which
    // calculates all symbols several times.
    let value = "";
    const nBefore = this.#values.size;
    for (let pass = 0; pass < maxPasses; pass++) {
      this.#hasLoop = false;
      value = this.#valueOf(name, symbol);
      if (!this.#hasLoop || this.#previous.get(name) === value) break;
      if (pass === maxPasses - 1) break;
      for (const [one, old] of [...this.#values].slice(nBefore)) {
        this.#previous.set(one, old);
        this.#values.delete(one);
      }
      this.#chosen.clear();
    }
    return value;
  }

  #valueOf(name: string, symbol: ConfigSymbol): string {
    if (this.#busy.has(name)) {
      this.#hasLoop = true;
      const isTristate = symbol.type === "bool" || symbol.type === "tristate";
      return this.#previous.get(name) ?? (isTristate ? "n" : "");
    }
    this.#busy.add(name);
    const value =
      symbol.type === "bool" || symbol.type === "tristate"
        ? (texts[this.#tristate(symbol)] as string)
        : this.#text(symbol);
    this.#busy.delete(name);
    this.#values.set(name, value);
    return value;
  }

  /** All values that a .config would list. */
  all(): ReadonlyMap<string, string> {
    const values = new Map<string, string>();
    for (const [name, { type }] of this.#menu.symbols) {
      if (type === "unknown") continue;
      const value = this.valueOf(name);
      if (value === "" && type !== "string") continue;
      if (type === "string" && value === "" && !this.isVisible(name)) continue;
      values.set(name, value);
    }
    return values;
  }

  evaluate(expression: Expression): Tristate {
    switch (expression.kind) {
      case "symbol":
        return this.#asTristate(expression.name);
      case "text":
        return expression.text === "y" ? 2 : expression.text === "m" ? 1 : 0;
      case "not":
        return (2 - this.evaluate(expression.operand)) as Tristate;
      case "and":
      case "or":
        return this.#chain(expression);
      case "compare":
        return this.#compare(expression) ? 2 : 0;
    }
  }

  /** Chains lean to the left, and are as long as a file makes them. */
  #chain(expression: Extract<Expression, { kind: "and" | "or" }>): Tristate {
    const { kind } = expression;
    const operands: Expression[] = [];
    let first: Expression = expression;
    while (first.kind === kind) {
      operands.push(first.right);
      first = first.left;
    }
    const decided = kind === "and" ? 0 : 2;
    let value = this.evaluate(first);
    for (let at = operands.length - 1; at >= 0 && value !== decided; at--) {
      const next = this.evaluate(operands[at] as Expression);
      value = (kind === "and" ? Math.min(value, next) : Math.max(value, next)) as Tristate;
    }
    return value;
  }

  /** Whether a user may set it. */
  isVisible(name: string): boolean {
    const symbol = this.#menu.symbols.get(name);
    return symbol !== undefined && this.#visibility(symbol) > 0;
  }

  dependencyOf(symbol: ConfigSymbol): Tristate {
    return this.#any(symbol.dependencies);
  }

  #asTristate(name: string): Tristate {
    if (name === "y") return 2;
    if (name === "m") return this.#hasModules() ? 1 : 0;
    if (name === "n") return 0;
    const symbol = this.#menu.symbols.get(name);
    if (symbol === undefined || (symbol.type !== "bool" && symbol.type !== "tristate")) return 0;
    const value = this.valueOf(name);
    return value === "y" ? 2 : value === "m" ? 1 : 0;
  }

  #hasModules(): boolean {
    return this.valueOf("MODULES") === "y";
  }

  #any(expressions: readonly Expression[]): Tristate {
    let most: Tristate = 0;
    for (const expression of expressions) {
      const value = this.evaluate(expression);
      if (value > most) most = value;
      if (most === 2) break;
    }
    return most;
  }

  #visibility(symbol: ConfigSymbol): Tristate {
    let visible = this.#any(symbol.prompts);
    if (symbol.choice !== undefined) {
      visible = Math.min(visible, this.evaluate(symbol.choice.visibility)) as Tristate;
    }
    // A bool is visible or not; so is a tristate without modules.
    if (visible === 1 && (symbol.type === "bool" || !this.#hasModules())) visible = 2;
    return visible;
  }

  #tristate(symbol: ConfigSymbol): Tristate {
    const visible = this.#visibility(symbol);
    if (symbol.choice !== undefined) {
      if (visible === 0) return this.#raised(symbol, 0);
      return this.#chosenOf(symbol.choice) === symbol.name ? 2 : 0;
    }
    const user = this.#user.get(symbol.name);
    let value: Tristate = 0;
    if (visible > 0 && user !== undefined && /^[ymn]$/.test(user)) {
      const wanted = user === "y" ? 2 : user === "m" ? 1 : 0;
      value = Math.min(wanted, visible) as Tristate;
    } else {
      const rule = symbol.defaults.find(({ condition }) => this.evaluate(condition) > 0);
      if (rule !== undefined) {
        value = Math.min(this.#defaultOf(rule.value), this.evaluate(rule.condition)) as Tristate;
      }
      const implied = this.#raisedBy(this.#impliers.get(symbol.name));
      if (implied > 0) {
        const allowed = this.dependencyOf(symbol);
        value = Math.min(Math.max(value, implied), allowed) as Tristate;
      }
    }
    return this.#raised(symbol, value);
  }

  /** In a condition `m` means modules; as a default it is a value, which becomes y without them. */
  #defaultOf(value: Expression): Tristate {
    return value.kind === "symbol" && value.name === "m" ? 1 : this.evaluate(value);
  }

  #raised(symbol: ConfigSymbol, value: Tristate): Tristate {
    const raised = Math.max(value, this.#raisedBy(this.#selectors.get(symbol.name))) as Tristate;
    return raised === 1 && (symbol.type === "bool" || !this.#hasModules()) ? 2 : raised;
  }

  #raisedBy(selectors: readonly Selector[] | undefined): Tristate {
    let most: Tristate = 0;
    for (const { symbol, condition } of selectors ?? []) {
      const own = this.#asTristate(symbol.name);
      if (own === 0) continue;
      const value = Math.min(own, this.evaluate(condition)) as Tristate;
      if (value > most) most = value;
      if (most === 2) break;
    }
    return most;
  }

  /**
   * The member that a choice takes (scripts/kconfig/symbol.c, sym_calc_choice(), 6.12): the user's,
   * else the default, else the first one in sight. Members that the user refused come last, except
   * before 6.11, which did not look at refusals.
   */
  #chosenOf(choice: Choice): string | undefined {
    if (this.#chosen.has(choice)) return this.#chosen.get(choice);
    this.#chosen.set(choice, undefined);
    const visible = choice.members.filter((name) => this.isVisible(name));
    const refused = (name: string): boolean =>
      this.#menu.hasPlainChoices && this.#user.get(name) === "n";
    const defaulted = choice.defaults
      .filter(({ condition }) => this.evaluate(condition) > 0)
      .map(({ value }) => (value.kind === "symbol" ? value.name : ""))
      .find((name) => visible.includes(name));
    let chosen = visible.findLast((name) => this.#user.get(name) === "y");
    if (chosen === undefined && defaulted !== undefined && !refused(defaulted)) chosen = defaulted;
    if (chosen === undefined && !choice.isOptional) {
      chosen = visible.find((name) => !refused(name)) ?? visible.at(-1);
    }
    this.#chosen.set(choice, chosen);
    return chosen;
  }

  #text(symbol: ConfigSymbol): string {
    const user = this.#user.get(symbol.name);
    if (user !== undefined && this.#visibility(symbol) > 0) return this.#inRange(symbol, user);
    const rule = symbol.defaults.find(({ condition }) => this.evaluate(condition) > 0);
    return rule === undefined ? "" : this.#inRange(symbol, this.#textOf(rule.value));
  }

  #textOf(expression: Expression): string {
    if (expression.kind === "text") return expression.text;
    if (expression.kind === "symbol") return this.valueOf(expression.name);
    return texts[this.evaluate(expression)] as string;
  }

  #inRange(symbol: ConfigSymbol, text: string): string {
    if (symbol.type !== "int" && symbol.type !== "hex") return text;
    const range = symbol.ranges.find(({ condition }) => this.evaluate(condition) > 0);
    if (range === undefined) return text;
    const value = toNumber(text);
    const low = this.#textOf(range.low);
    const high = this.#textOf(range.high);
    if (value === undefined) return text;
    if (value < (toNumber(low) ?? value)) return low;
    return value > (toNumber(high) ?? value) ? high : text;
  }

  /** What a comparison goes by: n, m and y are 0, 1 and 2 (expr.c, expr_parse_string(), 6.12). */
  #orderOf(expression: Expression, text: string): bigint | undefined {
    if (expression.kind === "symbol") {
      const type = this.#menu.symbols.get(expression.name)?.type;
      const isTristate = type === "bool" || type === "tristate" || /^[nmy]$/.test(expression.name);
      if (isTristate) return BigInt(texts.indexOf(text as "n"));
    } else if (expression.kind === "text" && /^[nmy]$/.test(text)) {
      return BigInt(texts.indexOf(text as "n"));
    }
    return toNumber(text);
  }

  #compare(expression: Extract<Expression, { kind: "compare" }>): boolean {
    const left = this.#textOf(expression.left);
    const right = this.#textOf(expression.right);
    const a = this.#orderOf(expression.left, left);
    const b = this.#orderOf(expression.right, right);
    const order =
      a !== undefined && b !== undefined
        ? a < b
          ? -1
          : a > b
            ? 1
            : 0
        : left < right
          ? -1
          : left > right
            ? 1
            : 0;
    switch (expression.operator) {
      case "=":
        return order === 0;
      case "!=":
        return order !== 0;
      case "<":
        return order < 0;
      case ">":
        return order > 0;
      case "<=":
        return order <= 0;
      case ">=":
        return order >= 0;
    }
  }
}

function toNumber(text: string): bigint | undefined {
  return /^-?(?:0[xX][0-9a-fA-F]+|[0-9]+)$/.test(text)
    ? text.startsWith("-")
      ? -BigInt(text.slice(1))
      : BigInt(text)
    : undefined;
}
