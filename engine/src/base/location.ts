/**
 * A range in a file of the tree, as people and editors write it.
 *
 * `file` is relative to the tree's root with forward slashes. Lines and columns start at 1; a
 * column counts UTF-16 code units; `endColumn` is the first column after the range.
 */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Orders locations by file, line and column, so that output does not depend on discovery order. */
export function compareLocations(a: Location, b: Location): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (
    a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn
  );
}
