/** Makes a unit of a file: preprocesses it, and expands its declarations when they are asked for. */
import { CFrontError } from "./cfront-error.ts";
import { Expander, type LookupListener, type PlaceNames } from "./expander.ts";
import { lex, type RawToken } from "./lexer.ts";
import { LineMarks } from "./line-marks.ts";
import type { MacroSource } from "./macro-table.ts";
import { PositionTable } from "./position.ts";
import { type Piece, Preprocessor, preludeFile } from "./preprocess.ts";
import { scanTokens } from "./scan-tokens.ts";
import { SourceCache } from "./source-text.ts";
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
/** More than a declaration of the kernel uses. */
const counterStride = 512;

class PreprocessedUnit implements Unit {
  readonly file: string;
  readonly positions: PositionTable;
  readonly #preprocessor: Preprocessor;
  readonly #places: PlaceNames;
  readonly #refs: DeclarationRef[];
  readonly #countsExactly: boolean;
  #counters: readonly number[] | undefined;
  #isIndexed = false;

  constructor(options: UnitOptions) {
    const { file, positions, readText, prelude } = options;
    this.file = file;
    this.positions = positions;
    const cache = options.cache ?? new SourceCache(readText);
    const lines = new LineMarks((path) => cache.textOf(path));
    const pathOf = (fileId: number) => positions.files[fileId] ?? "";
    this.#places = {
      counter: 0,
      fileOf: (fileId, offset) => lines.fileOf(pathOf(fileId), offset),
      lineOf: (fileId, offset) => lines.lineOf(pathOf(fileId), offset),
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
      lines,
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
    this.#countsExactly = cache.find(file)?.text.includes("__COUNTER__") ?? false;
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
    const { names, pieces, preludeNames } = this.#preprocessor;
    const found = names.get(name) ?? [];
    const own = preludeNames.has(name)
      ? found.filter((index) => pieces[index]?.isPrelude === true)
      : found;
    return own.map((index) => this.#refs[index] as DeclarationRef);
  }

  declarations(): readonly DeclarationRef[] {
    return this.#refs;
  }

  tokensOf(ref: DeclarationRef): readonly Token[] {
    this.#places.counter = this.#counterAt(ref.index);
    return this.#finished(this.#expanded(ref.index, this.positions));
  }

  expand(text: string): readonly Token[] {
    const fileId = this.positions.fileId(askedFile);
    const { macros } = this.#preprocessor;
    const raw = lex(text, 0, text.length, fileId, macros.sequence);
    this.#places.counter = this.#counterAt(this.nDeclarations);
    return this.#finished(new Expander(macros, this.positions, this.#places).expand(raw));
  }

  #expanded(index: number, positions: PositionTable, onLookup?: LookupListener): RawToken[] {
    const raw: RawToken[] = [];
    const { macros, pieces } = this.#preprocessor;
    for (const { source, from, to, sequence } of pieces[index]?.stretches ?? []) {
      const fileId = this.positions.fileId(source.path);
      for (const token of lex(source.text, from, to, fileId, sequence)) raw.push(token);
    }
    return new Expander(macros, positions, this.#places, onLookup).expand(raw);
  }

  /**
   * The first __COUNTER__ of a piece: always the same, however often and in whichever order pieces
   * are asked for. The compiler's own numbers cost an expansion of everything in front, so they are
   * only for files that name __COUNTER__ themselves.
   */
  #counterAt(index: number): number {
    if (!this.#countsExactly) return (index * counterStride) % 0x7000_0000;
    if (this.#counters === undefined) {
      const counters: number[] = [];
      this.#places.counter = 0;
      for (const { index: at } of this.#refs) {
        counters.push(this.#places.counter);
        this.#attempt(() => this.#expanded(at, new PositionTable()));
      }
      this.#counters = [...counters, this.#places.counter];
    }
    return this.#counters[index] ?? 0;
  }

  #finished(raw: readonly RawToken[]): Token[] {
    return raw.map(({ kind, text, fileId, offset, expansion }) => ({
      kind,
      text,
      at: this.positions.add(fileId, offset, expansion),
    }));
  }

  /** Undefined when the text is wrong, which is told to who asks for the piece itself. */
  #attempt<Result>(run: () => Result): Result | undefined {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof CFrontError)) throw error;
      return undefined;
    }
  }

  /** Names that only expansion shows, such as those of DEFINE_… macros; found once, in order. */
  #indexExpansions(): void {
    if (this.#isIndexed) return;
    this.#isIndexed = true;
    const { pieces, names, preludeNames } = this.#preprocessor;
    const unasked = new PositionTable();
    const added = new Set<string>();
    for (const [index, piece] of pieces.entries()) {
      if (!piece.usesMacros) continue;
      for (const name of this.#namesOf(index, piece, unasked)) {
        if (piece.isPrelude) preludeNames.add(name);
        const known = names.get(name);
        if (known === undefined) names.set(name, [index]);
        else if (!known.includes(index)) {
          known.push(index);
          added.add(name);
        }
      }
    }
    for (const name of added) names.get(name)?.sort((left, right) => left - right);
  }

  #namesOf(index: number, piece: Piece, unasked: PositionTable): Iterable<string> {
    const { macros } = this.#preprocessor;
    const [first, ...others] = piece.stretches;
    if (first === undefined) return [];
    const { source, from, to, sequence } = first;
    const isAlone = others.length === 0;
    const known = isAlone ? source.knownNames.get(from) : undefined;
    if (known?.to === to) {
      let isSame = true;
      for (const [name, definition] of known.meanings) {
        isSame = macros.sourceAt(name, sequence) === definition;
        if (!isSame) break;
      }
      if (isSame) return known.names;
    }
    const names = new Set<string>();
    const meanings = new Map<string, MacroSource | undefined>();
    this.#places.counter = this.#counterAt(index);
    const tokens = this.#attempt(() =>
      this.#expanded(index, unasked, (name, definition) => meanings.set(name, definition)),
    );
    if (tokens === undefined) return [];
    scanTokens(tokens, (name, isCertain) => {
      if (isCertain || !piece.isPrelude) names.add(name);
    });
    // Names with a __COUNTER__ in them are those of this unit only.
    const isLasting = isAlone && !meanings.has("__COUNTER__");
    if (isLasting) source.knownNames.set(from, { to, names: [...names], meanings });
    return names;
  }
}
