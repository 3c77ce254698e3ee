/** Chooses the edits that may be made to a file without asking about each. */
import { compareLocations, type Location } from "#engine/base";
import type { FileEdit, Finding } from "./finding.ts";

/**
 * The edits of every fix that is both safe and preferred and changes this file alone, in order of
 * place. A fix that would touch what an earlier one changes is left out whole: it is found again
 * afterwards. Fixes that are the same edits are made once.
 */
export function fixAllEdits(findings: readonly Finding[], file: string): FileEdit[] {
  const ordered = [...findings].sort((a, b) => compareLocations(a.location, b.location));
  const chosen: FileEdit[] = [];
  for (const finding of ordered) {
    const fix = finding.fixes.find((candidate) => candidate.safe && candidate.preferred);
    if (fix === undefined || fix.edits.some((edit) => edit.location.file !== file)) continue;
    const fits = fix.edits.every((edit) => chosen.every((other) => areDisjoint(edit, other)));
    if (fits) chosen.push(...fix.edits);
  }
  return chosen.sort((a, b) => compareLocations(a.location, b.location));
}

function areDisjoint(a: FileEdit, b: FileEdit): boolean {
  return endsBefore(a.location, b.location) || endsBefore(b.location, a.location);
}

function endsBefore(a: Location, b: Location): boolean {
  const isSamePlace = a.line === b.line && a.column === b.column;
  if (isSamePlace) return false;
  return a.endLine < b.line || (a.endLine === b.line && a.endColumn <= b.column);
}
