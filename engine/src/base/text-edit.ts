/** Replacements in one text: applied together, so that all offsets speak of the text before. */
import type { Span } from "./span.ts";

export interface TextEdit extends Span {
  readonly newText: string;
}

/** True when no two edits touch the same unit; two insertions at one offset count as overlap. */
export function editsAreDisjoint(edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.every((edit, index) => {
    const next = sorted[index + 1];
    return (
      next === undefined ||
      edit.end < next.start ||
      (edit.end === next.start && edit.end > edit.start)
    );
  });
}

/** The text after all edits. Edits must be disjoint; their order in the list does not matter. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let from = 0;
  for (const edit of sorted) {
    result += text.slice(from, edit.start) + edit.newText;
    from = edit.end;
  }
  return result + text.slice(from);
}
