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

/** True when `offset` lies in the span; the end counts, so that a cursor behind a word is on it. */
export function spanTouches(span: Span, offset: Offset): boolean {
  return span.start <= offset && offset <= span.end;
}

/** True when `inner` lies wholly inside `outer`. */
export function spanContains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
