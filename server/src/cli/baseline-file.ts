/** The file of a baseline: read with messages that say what is wrong with it, and written whole or not at all. */
import { readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type BaselineEntry, formatBaseline, parseBaseline } from "./format/baseline.ts";
import { CliProblem, describeSystemError } from "./problem.ts";
import { replaceFile } from "./replace-file.ts";

/** No tree has as many findings; more is some other file. */
const maxBytes = 32 * 1024 * 1024;

/** Throws {@link CliProblem} when `file` cannot be read, or is no baseline. */
export async function readBaseline(cwd: string, file: string): Promise<readonly BaselineEntry[]> {
  const again = `"lazymmu check --write-baseline ${file}" writes it anew.`;
  const text = await readText(resolve(cwd, file)).catch((error) => {
    throw new CliProblem(
      `--baseline "${file}": ${describeSystemError(error)}`,
      `"lazymmu check --write-baseline FILE" writes one.`,
    );
  });
  const parsed = parseBaseline(text);
  switch (parsed.kind) {
    case "baseline":
      return parsed.entries;
    case "other version":
      throw new CliProblem(
        `--baseline "${file}" is of version ${parsed.version}, and this lazymmu knows version 1`,
        `Use the lazymmu that wrote it, or a newer one; ${again}`,
      );
    case "broken": {
      const line = parsed.line === undefined ? "" : `:${parsed.line}`;
      throw new CliProblem(
        `--baseline "${file}"${line} ${parsed.reason}`,
        `Restore it from where you keep it, or look at all findings again: ${again}`,
      );
    }
  }
}

/** Says beforehand, with a {@link CliProblem}, whether `file` may be written. */
export async function openBaselineTarget(cwd: string, file: string): Promise<BaselineTarget> {
  const named = resolve(cwd, file);
  const status = await stat(named).catch(() => undefined);
  try {
    if (status === undefined) {
      return { path: join(await realpath(dirname(named)), basename(named)), mode: undefined };
    }
    // A wrong word on the command line must not cost a file that is something else.
    if (!status.isFile() || !isReplaceable(await readText(named))) {
      throw new CliProblem(
        `--write-baseline "${file}" is there and is no baseline`,
        "Name a new file, or remove that one first.",
      );
    }
    return { path: await realpath(named), mode: status.mode & 0o7777 };
  } catch (error) {
    throw toProblem(file, error);
  }
}

export interface BaselineTarget {
  readonly path: string;
  readonly mode: number | undefined;
}

export async function writeBaseline(
  file: string,
  target: BaselineTarget,
  entries: readonly BaselineEntry[],
): Promise<void> {
  try {
    await replaceFile(target.path, new TextEncoder().encode(formatBaseline(entries)), target.mode);
  } catch (error) {
    throw toProblem(file, error);
  }
}

/** Baselines of every version, and one that a merge left in conflict. */
function isReplaceable(text: string): boolean {
  const parsed = parseBaseline(text);
  return text === "" || parsed.kind !== "broken" || text.includes('"format": "lazymmu baseline"');
}

async function readText(path: string): Promise<string> {
  const status = await stat(path);
  if (!status.isFile()) throw new Error("is no regular file");
  if (status.size > maxBytes) throw new Error("is larger than 32 MB");
  return readFile(path, "utf8");
}

function toProblem(file: string, error: unknown): CliProblem {
  if (error instanceof CliProblem) return error;
  return new CliProblem(
    `--write-baseline "${file}": ${describeSystemError(error)}`,
    "Name a file in a folder that you may write to.",
  );
}
