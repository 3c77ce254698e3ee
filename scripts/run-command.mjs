/**
 * Running other programs: quietly with their output kept, or with it passed on.
 *
 * No program gets our standard input, so nothing can wait for an answer.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const repositoryRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 128 and more for a signal, 127 for a program that is not there
 * @property {string} output standard output and standard error, as they came
 * @property {string} stdout
 */

/**
 * Runs a program to its end and keeps what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show` passes the
 *   output on while it comes
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  const { cwd = repositoryRoot, env = process.env, show = false } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    /** @type {Buffer[]} */
    const all = [];
    /** @type {Buffer[]} */
    const out = [];
    child.stdout.on("data", (chunk) => {
      all.push(chunk);
      out.push(chunk);
      if (show) process.stdout.write(chunk);
    });
    child.stderr.on("data", (chunk) => {
      all.push(chunk);
      if (show) process.stderr.write(chunk);
    });
    child.on("error", (error) => {
      resolve({ code: 127, output: `${command}: ${error.message}\n`, stdout: "" });
    });
    child.on("close", (code) => {
      const output = Buffer.concat(all).toString("utf8");
      resolve({ code: code ?? 128, output, stdout: Buffer.concat(out).toString("utf8") });
    });
  });
}

/**
 * Runs a Node program with the Node that runs this one.
 *
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options]
 */
export function runNode(args, options) {
  return runCommand(process.execPath, args, options);
}
