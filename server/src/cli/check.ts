/** `lazymmu check`: the report over a tree or a part of it. */
import { identifyFindings } from "#engine/lint";
import { isInScope, type TreeReport } from "#engine/workspace";
import type { CliOptions, FailLevel } from "./arguments.ts";
import { openBaselineTarget, readBaseline, writeBaseline } from "./baseline-file.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import { type ComparedReport, compareWithBaseline } from "./compare-report.ts";
import { baselineEntries } from "./format/baseline.ts";
import { count } from "./format/report-words.ts";
import { escapeControls } from "./format/terminal-text.ts";
import { formatReport } from "./format-report.ts";
import { createTextStyle, pathOfFile } from "./text-style.ts";
import { note, type TreeSession, withTree } from "./tree-session.ts";

export async function runCheck(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  paths: readonly string[],
): Promise<number> {
  const { baseline: file } = options;
  const baseline =
    file === undefined ? undefined : { file, entries: await readBaseline(io.cwd, file) };
  const write = options.writeBaseline;
  const target = write === undefined ? undefined : await openBaselineTarget(io.cwd, write);
  return withTree({ io, services, options, paths }, async (session) => {
    const { tree, selection } = session;
    const identities = identifyFindings(session.report.findings, session.report.callSites);
    const unread = selection.files.filter((file) => tree.reader.readText(file) === undefined);
    if (write !== undefined && target !== undefined) {
      const entries = baselineEntries(identities);
      await writeBaseline(write, target, entries);
      io.stdout.write(
        `${escapeControls(write)}: ${count(entries.length, "known finding")} written\n`,
      );
      tellUnread(io, session, unread);
      return unread.length > 0 ? 2 : 0;
    }
    let compared: ComparedReport = { report: session.report, comparison: undefined };
    if (baseline !== undefined) {
      const { scope } = selection;
      const isAskedFor = (path: string): boolean => scope === undefined || isInScope(path, scope);
      compared = compareWithBaseline(compared, baseline, identities, isAskedFor);
    }
    const { report, comparison } = compared;
    const exitCode = unread.length > 0 ? 2 : failsAt(report.findings, options.failOn) ? 1 : 0;
    const output = await formatReport(options.format, report, {
      ...createTextStyle(io, options, tree),
      root: tree.root,
      pathOf: (file) => pathOfFile(io.cwd, tree.root, file),
      textOf: (file) => tree.reader.readText(file),
      scope: selection.scope,
      isVerbose: options.verbose,
      stats: tree.stats,
      milliseconds: options.timings ? session.milliseconds : null,
      exitCode,
      version: (await services.versions()).product,
      rules: await services.ruleMetas(),
      identities,
      comparison,
    });
    io.stdout.write(output);
    if (options.format !== "text" && options.format !== "html") {
      for (const line of comparison?.summary ?? []) note(io, options, line);
    }
    tellUnread(io, session, unread);
    return exitCode;
  });
}

function tellUnread(io: CliIo, { report }: TreeSession, unread: readonly string[]): void {
  for (const file of unread) {
    const reason = report.skipped.find((entry) => entry.file === file)?.reason ?? "it has no text";
    io.stderr.write(`lazymmu: ${escapeControls(`${file} could not be checked: ${reason}`)}\n`);
  }
}

/** True when a finding is at `level` or above. */
export function failsAt(findings: TreeReport["findings"], level: FailLevel): boolean {
  const least = levels.indexOf(level);
  return findings.some((finding) => levels.indexOf(finding.severity) >= least);
}

const levels: readonly FailLevel[] = ["hint", "information", "warning", "never"];
