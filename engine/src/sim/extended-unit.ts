/** A unit with text of ours behind its own, as if it stood at the file's end. */
import type { DeclarationRef, PositionTable, Token, Unit, UnitProblem } from "#engine/cfront";

interface Extension {
  readonly ref: DeclarationRef;
  readonly tokens: readonly Token[];
  readonly names: ReadonlySet<string>;
}

export class ExtendedUnit implements Unit {
  readonly #unit: Unit;
  readonly #extensions: Extension[] = [];

  constructor(unit: Unit) {
    this.#unit = unit;
  }

  get file(): string {
    return this.#unit.file;
  }

  get positions(): PositionTable {
    return this.#unit.positions;
  }

  get nDeclarations(): number {
    return this.#unit.nDeclarations + this.#extensions.length;
  }

  get problems(): readonly UnitProblem[] {
    return this.#unit.problems;
  }

  /** Adds declarations; macros mean what they mean at the end of the unit. */
  extend(text: string): void {
    const tokens = this.#unit.expand(text);
    const names = new Set(
      tokens.filter(({ kind }) => kind === "identifier").map(({ text: name }) => name),
    );
    this.#extensions.push({ ref: { index: this.nDeclarations }, tokens, names });
  }

  candidates(name: string): readonly DeclarationRef[] {
    const own = this.#unit.candidates(name);
    const added = this.#extensions.filter(({ names }) => names.has(name));
    return added.length === 0 ? own : [...own, ...added.map(({ ref }) => ref)];
  }

  declarations(): readonly DeclarationRef[] {
    return [...this.#unit.declarations(), ...this.#extensions.map(({ ref }) => ref)];
  }

  tokensOf(ref: DeclarationRef): readonly Token[] {
    const extension = this.#extensions[ref.index - this.#unit.nDeclarations];
    return extension === undefined ? this.#unit.tokensOf(ref) : extension.tokens;
  }

  expand(text: string): readonly Token[] {
    return this.#unit.expand(text);
  }
}
