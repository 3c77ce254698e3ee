// @ts-check
/** C programs compiled by a compiler of the machine and run, each with a time limit. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "#scripts/run-command";

/**
 * What a program did; or why there is nothing to compare: `refused` by the compiler, `killed` by a
 * signal or by the time limit.
 *
 * @typedef {{ kind: "ran", stdout: string, status: number }
 *   | { kind: "refused", output: string }
 *   | { kind: "killed", output: string }} NativeResult
 */

const dialect = ["-std=gnu11", "-w"];

/**
 * How a program is compiled, by name. A compiler that `mayRefuse` does not know all of the dialect,
 * so that its refusal says nothing about the program.
 *
 * @type {Readonly<Record<string, { command: string, flags: readonly string[], mayRefuse?: true }>>}
 */
export const compilers = {
  "gcc -O0": { command: "gcc", flags: [...dialect, "-O0"] },
  "gcc -O2": { command: "gcc", flags: [...dialect, "-O2"] },
  sanitizers: {
    command: "gcc",
    flags: [...dialect, "-O1", "-g0", "-fsanitize=undefined,address", "-fno-sanitize-recover=all"],
  },
  tcc: { command: "tcc", flags: ["-w"], mayRefuse: true },
};

/** @param {string} command */
export async function isInstalled(command) {
  const { code } = await runCommand(command, ["-v"]);
  return code !== 127;
}

/**
 * @param {string} file
 * @param {string} compiler a name of {@link compilers}
 * @param {readonly string[]} [moreFlags]
 * @returns {Promise<NativeResult>}
 */
export async function runNative(file, compiler, moreFlags = []) {
  const entry = compilers[compiler];
  if (entry === undefined) throw new Error(`no compiler is called ${compiler}`);
  const folder = await mkdtemp(path.join(tmpdir(), "lazymmu-c-"));
  try {
    const program = path.join(folder, "program");
    const args = [...entry.flags, ...moreFlags, "-o", program, file];
    const compiled = await runCommand(entry.command, args);
    if (compiled.code !== 0) return { kind: "refused", output: compiled.output };
    // `timeout` ends the program by SIGKILL, which it reports as 137, or dies itself.
    const { code, stdout, output } = await runCommand("timeout", ["-s", "KILL", "5", program]);
    if (code >= 128) return { kind: "killed", output };
    return { kind: "ran", stdout, status: code };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
