/** `--output FILE`: what a command would print goes to a file, which appears when all of it is there. */
import { access, constants, realpath, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { CliIo } from "./cli-io.ts";
import { CliProblem, describeSystemError } from "./problem.ts";
import { replaceFile } from "./replace-file.ts";

/**
 * Runs a command whose standard output goes to `file`; undefined and "-" leave it as it is. What
 * cannot be written is said before the work; a command that prints nothing leaves the file alone.
 */
export async function withOutput(
  io: CliIo,
  file: string | undefined,
  run: (io: CliIo) => Promise<number>,
): Promise<number> {
  if (file === undefined || file === "-") return run(io);
  const target = await findTarget(io.cwd, file).catch((error) => fail(file, error));
  const pieces: string[] = [];
  const code = await run({
    ...io,
    stdout: { write: (text) => void pieces.push(text), isTTY: false, columns: undefined },
  });
  if (pieces.length === 0) return code;
  const content = new TextEncoder().encode(pieces.join(""));
  try {
    if (target.isReplaced) await replaceFile(target.path, content, target.mode);
    else await writeFile(target.path, content);
  } catch (error) {
    fail(file, error);
  }
  return code;
}

interface Target {
  readonly path: string;
  /** False for devices and pipes, which are written to and stay what they are. */
  readonly isReplaced: boolean;
  /** Of the file that is there; undefined for a new one. */
  readonly mode: number | undefined;
}

async function findTarget(cwd: string, file: string): Promise<Target> {
  const named = resolve(cwd, file);
  const status = await stat(named).catch(() => undefined);
  if (status?.isDirectory() || /[/\\]$/.test(file)) {
    throw new CliProblem(`--output "${file}" is a folder`, "Name a file in it.");
  }
  if (status !== undefined && !status.isFile()) {
    return { path: named, isReplaced: false, mode: undefined };
  }
  if (status !== undefined && /\.[ch]$/.test(file)) {
    throw new CliProblem(
      `--output "${file}" is a C file, which a report would replace`,
      "The report's file comes first, then what is to be checked.",
    );
  }
  // A symbolic link stays one: what it leads to is replaced.
  const path =
    status === undefined
      ? join(await realpath(dirname(named)), basename(named))
      : await realpath(named);
  await access(dirname(path), constants.W_OK | constants.X_OK);
  return { path, isReplaced: true, mode: status === undefined ? undefined : status.mode & 0o7777 };
}

function fail(file: string, error: unknown): never {
  if (error instanceof CliProblem) throw error;
  throw new CliProblem(
    `--output "${file}": ${describeSystemError(error)}`,
    "Name a file in a folder that you may write to.",
  );
}
