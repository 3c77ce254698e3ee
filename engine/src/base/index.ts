/** The small vocabulary that every other folder speaks. Imports nothing. */
export { invariant } from "./assert.ts";
export { LineIndex, type Position } from "./line-index.ts";
export { compareLocations, type Location } from "./location.ts";
export { findNearestMatch } from "./nearest-match.ts";
export { compareText, sortedUnique } from "./ordered.ts";
export type { Offset, Span } from "./span.ts";
export { applyEdits, editsAreDisjoint, type TextEdit } from "./text-edit.ts";
