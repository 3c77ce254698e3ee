/** Runs a program to its end and measures it as a whole: wall time, CPU time and peak memory. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/**
 * @typedef {object} Measurement
 * @property {number} seconds wall time
 * @property {number | undefined} cpuSeconds user and system time, of all threads
 * @property {number | undefined} peakMegabytes resident memory at its highest
 * @property {number} code exit code; 124 when it took too long
 * @property {boolean} isLate true when it was ended because it took too long
 * @property {string} stdout the first megabyte
 */

const timeProgram = "/usr/bin/time";

/** True when GNU time is there, which alone sees a process's peak memory from outside. */
export const canMeasureMemory = existsSync(timeProgram);

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, limitSeconds: number }} options
 * @returns {Promise<Measurement>}
 */
export async function measureProcess(command, args, { cwd, limitSeconds }) {
  const scratch = await mkdtemp(path.join(os.tmpdir(), "lazymmu-bench-"));
  const figures = path.join(scratch, "time");
  const words = canMeasureMemory
    ? [timeProgram, "-f", "%M %U %S", "-o", figures, command, ...args]
    : [command, ...args];
  const started = performance.now();
  const { code, isLate, stdout } = await runToEnd(words, cwd, limitSeconds);
  const seconds = (performance.now() - started) / 1000;
  // The figures come last: a note on the exit code may stand before them.
  const line = existsSync(figures)
    ? (readFileSync(figures, "utf8").trim().split("\n").at(-1) ?? "")
    : "";
  await rm(scratch, { recursive: true });
  const [kilobytes, user, system] = line.split(" ").map(Number);
  return {
    seconds,
    cpuSeconds: user === undefined || system === undefined ? undefined : user + system,
    peakMegabytes:
      kilobytes === undefined || Number.isNaN(kilobytes) ? undefined : kilobytes / 1024,
    code,
    isLate,
    stdout,
  };
}

/**
 * @param {readonly string[]} words
 * @param {string} cwd
 * @param {number} limitSeconds
 * @returns {Promise<{ code: number, isLate: boolean, stdout: string }>}
 */
function runToEnd([command = "", ...args], cwd, limitSeconds) {
  return new Promise((resolve, reject) => {
    // A group of its own, so that helpers of a program that takes too long end with it.
    const child = spawn(command, args, {
      cwd,
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
    });
    let stdout = "";
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, limitSeconds * 1000);
    child.stdout.on("data", (chunk) => {
      if (stdout.length < 1_000_000) stdout += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: isLate ? 124 : (code ?? 128), isLate, stdout });
    });
  });
}
