/**
 * A tree's report as workflow commands, which GitHub Actions turns into annotations of the lines.
 *
 * The text goes to a job's log that others read: characters that end a command or a property are
 * escaped as the runner decodes them, all other control characters as in a terminal.
 */
import { type Finding, messageWithoutPath } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { notesOf } from "./finding-notes.ts";
import { type ReportContext, shownFindings } from "./report-context.ts";
import { escapeControls } from "./terminal-text.ts";

type GithubContext = Pick<ReportContext, "isVerbose" | "pathOf">;

export function formatGithubReport(report: TreeReport, context: GithubContext): string {
  const lines = shownFindings(report, context).map((finding) => findingCommand(finding, context));
  for (const { file, reason } of report.skipped) {
    const properties = { file: context.pathOf(file), title: "lazymmu" };
    lines.push(command("notice", properties, [`not, or not wholly, read: ${reason}`]));
  }
  return lines.map((line) => `${line}\n`).join("");
}

function findingCommand(finding: Finding, { pathOf }: GithubContext): string {
  const { file, line, column, endLine, endColumn } = finding.location;
  // An annotation has columns only where it is of one line.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const properties = {
    file: pathOf(file),
    line,
    endLine,
    ...columns,
    title: `lazymmu: ${finding.rule}`,
  };
  const notes = notesOf(finding).map(
    ({ location, message }) =>
      `${pathOf(location.file)}:${location.line}:${location.column}: ${message}`,
  );
  const { severity } = finding;
  const name = severity === "warning" || severity === "error" ? severity : "notice";
  return command(name, properties, [messageWithoutPath(finding), ...notes]);
}

function command(
  name: "error" | "notice" | "warning",
  properties: Readonly<Record<string, number | string>>,
  lines: readonly string[],
): string {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeProperty(escapeControls(String(value)))}`,
  );
  return `::${name} ${list.join(",")}::${lines.map((line) => escapeData(escapeControls(line))).join("%0A")}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
