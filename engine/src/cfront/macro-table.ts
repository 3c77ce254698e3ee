/** Macros by name and by where they are defined: a definition counts up to the next of its name. */
import type { RawToken } from "./lexer.ts";

export interface Macro {
  readonly name: string;
  /** Undefined for an object-like macro. The last of a variadic one is its name for the rest. */
  readonly parameters: readonly string[] | undefined;
  readonly isVariadic: boolean;
  readonly body: readonly RawToken[];
}

/** A definition whose text is read when it is first used. */
export interface MacroSource {
  readonly macro: () => Macro | undefined;
}

interface Version {
  readonly from: number;
  /** Undefined for an #undef. */
  readonly source: MacroSource | undefined;
}

export class MacroTable {
  readonly #versions = new Map<string, Version | Version[]>();
  /** Names that later directives do not change. */
  readonly locked = new Set<string>();
  /** Of the next definition. */
  sequence = 1;

  define(name: string, source: MacroSource): void {
    this.#add(name, source);
  }

  undefine(name: string): void {
    if (this.#versions.has(name)) this.#add(name, undefined);
  }

  #add(name: string, source: MacroSource | undefined): void {
    const version: Version = { from: ++this.sequence, source };
    const known = this.#versions.get(name);
    if (known === undefined) this.#versions.set(name, version);
    else if (Array.isArray(known)) known.push(version);
    else this.#versions.set(name, [known, version]);
  }

  isDefined(name: string, sequence: number): boolean {
    return this.#sourceAt(name, sequence) !== undefined;
  }

  find(name: string, sequence: number): Macro | undefined {
    return this.#sourceAt(name, sequence)?.macro();
  }

  #sourceAt(name: string, sequence: number): MacroSource | undefined {
    const known = this.#versions.get(name);
    if (known === undefined) return undefined;
    if (!Array.isArray(known)) return known.from <= sequence ? known.source : undefined;
    for (let at = known.length - 1; at >= 0; at--) {
      const version = known[at] as Version;
      if (version.from <= sequence) return version.source;
    }
    return undefined;
  }
}

/** A definition from the tokens behind `#define`; undefined when they are none. */
export function readMacro(tokens: readonly RawToken[]): Macro | undefined {
  const [name, open] = tokens;
  if (name === undefined || name.kind !== "identifier") return undefined;
  if (open?.text !== "(" || open.isSpaced) {
    return { name: name.text, parameters: undefined, isVariadic: false, body: tokens.slice(1) };
  }
  const parameters: string[] = [];
  let isVariadic = false;
  let at = 2;
  for (; at < tokens.length && tokens[at]?.text !== ")"; at++) {
    const token = tokens[at] as RawToken;
    if (token.text === ",") continue;
    if (token.text === "...") {
      isVariadic = true;
      // GNU: `args...` names the rest.
      if (tokens[at - 1]?.kind !== "identifier") parameters.push("__VA_ARGS__");
    } else if (token.kind === "identifier") parameters.push(token.text);
    else return undefined;
  }
  if (at >= tokens.length) return undefined;
  return { name: name.text, parameters, isVariadic, body: tokens.slice(at + 1) };
}
