/** `lazymmu check`: the report over a tree or a part of it. */
import type { TreeReport } from "#engine/workspace";
import type { CliOptions, FailLevel } from "./arguments.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import { escapeControls } from "./format/terminal-text.ts";
import { formatReport } from "./format-report.ts";
import { createTextStyle, pathOfFile } from "./text-style.ts";
import { withTree } from "./tree-session.ts";

export async function runCheck(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  paths: readonly string[],
): Promise<number> {
  return withTree({ io, services, options, paths }, async (session) => {
    const { report, tree, selection } = session;
    const unread = selection.files.filter((file) => tree.reader.readText(file) === undefined);
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
    });
    io.stdout.write(output);
    for (const file of unread) {
      const reason =
        report.skipped.find((entry) => entry.file === file)?.reason ?? "it has no text";
      io.stderr.write(`lazymmu: ${escapeControls(`${file} could not be checked: ${reason}`)}\n`);
    }
    return exitCode;
  });
}

/** True when a finding is at `level` or above. */
export function failsAt(findings: TreeReport["findings"], level: FailLevel): boolean {
  const least = levels.indexOf(level);
  return findings.some((finding) => levels.indexOf(finding.severity) >= least);
}

const levels: readonly FailLevel[] = ["hint", "information", "warning", "error", "never"];
