/**
 * Positions inside one text.
 *
 * An offset counts UTF-16 code units, as JavaScript strings and LSP's default encoding do.
 * A span is half open: `start` is inside, `end` is the first unit after it.
 */
export type Offset = number;

export interface Span {
  readonly start: Offset;
  readonly end: Offset;
}
