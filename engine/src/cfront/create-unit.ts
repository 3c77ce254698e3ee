/** Makes a unit of a file: preprocesses it, and expands its declarations when they are asked for. */
import { CFrontError } from "./cfront-error.ts";
import { DeclarationScanner } from "./declaration-scanner.ts";
import { Expander, type PlaceNames } from "./expander.ts";
import { lex, type RawToken } from "./lexer.ts";
import type { PositionTable } from "./position.ts";
import { Preprocessor, preludeFile } from "./preprocess.ts";
import { eventCodes, SourceCache } from "./source-text.ts";
import type { Token } from "./token.ts";
import type { DeclarationRef, Unit, UnitProblem } from "./unit.ts";

export interface UnitOptions {
  /** Path of the main file. */
  readonly file: string;
  readonly positions: PositionTable;
  /** The text of a file by the path that includes make of it, or undefined. */
  readonly readText: (path: string) => string | undefined;
  /** Searched in order for includes. */
  readonly includeFolders: readonly string[];
  /** Files in front of all others, as gcc's -include. */
  readonly forcedIncludes?: readonly string[];
  /** Text of ours behind those and in front of the file; what it defines stays as it says. */
  readonly prelude?: string;
  /** Macros of the compiler, "NAME" or "NAME(x)", and their bodies. */
  readonly predefined?: Readonly<Record<string, string>>;
  /** Texts of files that are not on disk, by the name that includes use, or by path. */
  readonly overrides?: ReadonlyMap<string, string>;
  readonly maxIncludeDepth?: number;
  /** Texts that other units have read already. It belongs to one position table. */
  readonly cache?: SourceCache;
}

export function createUnit(options: UnitOptions): Unit {
  return new PreprocessedUnit(options);
}

const predefinedFile = "<predefined>";
const askedFile = "<asked>";

class PreprocessedUnit implements Unit {
  readonly file: string;
  readonly positions: PositionTable;
  readonly #preprocessor: Preprocessor;
  readonly #places: PlaceNames;
  readonly #refs: DeclarationRef[];
  #isIndexed = false;

  constructor(options: UnitOptions) {
    const { file, positions, readText, prelude } = options;
    this.file = file;
    this.positions = positions;
    const cache = options.cache ?? new SourceCache(readText);
    const lines = new Map<number, Int32Array>();
    this.#places = {
      counter: 0,
      fileOf: (fileId) => positions.files[fileId] ?? "",
      lineOf: (fileId, offset) => {
        let starts = lines.get(fileId);
        if (starts === undefined) {
          const path = positions.files[fileId] ?? "";
          starts = lineStarts(options.overrides?.get(path) ?? readText(path) ?? "");
          lines.set(fileId, starts);
        }
        return lineAt(starts, offset);
      },
    };
    const preprocessor = new Preprocessor(
      {
        cache,
        positions,
        includeFolders: options.includeFolders,
        overrides: options.overrides ?? new Map(),
        maxIncludeDepth: options.maxIncludeDepth ?? 200,
      },
      this.#places,
    );
    this.#preprocessor = preprocessor;
    const macros = Object.entries(options.predefined ?? {})
      .map(([name, body]) => `#define ${name} ${body}\n`)
      .join("");
    preprocessor.runText(predefinedFile, macros, false);
    for (const path of options.forcedIncludes ?? []) this.#run(path);
    if (prelude !== undefined) preprocessor.runText(preludeFile, prelude, true);
    this.#run(file);
    preprocessor.finish();
    this.#refs = preprocessor.pieces.map((_, index) => ({ index }));
  }

  #run(path: string): void {
    if (this.#preprocessor.run(path)) return;
    const message = `${path} is not found`;
    this.#preprocessor.problems.push({ file: path, offset: 0, message });
  }

  get nDeclarations(): number {
    return this.#refs.length;
  }

  get problems(): readonly UnitProblem[] {
    return this.#preprocessor.problems;
  }

  candidates(name: string): readonly DeclarationRef[] {
    this.#indexExpansions();
    const { names, pieces } = this.#preprocessor;
    const found = names.get(name);
    if (found === undefined) return [];
    const own = found.filter((index) => pieces[index]?.isPrelude === true);
    return (own.length > 0 ? own : found).map((index) => this.#refs[index] as DeclarationRef);
  }

  declarations(): readonly DeclarationRef[] {
    return this.#refs;
  }

  tokensOf(ref: DeclarationRef): readonly Token[] {
    return this.#finished(this.#expanded(ref.index));
  }

  expand(text: string): readonly Token[] {
    const fileId = this.positions.fileId(askedFile);
    const { sequence } = this.#preprocessor.macros;
    const raw = lex(text, 0, text.length, fileId, sequence);
    return this.#finished(this.#expander().expand(raw));
  }

  #expander(): Expander {
    return new Expander(this.#preprocessor.macros, this.positions, this.#places);
  }

  #expanded(index: number): RawToken[] {
    const raw: RawToken[] = [];
    for (const { source, from, to, sequence } of this.#preprocessor.pieces[index]?.stretches ??
      []) {
      const fileId = this.positions.fileId(source.path);
      raw.push(...lex(source.text, from, to, fileId, sequence));
    }
    return this.#expander().expand(raw);
  }

  #finished(raw: readonly RawToken[]): Token[] {
    return raw.map(({ kind, text, fileId, offset, expansion }) => ({
      kind,
      text,
      at: this.positions.add(fileId, offset, expansion),
    }));
  }

  /** Names that only expansion shows, such as those of DEFINE_… macros; found once, in order. */
  #indexExpansions(): void {
    if (this.#isIndexed) return;
    this.#isIndexed = true;
    const { pieces, names } = this.#preprocessor;
    const added = new Set<string>();
    for (const [index, piece] of pieces.entries()) {
      if (!piece.usesMacros) continue;
      try {
        scanTokens(this.#expanded(index), (name) => {
          const known = names.get(name);
          if (known === undefined) names.set(name, [index]);
          else if (!known.includes(index)) {
            known.push(index);
            added.add(name);
          }
        });
      } catch (error) {
        if (!(error instanceof CFrontError)) throw error;
      }
    }
    for (const name of added) names.get(name)?.sort((left, right) => left - right);
  }
}

/** The names that expanded declarations might declare. */
function scanTokens(tokens: readonly RawToken[], onName: (name: string) => void): void {
  const scanner = new DeclarationScanner({
    onName,
    isMacro: () => false,
    onMacroUse: () => {},
  });
  const events = tokens.map((token) => ({
    code: codeOf(token),
    name: token.kind === "identifier" ? token.text : "",
    character: token.text[0] ?? "",
  }));
  const last = { code: eventCodes.other, name: "", character: "" };
  events.forEach(({ code, name, character }, at) => {
    scanner.event(code, name, character, events[at + 1] ?? last);
  });
}

function codeOf({ kind, text }: RawToken): number {
  if (kind === "identifier") return eventCodes.identifier;
  if (kind !== "punctuator") return eventCodes.other;
  switch (text) {
    case "{":
      return eventCodes.open;
    case "}":
      return eventCodes.close;
    case "(":
      return eventCodes.openParenthesis;
    case ")":
      return eventCodes.closeParenthesis;
    case ";":
      return eventCodes.semicolon;
    case "=":
      return eventCodes.equals;
    case ",":
      return eventCodes.comma;
    default:
      return eventCodes.other;
  }
}

function lineStarts(text: string): Int32Array {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return Int32Array.from(starts);
}

/** From 1. */
function lineAt(starts: Int32Array, offset: number): number {
  let from = 0;
  let to = starts.length - 1;
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if ((starts[middle] as number) <= offset) from = middle;
    else to = middle - 1;
  }
  return from + 1;
}
