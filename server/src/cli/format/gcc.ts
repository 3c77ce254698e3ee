/**
 * A tree's report in the form of gcc's diagnostics, for editors and build logs: one line for each
 * finding, and a note for each step of its path.
 *
 * Warnings and errors are "warning:" and "error:", which every reader of compiler output takes up. Findings below are
 * "info:": gcc has no such level, and calling a doubt a warning would make a build look worse than
 * its exit code; Emacs, Vim and our own problem matcher know the word, others pass over it.
 */
import type { Location } from "#engine/base";
import { type Finding, messageWithoutPath } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { notesOf } from "./finding-notes.ts";
import { type ReportContext, shownFindings } from "./report-context.ts";
import { escapeControls } from "./terminal-text.ts";

type GccContext = Pick<ReportContext, "isVerbose" | "pathOf">;

export function formatGccReport(report: TreeReport, context: GccContext): string {
  const lines = shownFindings(report, context).flatMap((finding) => findingLines(finding, context));
  for (const { file, reason } of report.skipped) {
    const name = escapeControls(context.pathOf(file));
    lines.push(`${name}:1:1: info: not, or not wholly, read: ${escapeControls(reason)}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

function findingLines(finding: Finding, context: GccContext): string[] {
  const at = ({ location }: { readonly location: Location }): string =>
    `${escapeControls(context.pathOf(location.file))}:${location.line}:${location.column}`;
  const { severity } = finding;
  const kind = severity === "warning" || severity === "error" ? severity : "info";
  const message = escapeControls(messageWithoutPath(finding));
  const lines = [`${at(finding)}: ${kind}: ${message} [${finding.rule}]`];
  for (const note of notesOf(finding)) {
    lines.push(`${at(note)}: note: ${escapeControls(note.message)}`);
  }
  return lines;
}
