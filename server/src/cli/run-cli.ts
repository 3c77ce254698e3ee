/** One run of the command line, from its words to its exit code. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findNearestMatch } from "#engine/base";
import { type CliOptions, type CommandName, commandNames, parseCommandLine } from "./arguments.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import { escapeControls } from "./format/terminal-text.ts";
import { helpFor } from "./help.ts";
import { readKbuildCall } from "./kbuild-call.ts";
import { withOutput } from "./output-file.ts";
import { CliProblem } from "./problem.ts";

/** 0: clean. 1: findings. 2: it could not be done, and stderr says why. 3: a simulation could not run. */
export async function runCli(
  argv: readonly string[],
  io: CliIo,
  services: CliServices,
): Promise<number> {
  try {
    return await dispatch(argv, io, services);
  } catch (error) {
    if (error instanceof CliProblem) {
      io.stderr.write(`lazymmu: ${escapeControls(error.message)}\n`);
      for (const advice of [suggestCommand(argv, io.cwd), error.advice]) {
        if (advice !== undefined) io.stderr.write(`${escapeControls(advice)}\n`);
      }
      return 2;
    }
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(`lazymmu: internal error, please report it\n${escapeLines(detail)}\n`);
    return 2;
  }
}

async function dispatch(
  argv: readonly string[],
  io: CliIo,
  services: CliServices,
): Promise<number> {
  const kbuildCall = readKbuildCall(argv);
  if (kbuildCall !== undefined) {
    return (await import("./kbuild.ts")).runKbuild(io, services, kbuildCall);
  }
  const invocation = parseCommandLine(argv);
  if (invocation.kind === "help") {
    io.stdout.write(helpFor(invocation.command));
    return 0;
  }
  if (invocation.kind === "version") {
    io.stdout.write(`lazymmu ${(await services.versions()).product}\n`);
    return 0;
  }
  const { command, operands, options } = invocation;
  return withOutput(io, options.output, (shown) =>
    runners[command](shown, services, options, operands),
  );
}

type Runner = (
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  operands: readonly string[],
) => Promise<number>;

// Commands are loaded when they run: asking for the version must not load the engine.
const runners: Readonly<Record<CommandName, Runner>> = {
  check: async (...given) => (await import("./check.ts")).runCheck(...given),
  doctor: async (...given) => (await import("./doctor.ts")).runDoctor(...given),
  explain: async (io, services, options, operands) =>
    (await import("./explain.ts")).runExplain(io, services, options, operands[0] ?? ""),
  fix: async (...given) => (await import("./fix.ts")).runFix(...given),
  lsp: async (_io, services) => services.runLanguageServer(),
  rules: async (io, services, options) =>
    (await import("./rules.ts")).runRules(io, services, options),
  simulate: async (io, services, options, operands) =>
    (await import("./simulate.ts")).runSimulate(io, services, options, operands[0] ?? ""),
};

/** A first word that is neither a command nor a path may be a command with a slip in it. */
function suggestCommand(argv: readonly string[], cwd: string): string | undefined {
  const word = argv.find((candidate) => !candidate.startsWith("-"));
  if (word === undefined || /[/.]/.test(word) || existsSync(resolve(cwd, word))) return undefined;
  if (commandNames.some((name) => name === word)) return undefined;
  const near = findNearestMatch(word, commandNames);
  return near === undefined ? undefined : `Did you mean the command "lazymmu ${near}"?`;
}

function escapeLines(text: string): string {
  return text.split("\n").map(escapeControls).join("\n");
}
