/**
 * What every command that looks at a tree does: select it, open it with progress, ask for the
 * report, and say on stderr what the reader must know beside the results.
 */

import { resolve } from "node:path";
import type { TreeReport } from "#engine/workspace";
import type { CliOptions } from "./arguments.ts";
import type { CliIo, CliServices, OpenedTree } from "./cli-io.ts";
import { escapeControls } from "./format/terminal-text.ts";
import { CliProblem } from "./problem.ts";
import { createProgressLine } from "./progress.ts";
import { selectTree, type TreeSelection } from "./select-tree.ts";
import { pathOfFile } from "./text-style.ts";

export interface TreeSession {
  readonly tree: OpenedTree;
  readonly selection: TreeSelection;
  readonly report: TreeReport;
  readonly milliseconds: number;
}

/** Runs `use` on the report over `paths`; the tree is closed afterwards, whatever happens. */
export async function withTree<Result>(
  request: {
    readonly io: CliIo;
    readonly services: CliServices;
    readonly options: CliOptions;
    readonly paths: readonly string[];
    readonly isForFixing?: true;
    /** Called with the root before the tree is read: what fails here costs no scan. */
    readonly prepare?: (root: string) => Promise<void>;
  },
  use: (session: TreeSession) => Promise<Result>,
): Promise<Result> {
  const { io, services, options } = request;
  const started = io.now();
  const selection = await selectTree({
    cwd: io.cwd,
    paths: request.paths,
    root: options.root,
    findTreeRoot: services.findTreeRoot,
  });
  await request.prepare?.(selection.root);
  for (const path of selection.ignored)
    note(io, options, `${path} is no .c or .h file: not checked`);
  const progress = createProgressLine(io, options.quiet);
  try {
    const tree = await services.openTree({
      root: selection.root,
      jobs: options.jobs,
      cacheDir: options.useCache ? await cacheFolder(io, services, options) : null,
      configFile: options.configFile,
      useSettings: options.useSettings,
      isForFixing: request.isForFixing === true,
      onProgress: progress.update,
    });
    try {
      checkSettings(io, tree);
      const opened = io.now();
      const isNothingLeft = selection.scope?.length === 0;
      const report = tree.check(isNothingLeft ? [] : selection.scope);
      const done = io.now();
      progress.clear();
      if (!report.tree.isKernel) {
        note(io, options, `${tree.root} is no kernel tree; its C files are checked as they are`);
      }
      if (options.timings) {
        const memory = Math.round(process.resourceUsage().maxRSS / 1024);
        io.stderr.write(
          `time: open and scan ${ms(opened - started)}, analysis ${ms(done - opened)}, total ${ms(done - started)}; peak memory ${memory} MB\n`,
        );
      }
      return await use({ tree, selection, report, milliseconds: Math.round(done - started) });
    } finally {
      tree.dispose();
    }
  } finally {
    progress.clear();
  }
}

/** Nothing is said of a tree whose settings are not understood: it would not be what they ask for. */
export function checkSettings(
  io: CliIo,
  tree: Pick<OpenedTree, "root" | "settingsProblems">,
): void {
  const { settingsProblems } = tree;
  const [first] = settingsProblems;
  if (first === undefined) return;
  const file = pathOfFile(io.cwd, tree.root, first.location.file);
  for (const { location, message, advice } of settingsProblems) {
    const text = `${file}:${location.line}:${location.column}: error: ${message}. ${advice}.`;
    io.stderr.write(`${escapeControls(text.replace(/\?\.$/, "?"))}\n`);
  }
  const n = settingsProblems.length;
  throw new CliProblem(
    `${file} has ${n} ${n === 1 ? "problem" : "problems"}, so nothing was done`,
    "docs/configuration.md has what can stand there; --no-settings leaves the file out.",
  );
}

/** The cache folder to use when there is to be one. */
export async function cacheFolder(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
): Promise<string> {
  return options.cacheDir === undefined
    ? services.defaultCacheDir()
    : resolve(io.cwd, options.cacheDir);
}

/** One line on stderr, unless the user asked for quiet. */
export function note(io: CliIo, options: CliOptions, text: string): void {
  if (!options.quiet) io.stderr.write(`note: ${escapeControls(text)}\n`);
}

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}
