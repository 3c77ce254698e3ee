/**
 * A tree's report as coccicheck prints it in its mode "report": one line for each finding, for
 * scripts and mails that are made from those lines. Columns count from 0 there, and the second is
 * the one behind the range.
 */
import type { Finding } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { type ReportContext, shownFindings } from "./report-context.ts";
import { escapeControls } from "./terminal-text.ts";

type CocciContext = Pick<ReportContext, "isVerbose" | "pathOf">;

export function formatCocciReport(report: TreeReport, context: CocciContext): string {
  const lines = shownFindings(report, context).map((finding) => findingLine(finding, context));
  for (const { file, reason } of report.skipped) {
    const name = escapeControls(context.pathOf(file));
    lines.push(`${name}:1:0-0: INFO: not, or not wholly, read: ${escapeControls(reason)}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

function findingLine({ location, message, severity }: Finding, { pathOf }: CocciContext): string {
  const { file, line, column, endLine, endColumn } = location;
  const first = column - 1;
  // The form has one line; a range of several is shown by its beginning.
  const end = endLine === line ? endColumn - 1 : first;
  const kind = severity === "warning" || severity === "error" ? severity.toUpperCase() : "INFO";
  return `${escapeControls(pathOf(file))}:${line}:${first}-${end}: ${kind}: ${escapeControls(message)}`;
}
