/** `lazymmu --kbuild`: one file of a kernel build, as `make C=1` and `make C=2` ask for it. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { invariant } from "#engine/base";
import { mayConcernLazyMode } from "#engine/kernel";
import { type CliOptions, parseCommandLine } from "./arguments.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import { helpFor } from "./help.ts";
import type { KbuildCall } from "./kbuild-call.ts";
import { CliProblem } from "./problem.ts";

const defaults = ["check", "--quiet", "--format=gcc", "--fail-on=never"];
const advice = 'A build calls it: make C=2 CHECK="lazymmu --kbuild"';

/**
 * Findings are printed as gcc prints them, and leave the exit code at 0 unless CHECK has --fail-on:
 * make would take any other for a failure, and stop.
 */
export async function runKbuild(
  io: CliIo,
  services: CliServices,
  { own, files }: KbuildCall,
): Promise<number> {
  const asked = parseCommandLine(["check", ...own]);
  if (asked.kind !== "run") {
    io.stdout.write(helpFor("check"));
    return 0;
  }
  for (const [name, value] of perRunFiles(asked.options)) {
    if (value === undefined) continue;
    throw new CliProblem(`--${name} does not go with --kbuild, which runs once for each file`);
  }
  if (files.length === 0) throw new CliProblem("--kbuild was given no C file", advice);
  const concerned: string[] = [];
  for (const file of files) {
    // Few files of a kernel come further; what cannot be read is named by the check itself.
    const text = await readFile(resolve(io.cwd, file), "latin1").catch(() => undefined);
    if (text === undefined || mayConcernLazyMode(text)) concerned.push(file);
  }
  if (concerned.length === 0) return 0;
  const { runCheck } = await import("./check.ts");
  // Kbuild runs in the folder of its output (Makefile, abs_objtree, 6.12): with O= not the tree.
  const configFile = resolve(io.cwd, ".config");
  const options = { ...withDefaults(own), ...(existsSync(configFile) ? { configFile } : {}) };
  return runCheck(io, services, options, concerned);
}

function withDefaults(own: readonly string[]): CliOptions {
  const invocation = parseCommandLine([...defaults, ...own]);
  invariant(invocation.kind === "run", "the same words without the defaults were a run");
  return invocation.options;
}

/** Options whose file speaks of one run alone. */
function perRunFiles(options: CliOptions): readonly (readonly [string, string | undefined])[] {
  return [
    ["output", options.output],
    ["patch", options.patch],
    ["write-baseline", options.writeBaseline],
  ];
}
