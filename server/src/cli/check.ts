/** `lazymmu check`: the report over a tree or a part of it. */
import { identifyFindings } from "#engine/lint";
import { isInScope, type TreeReport } from "#engine/workspace";
import type { TreeChange } from "#server/change";
import type { CliOptions, FailLevel } from "./arguments.ts";
import { openBaselineTarget, readBaseline, writeBaseline } from "./baseline-file.ts";
import type { ChangeSource } from "./change-source.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import {
  type ChangedTree,
  type ComparedReport,
  compareWithBaseline,
  compareWithChange,
} from "./compare-report.ts";
import { baselineEntries } from "./format/baseline.ts";
import { count } from "./format/report-words.ts";
import { escapeControls } from "./format/terminal-text.ts";
import { formatReport } from "./format-report.ts";
import { createTextStyle, pathOfFile } from "./text-style.ts";
import { checkSettings, note, type TreeSession, withTree } from "./tree-session.ts";

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
  const source = await changeSource(io, services, options);
  let change: TreeChange | undefined;
  const prepare = async (root: string): Promise<void> => {
    change = await source?.read(root);
  };
  return withTree({ io, services, options, paths, prepare }, async (session) => {
    const { selection } = session;
    const started = io.now();
    const changed =
      source === undefined || change === undefined
        ? unchanged(session)
        : await compareWithChange(session, source, change);
    if (source !== undefined && options.timings) {
      io.stderr.write(`time: comparison ${Math.round(io.now() - started)} ms\n`);
    }
    const { view: tree, identities } = changed;
    // A patch may bring settings of its own.
    checkSettings(io, { root: tree.root, settingsProblems: changed.report.settingsProblems });
    const unread = selection.files.filter((file) => tree.reader.readText(file) === undefined);
    if (write !== undefined && target !== undefined) {
      const entries = baselineEntries(changed.report.findings, identities);
      await writeBaseline(write, target, entries);
      io.stdout.write(
        `${escapeControls(write)}: ${count(entries.length, "known finding")} written\n`,
      );
      tellUnread(io, changed.report, unread);
      return unread.length > 0 ? 2 : 0;
    }
    let compared: ComparedReport = changed;
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
    tellUnread(io, changed.report, unread);
    return exitCode;
  });
}

/** Undefined when no change was named; what reads one is loaded when it is needed. */
async function changeSource(
  io: CliIo,
  services: CliServices,
  { patch, since }: CliOptions,
): Promise<ChangeSource | undefined> {
  if (patch === undefined && since === undefined) return undefined;
  const { patchSource, revisionSource } = await import("./change-source.ts");
  if (since !== undefined) return revisionSource(io, since);
  return patch === undefined ? undefined : patchSource(io, services, patch);
}

function unchanged({ tree, report }: TreeSession): ChangedTree {
  const identities = identifyFindings(report);
  return { view: tree, report, identities, comparison: undefined };
}

function tellUnread(
  io: CliIo,
  { skipped }: Pick<TreeReport, "skipped">,
  unread: readonly string[],
): void {
  for (const file of unread) {
    const reason = skipped.find((entry) => entry.file === file)?.reason ?? "it has no text";
    io.stderr.write(`lazymmu: ${escapeControls(`${file} could not be checked: ${reason}`)}\n`);
  }
}

/** True when a finding is at `level` or above. */
export function failsAt(findings: TreeReport["findings"], level: FailLevel): boolean {
  const least = levels.indexOf(level);
  return findings.some((finding) => levels.indexOf(finding.severity) >= least);
}

const levels: readonly FailLevel[] = ["hint", "information", "warning", "error", "never"];
