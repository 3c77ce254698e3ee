/**
 * Goes through a unit in the order of its includes: which text is active, which macros exist from
 * where on, where declarations begin and end. Nothing is expanded but conditions.
 */
import { evaluateCondition } from "./condition.ts";
import { DeclarationScanner } from "./declaration-scanner.ts";
import { Expander, type PlaceNames } from "./expander.ts";
import { lex, type RawToken } from "./lexer.ts";
import { type Macro, type MacroSource, MacroTable, readMacro } from "./macro-table.ts";
import type { PositionTable } from "./position.ts";
import {
  type Directive,
  eventCodes,
  readSource,
  type SourceCache,
  type SourceText,
} from "./source-text.ts";
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

export class Preprocessor {
  readonly macros = new MacroTable();
  readonly pieces: Piece[] = [];
  readonly names = new Map<string, number[]>();
  readonly problems: UnitProblem[] = [];
  readonly #options: PreprocessOptions;
  readonly #places: PlaceNames;
  readonly #scanner: DeclarationScanner;
  readonly #included = new Set<string>();
  readonly #overridden = new Map<string, SourceText>();
  #stretches: Stretch[] = [];
  #usesMacros = false;
  #isPrelude = false;
  #folders: readonly string[] = [];
  #found = new Map<string, string | undefined>();

  constructor(options: PreprocessOptions, places: PlaceNames) {
    this.#options = options;
    this.#places = places;
    this.#folders = options.includeFolders;
    this.#scanner = new DeclarationScanner({
      onName: (name) => this.#addName(name),
      isMacro: (name) => this.macros.isDefined(name, this.macros.sequence),
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
    const source = readSource(path, text);
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
    const override = this.#overridden.get(path);
    if (override !== undefined) return override;
    const text = this.#options.overrides.get(path);
    if (text === undefined) return this.#options.cache.find(path);
    const source = readSource(path, text);
    this.#overridden.set(path, source);
    return source;
  }

  #addName(name: string): void {
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
    const fileId = this.#options.positions.fileId(source.path);
    /** Per open #if: whether its text is active, and whether a branch was taken or none may be. */
    const conditions: { isActive: boolean; isTaken: boolean }[] = [];
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
          const holds: boolean = isActive && this.#holds(source, directive, fileId);
          conditions.push({ isActive: holds, isTaken: holds || !isActive });
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
          const holds: boolean =
            !top.isTaken && (name === "else" || this.#holds(source, directive, fileId));
          top.isActive = holds;
          top.isTaken ||= holds;
          isActive = holds;
          break;
        }
        case "endif":
          conditions.pop();
          isActive = conditions.every((one) => one.isActive);
          break;
        default:
          if (isActive) this.#directive(source, index, directive, fileId, depth);
      }
    }
  }

  /** Active text between two directives: its events, and the pieces that they make. */
  #text(source: SourceText, index: number, from: number, to: number): void {
    const { offsets, codes, names, text } = source;
    const first = source.firstEvents[index] as number;
    const end = source.firstEvents[index + 1] ?? offsets.length;
    if (first === end) return;
    const { sequence } = this.macros;
    const scanner = this.#scanner;
    let start = scanner.isUnderWay ? from : (offsets[first] as number);
    for (let at = first; at < end; at++) {
      const offset = offsets[at] as number;
      const following = at + 1 < end ? at + 1 : -1;
      const next =
        following < 0
          ? noEvent
          : {
              code: codes[following] as number,
              name: names[following] as string,
              character: text[offsets[following] as number] as string,
            };
      if (!scanner.isUnderWay) start = offset;
      const hasEnded = scanner.event(
        codes[at] as number,
        names[at] as string,
        text[offset] as string,
        next,
      );
      if (hasEnded) {
        this.#stretches.push({ source, from: start, to: offset + 1, sequence });
        this.#closePiece();
      }
    }
    if (scanner.isUnderWay) this.#stretches.push({ source, from: start, to, sequence });
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

  #holds(source: SourceText, directive: Directive, fileId: number): boolean {
    const { sequence } = this.macros;
    const { name } = directive;
    const content = source.text.slice(directive.content, directive.end);
    if (name.endsWith("def")) {
      const symbol = /^(?:\s|\/\*[\s\S]*?\*\/)*([A-Za-z_$][\w$]*)/.exec(content)?.[1] ?? "";
      const isDefined = this.macros.isDefined(symbol, sequence) || isAlwaysDefined(symbol);
      return name === "ifdef" || name === "elifdef" ? isDefined : !isDefined;
    }
    const tokens = lex(source.text, directive.content, directive.end, fileId, sequence);
    try {
      const holds = evaluateCondition(tokens, {
        isDefined: (symbol) => this.macros.isDefined(symbol, sequence) || isAlwaysDefined(symbol),
        expand: (raw) =>
          new Expander(this.macros, this.#options.positions, this.#places).expand(raw),
        hasInclude: (raw) => this.#resolve(source, raw, false) !== undefined,
      });
      if (holds === undefined) this.#problem(source, directive, "the condition is not understood");
      return holds ?? false;
    } catch (error) {
      this.#problem(source, directive, error instanceof Error ? error.message : String(error));
      return false;
    }
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
        const name = /[A-Za-z_$][\w$]*/.exec(
          source.text.slice(directive.content, directive.end),
        )?.[0];
        if (name !== undefined && (this.#isPrelude || !this.macros.locked.has(name))) {
          this.macros.undefine(name);
        }
        break;
      }
      case "include":
      case "include_next":
      case "import":
        this.#include(source, directive, fileId, depth);
        break;
      case "error":
        this.#problem(source, directive, source.text.slice(directive.start, directive.end).trim());
        break;
      default:
        // #pragma, #line, #warning and #ident change nothing here.
        break;
    }
  }

  #define(source: SourceText, index: number, directive: Directive, fileId: number): void {
    let known = source.macros.get(index) as { name: string; macro: MacroSource } | undefined;
    if (known === undefined) {
      const { text } = source;
      const name = nameAt(text, directive.content);
      if (name === undefined) {
        this.#problem(source, directive, "#define without a name");
        return;
      }
      let macro: Macro | undefined;
      let isRead = false;
      known = {
        name,
        macro: {
          macro: () => {
            if (!isRead) {
              macro = readMacro(lex(text, directive.content, directive.end, fileId, 0));
              isRead = true;
            }
            return macro;
          },
        },
      };
      source.macros.set(index, known);
    }
    const isOwn = this.#isPrelude && source.path === preludeFile;
    if (!isOwn && this.macros.locked.has(known.name)) return;
    this.macros.define(known.name, known.macro);
    if (isOwn) this.macros.locked.add(known.name);
  }

  #include(source: SourceText, directive: Directive, fileId: number, depth: number): void {
    const { sequence } = this.macros;
    if (depth >= this.#options.maxIncludeDepth) {
      this.#problem(source, directive, `includes are nested deeper than ${depth}`);
      return;
    }
    let tokens = lex(source.text, directive.content, directive.end, fileId, sequence);
    if (tokens[0]?.kind === "identifier") {
      tokens = new Expander(this.macros, this.#options.positions, this.#places).expand(tokens);
    }
    const path = this.#resolve(source, tokens, directive.name === "include_next");
    if (path === undefined) {
      const name = source.text.slice(directive.content, directive.end).trim();
      this.#problem(source, directive, `${name} is not found`);
      return;
    }
    const included = this.#load(path);
    if (included === undefined) return;
    // Text of ours may include the tree's, whose names do not lock anything.
    const isPrelude = this.#isPrelude;
    if (isPrelude) this.#endPiece();
    this.#isPrelude = false;
    this.#file(included, depth + 1);
    this.#isPrelude = isPrelude;
  }

  /** The path that an include names, or undefined. */
  #resolve(source: SourceText, tokens: readonly RawToken[], isNext: boolean): string | undefined {
    const [first] = tokens;
    if (first === undefined) return undefined;
    const isQuoted = first.kind === "string";
    const name = isQuoted
      ? first.text.slice(1, -1)
      : tokens
          .slice(
            1,
            tokens.findIndex(({ text }, at) => at > 0 && text.startsWith(">")),
          )
          .map(({ text, isSpaced }, at) => (at > 0 && isSpaced ? ` ${text}` : text))
          .join("");
    if (name === "") return undefined;
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
    const present = isNext ? folders.findIndex((path) => path === source.path) : -1;
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
    if (this.problems.length < 1000) this.problems.push({ file, offset, message });
  }
}

const noEvent = { code: eventCodes.other, name: "", character: "" } as const;

function isAlwaysDefined(name: string): boolean {
  return /^__(?:FILE|LINE|COUNTER|DATE|TIME|has_(?:include|include_next|attribute|builtin))(?:__)?$/.test(
    name,
  );
}

function nameAt(text: string, from: number): string | undefined {
  const pattern =
    /(?:[ \t\v\f]|\\\r?\n|\/\*[\s\S]*?\*\/)*([A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)/y;
  pattern.lastIndex = from;
  return pattern.exec(text)?.[1];
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
