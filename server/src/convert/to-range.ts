/**
 * Engine locations (lines and columns from 1) and LSP ranges (both from 0).
 *
 * Columns and characters count UTF-16 units on both sides.
 */
import type { Location as LspLocation, Position, Range } from "vscode-languageserver";
import type { Location } from "#engine/base";

/** From a file of one tree to its URI. */
export type UriOf = (file: string) => string;

export function toRange(location: Location): Range {
  return {
    start: { line: location.line - 1, character: location.column - 1 },
    end: { line: location.endLine - 1, character: location.endColumn - 1 },
  };
}

export function toLocation(location: Location, uriOf: UriOf): LspLocation {
  return { uri: uriOf(location.file), range: toRange(location) };
}

export function toEnginePosition(position: Position): { line: number; column: number } {
  return { line: position.line + 1, column: position.character + 1 };
}
