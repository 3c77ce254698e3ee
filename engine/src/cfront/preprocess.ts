/**
 * Goes through a unit in the order of its includes: which text is active, which macros exist from
 * where on, where declarations begin and end. Nothing is expanded but conditions.
 */
import { CFrontError } from "./cfront-error.ts";
import { evaluateCondition } from "./condition.ts";
import { DeclarationScanner } from "./declaration-scanner.ts";
import { Expander, type PlaceNames } from "./expander.ts";
import { lex, type RawToken } from "./lexer.ts";
import type { LineMarks } from "./line-marks.ts";
import { MacroSource, MacroTable } from "./macro-table.ts";
import { PositionTable } from "./position.ts";
import type { Directive, Header, SourceCache, SourceText } from "./source-text.ts";
import type { UnitProblem } from "./unit.ts";

/** Active text: a file from one offset to another, with the macros as they stand there. */
export interface Stretch {
  readonly source: SourceText;
  readonly from: number;
  readonly to: number;
  readonly sequence: number;
}

export interface Piece {
  readonly stretches: readonly Stretch[];
  /** Its names are known only once it is expanded. */
  readonly usesMacros: boolean;
  readonly isPrelude: boolean;
}

export interface PreprocessOptions {
  readonly cache: SourceCache;
  readonly positions: PositionTable;
  readonly includeFolders: readonly string[];
  readonly overrides: ReadonlyMap<string, string>;
  readonly maxIncludeDepth: number;
}

export const preludeFile = "<prelude>";

/** More than this is no program but an attempt to keep us busy. */
const maxIncludes = 30_000;
const maxCharacters = 200_000_000;

export class Preprocessor {
  readonly macros = new MacroTable();
  readonly pieces: Piece[] = [];
  readonly names = new Map<string, number[]>();
  /** What the prelude itself declares. */
  readonly preludeNames = new Set<string>();
  readonly problems: UnitProblem[] = [];
  readonly #told = new Set<string>();
  readonly #options: PreprocessOptions;
  readonly #places: PlaceNames;
  readonly #lines: LineMarks;
  readonly #scanner: DeclarationScanner;
  readonly #included = new Set<string>();
  /** Where tokens of conditions are from, which no one asks. */
  readonly #unasked = new PositionTable();
  #stretches: Stretch[] = [];
  #usesMacros = false;
  #isPrelude = false;
  #folders: readonly string[] = [];
  #found = new Map<string, string | undefined>();
  #nIncludes = 0;
  #nCharacters = 0;

  constructor(options: PreprocessOptions, places: PlaceNames, lines: LineMarks) {
    this.#options = options;
    this.#places = places;
    this.#lines = lines;
    this.#folders = options.includeFolders;
    this.#scanner = new DeclarationScanner({
      onName: (name, isCertain) => this.#addName(name, isCertain),
      macroKind: (name) => this.macros.kindOf(name, this.macros.sequence),
      onMacroUse: () => {
        this.#usesMacros = true;
      },
    });
  }

  /** A file by its path; false when there is none. */
  run(path: string): boolean {
    const source = this.#load(path);
    if (source === undefined) return false;
    this.#file(source, 0);
    return true;
  }

  runText(path: string, text: string, isPrelude: boolean): void {
    const source = this.#options.cache.given(path, text);
    this.#isPrelude = isPrelude;
    this.#file(source, 0);
    this.#endPiece();
    this.#isPrelude = false;
  }

  /** Ends what is still open at the end of the unit. */
  finish(): void {
    this.#endPiece();
  }

  #load(path: string): SourceText | undefined {
    const { overrides, cache } = this.#options;
    const text = overrides.get(path);
    return text === undefined ? cache.find(path) : cache.given(path, text);
  }

  #addName(name: string, isCertain: boolean): void {
    if (this.#isPrelude && isCertain) this.preludeNames.add(name);
    const index = this.pieces.length;
    const known = this.names.get(name);
    if (known === undefined) this.names.set(name, [index]);
    else if (known[known.length - 1] !== index) known.push(index);
  }

  #file(source: SourceText, depth: number): void {
    if (source.guard !== undefined && this.macros.isDefined(source.guard, this.macros.sequence)) {
      return;
    }
    if (source.isOnce) {
      if (this.#included.has(source.path)) return;
      this.#included.add(source.path);
    }
    const { directives, text } = source;
    this.#nCharacters += text.length;
    const fileId = this.#options.positions.fileId(source.path);
    const { nParentheses } = this.#scanner;
    /** Per open #if: whether its text may be active at all, and whether a branch was taken. */
    const conditions: { mayBeActive: boolean; isTaken: boolean }[] = [];
    let isActive = true;
    let from = 0;
    for (let index = 0; index <= directives.length; index++) {
      const directive = directives[index];
      if (isActive) this.#text(source, index, from, directive?.start ?? text.length);
      if (directive === undefined) break;
      from = directive.end;
      const { name } = directive;
      switch (name) {
        case "if":
        case "ifdef":
        case "ifndef": {
          const holds: boolean = isActive && this.#holds(source, index, directive, fileId);
          conditions.push({ mayBeActive: isActive, isTaken: holds });
          isActive = holds;
          break;
        }
        case "elif":
        case "elifdef":
        case "elifndef":
        case "else": {
          const top = conditions[conditions.length - 1];
          if (top === undefined) {
            this.#problem(source, directive, `#${name} without #if`);
            break;
          }
          isActive =
            top.mayBeActive &&
            !top.isTaken &&
            (name === "else" || this.#holds(source, index, directive, fileId));
          top.isTaken ||= isActive;
          break;
        }
        case "endif": {
          const top = conditions.pop();
          if (top !== undefined) isActive = top.mayBeActive;
          else this.#problem(source, directive, "#endif without #if");
          break;
        }
        default:
          if (isActive) this.#directive(source, index, directive, fileId, depth);
      }
    }
    // Parentheses do not reach beyond a file, so that one too many does no harm to others.
    if (this.#scanner.nParentheses > nParentheses) {
      this.#scanner.reset();
      this.#endPiece();
    }
  }

  /** Active text between two directives: its events, and the pieces that they make. */
  #text(source: SourceText, index: number, from: number, to: number): void {
    const { offsets, firstEvents } = source;
    const first = firstEvents[index] as number;
    const end = firstEvents[index + 1] ?? offsets.length;
    if (first === end) return;
    const { sequence } = this.macros;
    const scanner = this.#scanner;
    let start = scanner.isUnderWay ? from : (offsets[first] as number);
    for (let at = first; at < end; ) {
      const behind = scanner.scan(source, at, end);
      if (behind < 0) {
        this.#stretches.push({ source, from: start, to, sequence });
        return;
      }
      // The last event of a declaration is a bracket or a semicolon.
      const last = (offsets[behind - 1] as number) + 1;
      this.#stretches.push({ source, from: start, to: last, sequence });
      this.#closePiece();
      at = behind;
      start = offsets[at] ?? to;
    }
  }

  #closePiece(): void {
    this.pieces.push({
      stretches: this.#stretches,
      usesMacros: this.#usesMacros,
      isPrelude: this.#isPrelude,
    });
    this.#stretches = [];
    this.#usesMacros = false;
  }

  #endPiece(): void {
    if (this.#stretches.length > 0) this.#closePiece();
  }

  #holds(source: SourceText, index: number, directive: Directive, fileId: number): boolean {
    const { sequence } = this.macros;
    const { name } = directive;
    if (name.endsWith("def")) {
      const symbol = this.#symbol(source, index, directive);
      const isDefined = this.macros.isDefined(symbol, sequence) || isAlwaysDefined(symbol);
      return name === "ifdef" || name === "elifdef" ? isDefined : !isDefined;
    }
    try {
      const holds = evaluateCondition(this.#tokens(source, index, directive, fileId), {
        isDefined: (symbol) => this.macros.isDefined(symbol, sequence) || isAlwaysDefined(symbol),
        expand: (raw) => new Expander(this.macros, this.#unasked, this.#places).expand(raw),
        hasInclude: (raw) => this.#hasHeader(source, raw),
      });
      if (holds === undefined) this.#problem(source, directive, "the condition is not understood");
      return holds ?? false;
    } catch (error) {
      if (!(error instanceof CFrontError)) throw error;
      this.#problem(source, directive, error.message);
      return false;
    }
  }

  /** The tokens of a directive, as they stand here. */
  #tokens(source: SourceText, index: number, directive: Directive, fileId: number): RawToken[] {
    let tokens = source.conditions[index];
    if (tokens === undefined) {
      tokens = lex(source.text, directive.content, directive.end, fileId, 0);
      source.conditions[index] = tokens;
    }
    const { sequence } = this.macros;
    return tokens.map((token) => ({ ...token, sequence }));
  }

  #symbol(source: SourceText, index: number, directive: Directive): string {
    let symbol = source.symbols[index];
    if (symbol === undefined) {
      symbol = nameAt(source.text, directive.content, directive.end) ?? "";
      source.symbols[index] = symbol;
    }
    return symbol;
  }

  #directive(
    source: SourceText,
    index: number,
    directive: Directive,
    fileId: number,
    depth: number,
  ): void {
    switch (directive.name) {
      case "define":
        this.#define(source, index, directive, fileId);
        break;
      case "undef": {
        const name = this.#symbol(source, index, directive);
        if (this.#mayChange(source, name)) this.macros.undefine(name);
        break;
      }
      case "include":
      case "include_next":
      case "import":
        this.#include(source, index, directive, fileId, depth);
        break;
      case "line":
        this.#line(source, index, directive, fileId);
        break;
      case "error":
        this.#problem(source, directive, source.text.slice(directive.start, directive.end).trim());
        break;
      default:
        // #pragma, #warning and #ident change nothing here.
        break;
    }
  }

  /** What the prelude itself defines is changed by nothing but the prelude. */
  #mayChange(source: SourceText, name: string): boolean {
    return source.path === preludeFile || !this.macros.locked.has(name);
  }

  #define(source: SourceText, index: number, directive: Directive, fileId: number): void {
    let definition = source.definitions[index];
    if (definition === undefined) {
      const { text } = source;
      const { content, end } = directive;
      const name = nameAt(text, content, end);
      if (name === undefined) {
        this.#problem(source, directive, "#define without a name");
        return;
      }
      definition = new MacroSource(name, text, content, end, fileId);
      source.definitions[index] = definition;
    }
    const { name } = definition;
    if (!this.#mayChange(source, name)) return;
    this.macros.define(definition);
    if (source.path === preludeFile) this.macros.locked.add(name);
  }

  #include(
    source: SourceText,
    index: number,
    directive: Directive,
    fileId: number,
    depth: number,
  ): void {
    if (depth >= this.#options.maxIncludeDepth) {
      this.#problem(source, directive, `includes are nested deeper than ${depth}`);
      return;
    }
    if (++this.#nIncludes > maxIncludes || this.#nCharacters > maxCharacters) {
      this.#problem(source, directive, "too many includes");
      return;
    }
    let header = source.headers[index];
    if (header === undefined) {
      const tokens = this.#tokens(source, index, directive, fileId);
      const [first] = tokens;
      const isSpelled = first?.text === "<" || first?.kind === "string";
      header = isSpelled
        ? headerOf(tokens, source.text.slice(directive.content, directive.end))
        : headerOf(this.#expandedLine(tokens));
      if (isSpelled) source.headers[index] = header;
    }
    const isNext = directive.name === "include_next";
    const path = header && this.#resolve(source, header, isNext);
    const included = path === undefined ? undefined : this.#load(path);
    if (included === undefined) {
      const name = source.text.slice(directive.content, directive.end).trim();
      this.#problem(source, directive, `${name} is not found`);
      return;
    }
    // Text of ours may include the tree's, whose names do not lock anything.
    const isPrelude = this.#isPrelude;
    if (isPrelude) this.#endPiece();
    this.#isPrelude = false;
    this.#file(included, depth + 1);
    if (isPrelude) this.#endPiece();
    this.#isPrelude = isPrelude;
  }

  #line(source: SourceText, index: number, directive: Directive, fileId: number): void {
    const tokens = this.#expandedLine(this.#tokens(source, index, directive, fileId));
    const line = Number(tokens[0]?.text);
    if (!Number.isInteger(line)) return;
    const name = tokens[1]?.kind === "string" ? tokens[1].text.slice(1, -1) : undefined;
    this.#lines.add(source.path, directive.start, line, name);
  }

  /** The tokens of a directive with macros expanded; none when that fails. */
  #expandedLine(tokens: readonly RawToken[]): readonly RawToken[] {
    try {
      return new Expander(this.macros, this.#unasked, this.#places).expand(tokens);
    } catch (error) {
      if (!(error instanceof CFrontError)) throw error;
      return [];
    }
  }

  #hasHeader(source: SourceText, tokens: readonly RawToken[]): boolean {
    const isSpelled = tokens[0]?.text === "<" || tokens[0]?.kind === "string";
    const header = isSpelled ? headerOf(tokens) : headerOf(this.#expandedLine(tokens));
    return header !== undefined && this.#resolve(source, header, false) !== undefined;
  }

  /** The path that an include names, or undefined. */
  #resolve(source: SourceText, { name, isQuoted }: Header, isNext: boolean): string | undefined {
    const folder = folderOf(source.path);
    const key = `${isQuoted ? folder : ""}\n${isNext ? source.path : ""}\n${name}`;
    if (!this.#found.has(key)) {
      this.#found.set(key, this.#search(source, name, isQuoted && !isNext, isNext));
    }
    return this.#found.get(key);
  }

  #search(
    source: SourceText,
    name: string,
    isQuoted: boolean,
    isNext: boolean,
  ): string | undefined {
    const candidates: string[] = [];
    if (isQuoted) candidates.push(join(folderOf(source.path), name));
    if (name.startsWith("/")) candidates.push(name);
    const folders = this.#folders.map((folder) => join(folder, name));
    // The folders behind the one in which the present file was found.
    const present = isNext ? folders.indexOf(source.path) : -1;
    candidates.push(...folders.slice(present + 1));
    for (const path of candidates) {
      if (this.#options.overrides.has(path) || this.#options.cache.find(path) !== undefined) {
        return path;
      }
      // Generated headers are named as they are included.
      if (!isNext && !isQuoted && this.#options.overrides.has(name)) return name;
    }
    return this.#options.overrides.has(name) ? name : undefined;
  }

  #problem({ path: file }: SourceText, { start: offset }: Directive, message: string): void {
    // A file that is included again has the same problems again.
    const key = `${file}\n${offset}\n${message}`;
    if (this.#told.has(key) || this.#told.size >= 1000) return;
    this.#told.add(key);
    this.problems.push({ file, offset, message });
  }
}

/** What an include's tokens name; `spelled` is their text, when no macro made them. */
function headerOf(tokens: readonly RawToken[], spelled?: string): Header | undefined {
  const [first] = tokens;
  const isQuoted = first?.kind === "string";
  let name: string | undefined;
  if (isQuoted) name = first.text.slice(1, -1);
  else if (first?.text !== "<") return undefined;
  // Between angle brackets is no C: `//` and quotes are part of the name.
  else if (spelled !== undefined) name = /<([^>\n]+)>/.exec(spelled)?.[1];
  else {
    const end = tokens.findIndex(({ text }) => text.startsWith(">"));
    name = tokens
      .slice(1, end)
      .map(({ text, isSpaced }, at) => (at > 0 && isSpaced ? ` ${text}` : text))
      .join("");
  }
  return name === undefined || name === "" ? undefined : { name, isQuoted };
}

const alwaysDefined = new Set([
  "__FILE__",
  "__LINE__",
  "__COUNTER__",
  "__DATE__",
  "__TIME__",
  "__BASE_FILE__",
  "__INCLUDE_LEVEL__",
  "__has_include",
  "__has_include_next",
  "__has_attribute",
  "__has_builtin",
]);

function isAlwaysDefined(name: string): boolean {
  return alwaysDefined.has(name);
}

const directiveName =
  /(?:[ \t\v\f]|\\\r?\n|\/\*[\s\S]*?\*\/)*([A-Za-z_$\u0080-\uffff](?:[\w$\u0080-\uffff]|\\\r?\n)*)/y;

function nameAt(text: string, from: number, to: number): string | undefined {
  directiveName.lastIndex = from;
  const match = directiveName.exec(text);
  if (match === null || directiveName.lastIndex > to) return undefined;
  return (match[1] as string).replace(/\\\r?\n/g, "");
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** A path put together, `.` and `..` taken out. */
function join(folder: string, name: string): string {
  if (name.startsWith("/") || folder === "") return normal(name);
  return normal(`${folder}/${name}`);
}

function normal(path: string): string {
  if (!path.includes("./") && !path.includes("//")) return path;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "." || (part === "" && parts.length > 0)) continue;
    if (part === ".." && parts.length > 0 && parts[parts.length - 1] !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
