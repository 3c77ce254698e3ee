/** Builds the fixes that call a walker's other variant, with edits as small as they can be. */
import { applyEdits, LineIndex, type Location, type Span, type TextEdit } from "#engine/base";
import { findWord } from "./c-text.ts";
import type { CodeText } from "./code-text.ts";
import type { FileEdit, Fix } from "./finding.ts";
import { realignArguments } from "./realign-arguments.ts";
import { renameInComment } from "./rename-in-comment.ts";

export interface Renaming {
  /** Where the called name stands. */
  readonly location: Location;
  readonly from: string;
  readonly to: string;
  /** False when the tree has no function `to`: then nothing is safe and the titles say so. */
  readonly isDeclared: boolean;
  /** True when nothing about the finding is in doubt. */
  readonly isCertain: boolean;
  /** What somebody has to make sure of before the fix is right, as a clause of its title. */
  readonly proviso?: string;
}

/**
 * Up to three fixes: rename the call; also realign its continuation lines; also update the
 * comment directly above it, where that names the old function. Each is complete by itself,
 * since the finding, and with it the other fixes, is gone once one of them was applied.
 * None when the text does not hold the old name at the location.
 */
export function renamingFixes(code: CodeText, renaming: Renaming): Fix[] {
  const { text, lines } = code;
  const name = spanOf(lines, renaming.location);
  if (text.slice(name.start, name.end) !== renaming.from) return [];

  const call: TextEdit = { ...name, newText: renaming.to };
  const shift = renaming.to.length - renaming.from.length;
  const alignment = realignArguments(text, name, shift);
  const comment = commentEdits(code, name, renaming);

  const safe = renaming.isDeclared && renaming.isCertain;
  const notes = [renaming.isDeclared ? [] : ["not declared in this tree"], renaming.proviso ?? []];
  const note = notes.flat().join("; ");
  const fix = (what: string, preferred: boolean, edits: readonly TextEdit[]): Fix => ({
    title: `Call ${renaming.to}()${what}${note === "" ? "" : ` (${note})`}`,
    safe,
    preferred,
    edits: toFileEdits(renaming.location.file, lines, edits),
  });

  const fixes = [fix("", safe, [call])];
  const realigned = " and realign its arguments";
  if (alignment.length > 0) fixes.push(fix(realigned, false, [call, ...alignment]));
  if (comment.length > 0) {
    const what = alignment.length > 0 ? ", realign its arguments" : "";
    const edits = [...comment, call, ...alignment];
    fixes.push(fix(`${what} and name it in the comment above`, false, edits));
  }
  return fixes;
}

/**
 * The edits that rename a call and its mentions in the comment directly above, and leave the lines
 * of the call where they are: as a patch for others to read does it. Empty when the text does not
 * hold the old name.
 */
export function conversionEdits(
  code: CodeText,
  renaming: Pick<Renaming, "from" | "location" | "to">,
): FileEdit[] {
  const name = spanOf(code.lines, renaming.location);
  if (code.text.slice(name.start, name.end) !== renaming.from) return [];
  const { from, location, to } = renaming;
  const comment = commentNaming(code, name, from);
  const above = comment === undefined ? [] : renameInComment(code.text, comment, from, to);
  return toFileEdits(location.file, code.lines, [...above, { ...name, newText: to }]);
}

/** The text after edits of one file; they must be disjoint. */
export function applyFileEdits(text: string, edits: readonly FileEdit[]): string {
  const lines = new LineIndex(text);
  return applyEdits(
    text,
    edits.map((edit) => ({ ...spanOf(lines, edit.location), newText: edit.newText })),
  );
}

function commentEdits(code: CodeText, name: Span, { from, to }: Renaming): TextEdit[] {
  const comment = commentNaming(code, name, from);
  if (comment === undefined) return [];
  return findWord(code.text, comment, from).map((span) => ({ ...span, newText: to }));
}

/** The comment directly above, looked for only where one may have the name. */
function commentNaming({ text, comments }: CodeText, name: Span, from: string): Span | undefined {
  // Comments are found by reading the file from its start; most files never name the walker above.
  return text.lastIndexOf(from, name.start - 1) < 0 ? undefined : comments.findAbove(name.start);
}

function spanOf(lines: LineIndex, location: Location): Span {
  return {
    start: lines.offsetAt(location.line, location.column),
    end: lines.offsetAt(location.endLine, location.endColumn),
  };
}

/** Edits of a file as reports give them, in order. */
export function toFileEdits(
  file: string,
  lines: LineIndex,
  edits: readonly TextEdit[],
): FileEdit[] {
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map((edit) => ({ location: lines.locate(file, edit), newText: edit.newText }));
}
