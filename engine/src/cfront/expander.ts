/**
 * Macro expansion (C11 6.10.3, with GNU's named and empty variable arguments).
 *
 * Tokens are read from a stack of contexts, one for each macro being expanded. A macro whose context
 * is open is not expanded again, and its name, met there, never will be.
 */
import { CFrontError } from "./cfront-error.ts";
import { lex, type RawToken } from "./lexer.ts";
import type { Macro, MacroSource, MacroTable } from "./macro-table.ts";
import type { PositionTable } from "./position.ts";

interface Context {
  readonly tokens: readonly RawToken[];
  at: number;
  /** The macro whose expansion this is; undefined for the text itself and for arguments. */
  readonly macro: string | undefined;
}

const maxTokens = 2_000_000;
const maxDepth = 300;

/** What the names __FILE__, __LINE__ and __COUNTER__ stand for. */
export interface PlaceNames {
  readonly fileOf: (fileId: number, offset: number) => string;
  readonly lineOf: (fileId: number, offset: number) => number;
  counter: number;
}

/** Told of each name that is looked up, and of the definition that was found. */
export type LookupListener = (name: string, definition: MacroSource | undefined) => void;

export class Expander {
  readonly #macros: MacroTable;
  readonly #positions: PositionTable;
  readonly #places: PlaceNames;
  readonly #onLookup: LookupListener | undefined;
  readonly #stack: Context[] = [];
  /** Macros that are being expanded, and how often; shared with expanders of arguments. */
  readonly #open: Map<string, number>;
  /** Written and read so far, by this and the expanders that made it. */
  readonly #spent: { count: number };
  readonly #depth: number;

  constructor(
    macros: MacroTable,
    positions: PositionTable,
    places: PlaceNames,
    onLookup?: LookupListener,
    outer?: Expander,
  ) {
    this.#macros = macros;
    this.#positions = positions;
    this.#places = places;
    this.#onLookup = onLookup;
    this.#open = outer === undefined ? new Map() : outer.#open;
    this.#spent = outer === undefined ? { count: 0 } : outer.#spent;
    this.#depth = outer === undefined ? 0 : outer.#depth + 1;
  }

  expand(tokens: readonly RawToken[]): RawToken[] {
    const expanded: RawToken[] = [];
    this.#stack.push({ tokens, at: 0, macro: undefined });
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      this.#spend(token);
      if (token.kind !== "identifier" || token.isPainted) expanded.push(token);
      else this.#identifier(token, expanded);
    }
    return expanded;
  }

  #spend(token: RawToken): void {
    if (++this.#spent.count > maxTokens) {
      throw new CFrontError(`an expansion of more than ${maxTokens} tokens`, this.#position(token));
    }
  }

  #position(token: RawToken): number {
    return this.#positions.add(token.fileId, token.offset, token.expansion);
  }

  /** The next token; contexts that are used up end, and their macros may be expanded again. */
  #next(): RawToken | undefined {
    for (;;) {
      const context = this.#stack[this.#stack.length - 1];
      if (context === undefined) return undefined;
      if (context.at < context.tokens.length) return context.tokens[context.at++];
      this.#stack.pop();
      this.#close(context);
    }
  }

  #close({ macro }: Context): void {
    if (macro === undefined) return;
    const count = (this.#open.get(macro) ?? 1) - 1;
    if (count > 0) this.#open.set(macro, count);
    else this.#open.delete(macro);
  }

  /** The next token without moving, and without ending contexts for good. */
  #peek(): RawToken | undefined {
    for (let at = this.#stack.length - 1; at >= 0; at--) {
      const context = this.#stack[at] as Context;
      if (context.at < context.tokens.length) return context.tokens[context.at];
    }
    return undefined;
  }

  #identifier(token: RawToken, expanded: RawToken[]): void {
    const { text } = token;
    const definition = this.#macros.sourceAt(text, token.sequence);
    this.#onLookup?.(text, definition);
    const macro = definition?.macro();
    if (macro === undefined) {
      const built = this.#builtin(token);
      if (built === undefined) expanded.push(token);
      else if (built !== "") expanded.push(built);
      return;
    }
    if (this.#open.has(text)) {
      expanded.push({ ...token, isPainted: true });
      return;
    }
    if (macro.parameters === undefined) {
      this.#enter(macro, token, this.#substitute(macro, token, []));
      return;
    }
    if (this.#peek()?.text !== "(" || this.#peek()?.kind !== "punctuator") {
      expanded.push(token);
      return;
    }
    const args = this.#arguments(macro, token);
    if (args === undefined) expanded.push(token);
    else this.#enter(macro, token, this.#substitute(macro, token, args));
  }

  #enter(macro: Macro, token: RawToken, tokens: readonly RawToken[]): void {
    const first = tokens[0];
    const spaced =
      first === undefined || first.isSpaced === token.isSpaced
        ? tokens
        : [{ ...first, isSpaced: token.isSpaced }, ...tokens.slice(1)];
    this.#stack.push({ tokens: spaced, at: 0, macro: macro.name });
    this.#open.set(macro.name, (this.#open.get(macro.name) ?? 0) + 1);
  }

  /** Names that the preprocessor itself knows; "" for what disappears. */
  #builtin(token: RawToken): RawToken | "" | undefined {
    switch (token.text) {
      case "__LINE__": {
        const { fileId, offset } = this.#outermostPlace(token);
        return { ...token, kind: "number", text: String(this.#places.lineOf(fileId, offset)) };
      }
      case "__FILE__":
      case "__BASE_FILE__":
      case "__FILE_NAME__": {
        const { fileId, offset } = this.#outermostPlace(token);
        const text = JSON.stringify(this.#places.fileOf(fileId, offset));
        return { ...token, kind: "string", text };
      }
      case "__COUNTER__":
        return { ...token, kind: "number", text: String(this.#places.counter++) };
      case "__INCLUDE_LEVEL__":
        return { ...token, kind: "number", text: "0" };
      case "__DATE__":
        return { ...token, kind: "string", text: '"Jan  1 1970"' };
      case "__TIME__":
        return { ...token, kind: "string", text: '"00:00:00"' };
      case "_Pragma":
        return this.#skipPragma() ? "" : undefined;
      default:
        return undefined;
    }
  }

  #outermostPlace(token: RawToken): { fileId: number; offset: number } {
    if (token.expansion === 0) return token;
    const at = this.#positions.outermost(this.#position(token));
    const file = this.#positions.fileOf(at);
    return {
      fileId: file === undefined ? token.fileId : this.#positions.fileId(file),
      offset: this.#positions.offsetOf(at),
    };
  }

  #skipPragma(): boolean {
    if (this.#peek()?.text !== "(") return false;
    let depth = 0;
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.text === "(") depth++;
      else if (token.text === ")" && --depth === 0) return true;
    }
    return true;
  }

  /** Undefined when the text ends before the arguments do. */
  #arguments(macro: Macro, name: RawToken): RawToken[][] | undefined {
    const parameters = macro.parameters ?? [];
    this.#next();
    const args: RawToken[][] = [[]];
    let depth = 0;
    for (;;) {
      const token = this.#next();
      if (token === undefined) {
        throw new CFrontError(`the arguments of ${macro.name} do not end`, this.#position(name));
      }
      this.#spend(token);
      const isPunctuator = token.kind === "punctuator";
      if (isPunctuator && token.text === ")" && depth === 0) break;
      if (isPunctuator && token.text === "(") depth++;
      else if (isPunctuator && token.text === ")") depth--;
      const isRest = macro.isVariadic && args.length >= parameters.length;
      if (isPunctuator && token.text === "," && depth === 0 && !isRest) {
        args.push([]);
        continue;
      }
      (args[args.length - 1] as RawToken[]).push(token);
    }
    if (parameters.length === 0 && args.length === 1 && args[0]?.length === 0) return [];
    // The variable arguments may be left out, with their comma.
    if (macro.isVariadic && args.length === parameters.length - 1) return args;
    if (args.length !== parameters.length) {
      throw new CFrontError(
        `${macro.name} takes ${parameters.length} arguments, and gets ${args.length}`,
        this.#position(name),
      );
    }
    return args;
  }

  /** The body with its parameters replaced. */
  #substitute(macro: Macro, name: RawToken, args: readonly RawToken[][]): RawToken[] {
    const expansion = this.#positions.addExpansion(macro.name, this.#position(name));
    return new Substitution(macro, name, args, expansion, (tokens) => this.#isolated(tokens)).run();
  }

  /** An argument by itself, all macros in it expanded. */
  #isolated(tokens: readonly RawToken[]): RawToken[] {
    if (this.#depth > maxDepth) {
      const [first] = tokens;
      const at = first === undefined ? 0 : this.#position(first);
      throw new CFrontError(`macro arguments nested deeper than ${maxDepth}`, at);
    }
    const inner = new Expander(this.#macros, this.#positions, this.#places, this.#onLookup, this);
    return inner.expand(tokens);
  }
}

/** One use of a macro: its body with arguments put in. */
class Substitution {
  readonly #macro: Macro;
  readonly #name: RawToken;
  readonly #args: readonly RawToken[][];
  readonly #expansion: number;
  readonly #expandArgument: (tokens: readonly RawToken[]) => RawToken[];
  readonly #expanded: (RawToken[] | undefined)[] = [];

  constructor(
    macro: Macro,
    name: RawToken,
    args: readonly RawToken[][],
    expansion: number,
    expandArgument: (tokens: readonly RawToken[]) => RawToken[],
  ) {
    this.#macro = macro;
    this.#name = name;
    this.#args = args;
    this.#expansion = expansion;
    this.#expandArgument = expandArgument;
  }

  run(): RawToken[] {
    return this.#macro.isPlain ? this.#plain() : this.#replace(this.#macro.body);
  }

  #plain(): RawToken[] {
    const { body, parameterAt } = this.#macro;
    const out: RawToken[] = [];
    for (let at = 0; at < body.length; at++) {
      const token = body[at] as RawToken;
      const index = parameterAt[at] as number;
      if (index < 0) out.push(this.#own(token));
      else this.#append(out, this.#full(index), token);
    }
    return out;
  }

  #replace(body: readonly RawToken[]): RawToken[] {
    const out: RawToken[] = [];
    for (let at = 0; at < body.length; at++) {
      const token = body[at] as RawToken;
      const isFunction = this.#macro.parameters !== undefined;
      if (isFunction && token.text === "#" && token.kind === "punctuator") {
        const next = body[at + 1];
        const index = next === undefined ? -1 : this.#parameter(next);
        if (index >= 0) {
          out.push(this.#stringified(index, token));
          at++;
          continue;
        }
      }
      if (token.text === "##" && token.kind === "punctuator" && out.length >= 0 && at > 0) {
        at = this.#paste(body, at, out);
        continue;
      }
      if (token.text === "__VA_OPT__" && this.#macro.isVariadic) {
        at = this.#optional(body, at, out);
        continue;
      }
      const index = this.#parameter(token);
      if (index < 0) {
        out.push(this.#own(token));
        continue;
      }
      // Next to ##, an argument is taken as it is written.
      const isPasted = body[at + 1]?.text === "##" && body[at + 1]?.kind === "punctuator";
      const tokens = isPasted ? this.#raw(index) : this.#full(index);
      if (tokens.length === 0 && isPasted) out.push(this.#placeholder(token));
      else this.#append(out, tokens, token);
    }
    return out.filter((token) => token.text !== "");
  }

  #append(out: RawToken[], tokens: readonly RawToken[], at: RawToken): void {
    tokens.forEach((token, index) => {
      out.push(index === 0 ? { ...token, isSpaced: at.isSpaced } : token);
    });
  }

  /** A token of the body, in this expansion. */
  #own(token: RawToken): RawToken {
    const { kind, text, fileId, offset, isSpaced, spelled } = token;
    const own: RawToken = {
      kind,
      text,
      fileId,
      offset,
      isSpaced,
      expansion: this.#expansion,
      sequence: this.#name.sequence,
      isPainted: false,
    };
    return spelled === undefined ? own : { ...own, spelled };
  }

  #placeholder(token: RawToken): RawToken {
    return { ...this.#own(token), kind: "punctuator", text: "" };
  }

  #parameter(token: RawToken): number {
    if (token.kind !== "identifier" || this.#macro.parameters === undefined) return -1;
    return this.#macro.parameters.indexOf(token.text);
  }

  #raw(index: number): readonly RawToken[] {
    return this.#args[index] ?? [];
  }

  #full(index: number): readonly RawToken[] {
    let expanded = this.#expanded[index];
    if (expanded === undefined) {
      expanded = this.#expandArgument(this.#raw(index));
      this.#expanded[index] = expanded;
    }
    return expanded;
  }

  #stringified(index: number, at: RawToken): RawToken {
    let text = "";
    for (const [place, token] of this.#raw(index).entries()) {
      if (place > 0 && token.isSpaced) text += " ";
      const isQuoted = token.kind === "string" || token.kind === "character";
      text += isQuoted ? token.text.replace(/[\\"]/g, "\\$&") : (token.spelled ?? token.text);
    }
    return { ...this.#own(at), kind: "string", text: `"${text}"` };
  }

  /** `at` is that of ##; answers the index of the last token that was used. */
  #paste(body: readonly RawToken[], at: number, out: RawToken[]): number {
    const right = body[at + 1];
    if (right === undefined) return at;
    const index = this.#parameter(right);
    const left = out.pop();
    if (right.text === "__VA_OPT__" && this.#macro.isVariadic) {
      const tail: RawToken[] = [];
      const end = this.#optional(body, at + 1, tail);
      this.#join(left, tail, out, right);
      return end;
    }
    const tokens = index >= 0 ? this.#raw(index) : [this.#own(right)];
    const isRest = this.#macro.isVariadic && index === (this.#macro.parameters?.length ?? 0) - 1;
    if (isRest && left?.text === ",") {
      // GNU: the comma goes when there are no variable arguments at all; of a macro that takes
      // nothing else, when they are empty.
      const count = this.#macro.parameters?.length ?? 0;
      const isGiven = this.#args.length === count && (count > 1 || tokens.length > 0);
      if (isGiven) {
        out.push(left);
        this.#append(out, this.#full(index), right);
      }
      return at + 1;
    }
    this.#join(left, tokens, out, right);
    return at + 1;
  }

  #join(
    left: RawToken | undefined,
    tokens: readonly RawToken[],
    out: RawToken[],
    at: RawToken,
  ): void {
    const [first, ...rest] = tokens;
    if (first === undefined) {
      out.push(left ?? this.#placeholder(at));
      return;
    }
    if (left === undefined || left.text === "") {
      out.push({ ...first, isSpaced: left?.isSpaced ?? first.isSpaced }, ...rest);
      return;
    }
    const text = left.text + first.text;
    const joined = lex(text, 0, text.length, left.fileId, this.#name.sequence);
    const [only] = joined;
    if (joined.length === 1 && only !== undefined) {
      // Spelled where the body says so; an argument's own place would point at half of it.
      const { fileId, offset, isSpaced } = left;
      out.push({ ...only, fileId, offset, isSpaced, expansion: this.#expansion }, ...rest);
    } else out.push(left, first, ...rest);
  }

  /** `__VA_OPT__ ( tokens )`: the tokens when there are variable arguments. */
  #optional(body: readonly RawToken[], at: number, out: RawToken[]): number {
    let depth = 0;
    let end = at + 1;
    for (; end < body.length; end++) {
      if (body[end]?.text === "(") depth++;
      else if (body[end]?.text === ")" && --depth === 0) break;
    }
    const rest = (this.#macro.parameters?.length ?? 1) - 1;
    if (this.#full(rest).length > 0) out.push(...this.#replace(body.slice(at + 2, end)));
    return end;
  }
}
