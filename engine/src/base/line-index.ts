/**
 * Offset ↔ line and column for one text.
 *
 * Lines end at "\n"; a "\r" before it belongs to the line. Lines and columns start at 1.
 */
import type { Location } from "./location.ts";
import type { Offset, Span } from "./span.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
}

export class LineIndex {
  readonly #lineStarts: readonly Offset[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#lineStarts.length;
  }

  /** The position of an offset; offsets outside the text are clamped to its ends. */
  positionAt(offset: Offset): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: clamped - (this.#lineStarts[low] ?? 0) + 1 };
  }

  /** The offset of a position; positions outside the text are clamped to it. */
  offsetAt(line: number, column: number): Offset {
    if (line < 1) return 0;
    const start = this.#lineStarts[line - 1];
    if (start === undefined) return this.#length;
    const next = this.#lineStarts[line];
    const last = next === undefined ? this.#length : next - 1;
    return Math.min(start + Math.max(0, column - 1), last);
  }

  /** The offset of the first unit of a line, or the text's length behind the last line. */
  lineStart(line: number): Offset {
    return this.#lineStarts[line - 1] ?? this.#length;
  }

  /** The location of a span of this text in `file`. */
  locate(file: string, span: Span): Location {
    const from = this.positionAt(span.start);
    const to = this.positionAt(span.end);
    return {
      file,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
    };
  }
}
