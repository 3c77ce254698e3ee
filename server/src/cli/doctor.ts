/** `lazymmu doctor`: what lazymmu finds on this machine and in this tree. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CliOptions } from "./arguments.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import { toJsonText } from "./format/json.ts";
import { escapeControls } from "./format/terminal-text.ts";
import { CliProblem } from "./problem.ts";
import { choosePalette } from "./text-style.ts";
import { cacheFolder, type TreeSession, withTree } from "./tree-session.ts";

export async function runDoctor(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  paths: readonly string[],
): Promise<number> {
  const { product, grammar, parserRuntime } = await services.versions();
  const versions = {
    lazymmu: product,
    node: process.version,
    "tree-sitter-c": grammar,
    "web-tree-sitter": parserRuntime,
  };
  const cacheBefore = await describeCache(io, services, options);
  const tree = await describeTreeOf(io, services, options, paths);
  const cache = { ...cacheBefore, entries: (await describeCache(io, services, options)).entries };
  const ok = tree.problem === null;
  if (options.format === "json") {
    io.stdout.write(toJsonText({ versions, cache, tree, ok }));
    return ok ? 0 : 2;
  }
  const palette = choosePalette(io.stdout, io.env, options);
  const rows: [string, string][] = [
    ...Object.entries(versions),
    ["cache", cache.folder === null ? "not used (--no-cache)" : `${cache.folder}, ${cache.state}`],
    ...tree.rows,
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) {
    io.stdout.write(`${palette.bold(name.padEnd(width))}  ${escapeControls(value)}\n`);
  }
  io.stdout.write(
    tree.problem === null
      ? `${palette.green("ok")}: this tree can be checked\n`
      : `${palette.red("problem")}: ${escapeControls(tree.problem)}\n`,
  );
  return ok ? 0 : 2;
}

interface CacheState {
  /** Null when no cache is to be used. */
  readonly folder: string | null;
  readonly entries: number;
  readonly state: string;
}

async function describeCache(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
): Promise<CacheState> {
  if (!options.useCache) return { folder: null, entries: 0, state: "not used" };
  const folder = await cacheFolder(io, services, options);
  try {
    let bytes = 0;
    let entries = 0;
    for (const name of await readdir(folder)) {
      const status = await stat(join(folder, name));
      if (!status.isFile()) continue;
      bytes += status.size;
      entries++;
    }
    const state = `${entries} table${entries === 1 ? "" : "s"}, ${(bytes / 1e6).toFixed(1)} MB`;
    return { folder, entries, state };
  } catch {
    return { folder, entries: 0, state: "not there yet" };
  }
}

interface TreeState {
  readonly problem: string | null;
  readonly rows: [string, string][];
}

/** Whatever keeps the tree from being read is a line of the answer, not the end of it. */
async function describeTreeOf(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  paths: readonly string[],
): Promise<TreeState> {
  try {
    return await withTree(
      { io, services, options: { ...options, quiet: true, timings: false }, paths },
      async (session) => describeSession(session),
    );
  } catch (error) {
    if (!(error instanceof CliProblem)) throw error;
    return { problem: error.message, rows: [] };
  }
}

function describeSession({ tree, report, milliseconds }: TreeSession): TreeState {
  const { release, dialect, architectures, hasConfiguration, isKernel } = report.tree;
  const rows: [string, string][] = [
    ["tree", tree.root],
    ["release", release ?? "unknown"],
    ["dialect", dialect],
    ["architectures", architectures.length === 0 ? "none" : architectures.join(" ")],
    [
      "configuration",
      hasConfiguration
        ? ".config decides between #if branches"
        : "no .config: all #if branches count",
    ],
    ["files", `${tree.stats.files} (${(tree.stats.bytes / 1e6).toFixed(1)} MB)`],
    ["call sites", String(report.callSites.length)],
    ["sections", String(report.sections.length)],
    ["findings", String(report.findings.length)],
    ["skipped", String(report.skipped.length)],
    ["time", `${milliseconds} ms`],
  ];
  return {
    problem: isKernel ? null : `${tree.root} is no kernel tree`,
    rows,
  };
}
