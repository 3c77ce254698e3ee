/** Whether a preprocessor condition holds in a configuration, as far as the configuration says. */
import type { SymbolValues } from "./file-outline.ts";

/**
 * True or false when the configuration decides, undefined when the condition asks for something
 * else. A CONFIG_ symbol that a whole configuration does not name is not set.
 */
export function evaluateCondition(
  condition: string,
  configuration: SymbolValues,
): boolean | undefined {
  const tokens = condition.match(tokenPattern) ?? [];
  if (tokens.length === 0 || tokens.length > maxTokens) return undefined;
  const reader = new ConditionReader(tokens, configuration);
  const value = reader.readWhole();
  return value === undefined ? undefined : value !== 0;
}

/** A number, or undefined for what the configuration does not decide. */
type Value = number | undefined;

const tokenPattern = /[A-Za-z_$][\w$]*|0[xX][\da-fA-F]+|\d+|&&|\|\||[=!<>]=|\S/g;
const maxTokens = 2000;
const maxDepth = 100;

/** Macros that are the same in every kernel build of a C file. */
const alwaysDefined: ReadonlyMap<string, boolean> = new Map([
  ["__KERNEL__", true],
  ["__ASSEMBLY__", false],
  ["__ASSEMBLER__", false],
]);

class ConditionReader {
  readonly #tokens: readonly string[];
  readonly #configuration: SymbolValues;
  #at = 0;
  #failed = false;

  constructor(tokens: readonly string[], configuration: SymbolValues) {
    this.#tokens = tokens;
    this.#configuration = configuration;
  }

  readWhole(): Value {
    const value = this.#either(0);
    return this.#failed || this.#at !== this.#tokens.length ? undefined : value;
  }

  #either(depth: number): Value {
    let value = this.#both(depth);
    while (this.#accept("||")) {
      const right = this.#both(depth);
      if (isTrue(value) || isTrue(right)) value = 1;
      else value = value === undefined || right === undefined ? undefined : 0;
    }
    return value;
  }

  #both(depth: number): Value {
    let value = this.#comparison(depth);
    while (this.#accept("&&")) {
      const right = this.#comparison(depth);
      if (value === 0 || right === 0) value = 0;
      else value = value === undefined || right === undefined ? undefined : 1;
    }
    return value;
  }

  #comparison(depth: number): Value {
    const left = this.#unary(depth);
    const operator = this.#tokens[this.#at] ?? "";
    const compare = comparisons.get(operator);
    if (compare === undefined) return left;
    this.#at++;
    const right = this.#unary(depth);
    return left === undefined || right === undefined ? undefined : Number(compare(left, right));
  }

  #unary(depth: number): Value {
    let negations = 0;
    while (this.#accept("!")) negations++;
    const value = this.#primary(depth);
    if (negations === 0 || value === undefined) return value;
    return Number((value !== 0) !== (negations % 2 === 1));
  }

  #primary(depth: number): Value {
    const token = this.#tokens[this.#at];
    if (token === undefined || depth > maxDepth) return this.#fail();
    this.#at++;
    if (token === "(") {
      const value = this.#either(depth + 1);
      return this.#accept(")") ? value : this.#fail();
    }
    if (/^\d/.test(token)) {
      this.#acceptSuffix();
      return Number(token);
    }
    if (!/^[A-Za-z_$]/.test(token)) return this.#fail();
    if (token === "defined") return this.#defined();
    if (this.#tokens[this.#at] === "(") return this.#call(token);
    return this.#symbol(token);
  }

  #defined(): Value {
    const inParentheses = this.#accept("(");
    const name = this.#tokens[this.#at++];
    if (name === undefined || (inParentheses && !this.#accept(")"))) return this.#fail();
    const always = alwaysDefined.get(name);
    if (always !== undefined) return Number(always);
    if (!name.startsWith("CONFIG_") || this.#isUnknown(name)) return undefined;
    return Number(this.#isDefined(name));
  }

  /** True for a symbol of which a configuration that names only some says nothing. */
  #isUnknown(name: string): boolean {
    const { isPartial } = this.#configuration;
    const isNamed = (symbol: string) => this.#configuration.get(symbol) !== undefined;
    return isPartial === true && !isNamed(name) && !isNamed(name.replace(/_MODULE$/, ""));
  }

  /** For a module, autoconf.h defines CONFIG_X_MODULE and not CONFIG_X (Kconfig, 6.12). */
  #isDefined(name: string): boolean {
    const setting = this.#configuration.get(name);
    if (setting !== undefined && setting !== "n") return setting !== "m";
    const moduleOf = /^(.*)_MODULE$/.exec(name)?.[1];
    return moduleOf !== undefined && this.#configuration.get(moduleOf) === "m";
  }

  /** The macros of include/linux/kconfig.h, 6.12; other calls are passed over as undecided. */
  #call(name: string): Value {
    const open = this.#at;
    let nesting = 0;
    do {
      const token = this.#tokens[this.#at];
      if (token === undefined) return this.#fail();
      if (token === "(") nesting++;
      if (token === ")") nesting--;
      this.#at++;
    } while (nesting > 0);
    const argument = this.#tokens[open + 1] ?? "";
    if (this.#at !== open + 3 || !argument.startsWith("CONFIG_")) return undefined;
    if (this.#isUnknown(argument)) return undefined;
    const isBuiltIn = this.#isDefined(argument);
    const isModule = this.#configuration.get(argument) === "m";
    switch (name) {
      case "IS_ENABLED":
        return Number(isBuiltIn || isModule);
      case "IS_BUILTIN":
        return Number(isBuiltIn);
      case "IS_MODULE":
        return Number(isModule);
      case "IS_REACHABLE":
        return isModule ? undefined : Number(isBuiltIn);
      default:
        return undefined;
    }
  }

  #symbol(name: string): Value {
    if (!name.startsWith("CONFIG_") || this.#isUnknown(name)) return undefined;
    const setting = this.#configuration.get(name);
    if (setting === undefined || setting === "n" || setting === "m") return 0;
    if (setting === "y") return 1;
    const value = Number(setting);
    return setting === "" || Number.isNaN(value) ? undefined : value;
  }

  #accept(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #acceptSuffix(): void {
    if (/^[uUlL]{1,3}$/.test(this.#tokens[this.#at] ?? "")) this.#at++;
  }

  #fail(): undefined {
    this.#failed = true;
    return undefined;
  }
}

function isTrue(value: Value): boolean {
  return value !== undefined && value !== 0;
}

const comparisons: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ["==", (left: number, right: number) => left === right],
  ["!=", (left: number, right: number) => left !== right],
  ["<", (left: number, right: number) => left < right],
  [">", (left: number, right: number) => left > right],
  ["<=", (left: number, right: number) => left <= right],
  [">=", (left: number, right: number) => left >= right],
]);
