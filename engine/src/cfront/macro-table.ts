/** Macros by name and by where they are defined: a definition counts up to the next of its name. */
import type { MacroKind } from "./declaration-scanner.ts";
import { lex, type RawToken } from "./lexer.ts";

export interface Macro {
  readonly name: string;
  /** Undefined for an object-like macro. The last of a variadic one is its name for the rest. */
  readonly parameters: readonly string[] | undefined;
  readonly isVariadic: boolean;
  readonly body: readonly RawToken[];
  /** Per token of the body the parameter that it is, or -1. */
  readonly parameterAt: readonly number[];
  /** Whether the body has no #, ## or __VA_OPT__. */
  readonly isPlain: boolean;
}

/** A definition whose text is read when it is first used. */
export class MacroSource {
  readonly name: string;
  readonly #text: string;
  readonly #from: number;
  readonly #to: number;
  readonly #fileId: number;
  #isRead = false;
  #macro: Macro | undefined;
  #kind: MacroKind | undefined;

  /** `from` is behind the word `define`. */
  constructor(name: string, text: string, from: number, to: number, fileId: number) {
    this.name = name;
    this.#text = text;
    this.#from = from;
    this.#to = to;
    this.#fileId = fileId;
  }

  macro(): Macro | undefined {
    if (!this.#isRead) {
      this.#isRead = true;
      this.#macro = readMacro(lex(this.#text, this.#from, this.#to, this.#fileId, 0));
    }
    return this.#macro;
  }

  kind(): MacroKind {
    this.#kind ??= kindOf(this.macro());
    return this.#kind;
  }
}

/** A macro that comes to nothing or to an attribute declares no more than an attribute does. */
function kindOf(macro: Macro | undefined): MacroKind {
  if (macro === undefined) return "none";
  const [first] = macro.body;
  if (first === undefined || /^__attribute(?:__)?$/.test(first.text)) return "attribute";
  // A macro that stands for its own name changes no text.
  if (macro.parameters === undefined && macro.body.length === 1 && first.text === macro.name) {
    return "none";
  }
  return macro.parameters === undefined ? "object" : "function";
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
  /** Of the latest definition. */
  sequence = 1;

  define(source: MacroSource): void {
    this.#add(source.name, source);
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
    return this.sourceAt(name, sequence) !== undefined;
  }

  kindOf(name: string, sequence: number): MacroKind {
    return this.sourceAt(name, sequence)?.kind() ?? "none";
  }

  /** The definition that counts at a place. */
  sourceAt(name: string, sequence: number): MacroSource | undefined {
    const known = this.#versions.get(name);
    if (known === undefined) return undefined;
    if (!Array.isArray(known)) return known.from <= sequence ? known.source : undefined;
    let from = 0;
    let to = known.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((known[middle] as Version).from <= sequence) from = middle + 1;
      else to = middle;
    }
    return known[from - 1]?.source;
  }
}

/** A definition from the tokens behind `#define`; undefined when they are none. */
function readMacro(tokens: readonly RawToken[]): Macro | undefined {
  const [name, open] = tokens;
  if (name === undefined || name.kind !== "identifier") return undefined;
  if (open?.text !== "(" || open.isSpaced) {
    return made(name.text, undefined, false, tokens.slice(1));
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
  return made(name.text, parameters, isVariadic, tokens.slice(at + 1));
}

function made(
  name: string,
  parameters: readonly string[] | undefined,
  isVariadic: boolean,
  body: readonly RawToken[],
): Macro {
  const parameterAt = body.map(({ kind, text }) =>
    kind === "identifier" && parameters !== undefined ? parameters.indexOf(text) : -1,
  );
  const isPlain = !body.some(
    ({ kind, text }) =>
      (kind === "punctuator" && (text === "#" || text === "##")) || text === "__VA_OPT__",
  );
  return { name, parameters, isVariadic, body, parameterAt, isPlain };
}
