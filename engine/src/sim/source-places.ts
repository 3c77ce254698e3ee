/** Positions of the C front end as lines and columns of files. */
import { LineIndex } from "#engine/base";
import type { PositionId, PositionTable } from "#engine/cfront";
import type { SourcePlace } from "#engine/trace";

export class SourcePlaces {
  readonly #positions: PositionTable;
  readonly #textOf: (file: string) => string | undefined;
  readonly #lines = new Map<string, LineIndex | undefined>();

  constructor(positions: PositionTable, textOf: (file: string) => string | undefined) {
    this.#positions = positions;
    this.#textOf = textOf;
  }

  /** Where a reader of the source sees it: the use of a macro, not its body. Null for nowhere. */
  placeOf(at: PositionId): SourcePlace | null {
    const outermost = this.#positions.outermost(at);
    const file = this.#positions.fileOf(outermost);
    if (file === undefined) return null;
    const lines = this.#linesOf(file);
    if (lines === undefined) return { file, line: 1, column: 1 };
    return { file, ...lines.positionAt(this.#positions.offsetOf(outermost)) };
  }

  #linesOf(file: string): LineIndex | undefined {
    if (!this.#lines.has(file)) {
      const text = this.#textOf(file);
      this.#lines.set(file, text === undefined ? undefined : new LineIndex(text));
    }
    return this.#lines.get(file);
  }
}

/** Texts of ours have names in angle brackets. */
export function isOwnFile(file: string): boolean {
  return file.startsWith("<");
}
