/** The small vocabulary that every other folder speaks. Imports nothing. */
export { EngineBug, invariant, unreachable } from "./assert.ts";
export { LineIndex, type Position } from "./line-index.ts";
export { compareLocations, type Location } from "./location.ts";
export { compareText, sortedUnique } from "./ordered.ts";
export { type Offset, type Span, spanContains, spanTouches } from "./span.ts";
export { applyEdits, editsAreDisjoint, type TextEdit } from "./text-edit.ts";
