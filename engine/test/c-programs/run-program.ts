/** Runs one of the C programs beside this file on the machine, and keeps what it prints. */
import { existsSync, readFileSync } from "node:fs";
import { createProgram, describeStop, runProgram } from "#engine/hosted";

export interface Outcome {
  readonly stdout: string;
  /** The exit status; or, when there is none, what stopped the program. */
  readonly status: number | string;
}

const readText = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, "latin1") : undefined;

/** More statements than any of the programs runs. */
const budget = 20_000_000;

export function runFile(file: string, profile: "iso" | "kernel"): Outcome {
  let stdout = "";
  try {
    const program = createProgram({
      file,
      readText,
      includeFolders: [],
      definitions: {},
      profile,
      write: (stream, bytes) => {
        if (stream === "output") stdout += Buffer.from(bytes).toString("latin1");
      },
    });
    if ("failure" in program) return { stdout, status: program.failure };
    const end = runProgram(program, budget);
    if (end.kind === "exit") return { stdout, status: end.status & 255 };
    const problems = program.problems.map((problem) => `\n${problem}`).join("");
    return { stdout, status: `${describeStop(end.stop, program.machine, readText)}${problems}` };
  } catch (error) {
    if (error instanceof Error && error.name === "CFrontError") {
      return { stdout, status: error.message };
    }
    throw error;
  }
}
