#!/usr/bin/env node
// @ts-check
/**
 * Compares random C programs on the simulator's machine with gcc's:
 * `npm run fuzz:c [-- --programs N --seed N --only own|csmith]`.
 *
 * Half of the programs are csmith's when it is installed, the others are of c-generator.mjs; each
 * runs in both profiles. Exit status 1 when one does something else, whose files are kept; what
 * gcc's program does not finish in time is not compared.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { generateProgram } from "./c-generator.mjs";
import { FuzzTally } from "./lib/fuzz-tally.mjs";
import { loadHosted, prepareProgram } from "./lib/hosted-program.mjs";
import { isInstalled, runNative } from "./lib/native-program.mjs";
import { runCommand } from "./run-command.mjs";

/** @typedef {import("./lib/hosted-program.mjs").Hosted} Hosted */
/** @typedef {"iso" | "kernel"} Profile */

const csmithHeaders = "/usr/include/csmith";
const csmithFlags = [
  ...["--no-argc", "--max-funcs", "4", "--max-block-depth", "3", "--max-block-size", "3"],
  ...["--max-expr-complexity", "6", "--max-struct-fields", "5", "--max-array-len-per-dim", "5"],
];
const budget = 3_000_000;

process.exitCode = await main();

async function main() {
  const { values } = parseArgs({
    options: {
      programs: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      only: { type: "string" },
    },
  });
  const nPrograms = Number(values.programs);
  const firstSeed = Number(values.seed);
  if (!Number.isSafeInteger(nPrograms) || !Number.isSafeInteger(firstSeed)) {
    process.stderr.write("fuzz-c: --programs and --seed are numbers\n");
    return 2;
  }
  if (!(await isInstalled("gcc"))) {
    process.stdout.write("fuzz-c: skipped, gcc is not installed\n");
    return 0;
  }
  const hasCsmith = await isInstalled("csmith");
  const withCsmith = values.only !== "own" && hasCsmith;
  const withOwn = values.only !== "csmith" || !withCsmith;
  const hosted = await loadHosted();
  const folder = mkdtempSync(path.join(tmpdir(), "lazymmu-fuzz-c-"));
  const tally = new FuzzTally();
  for (let index = 0; index < nPrograms; index += 1) {
    const isCsmith = withCsmith && (!withOwn || index % 2 === 1);
    const seed = firstSeed + index;
    const file = path.join(folder, `${isCsmith ? "csmith" : "own"}-${seed}.c`);
    writeFileSync(file, isCsmith ? await csmithProgram(seed) : generateProgram(seed));
    await compare(hosted, file, isCsmith ? [csmithHeaders] : [], tally);
  }
  process.stdout.write(tally.summary(folder, hasCsmith));
  return tally.nDisagreed > 0 ? 1 : 0;
}

/** @param {number} seed */
async function csmithProgram(seed) {
  const { stdout } = await runCommand("csmith", ["--seed", String(seed), ...csmithFlags]);
  return stdout;
}

/**
 * @param {Hosted} hosted
 * @param {string} file
 * @param {readonly string[]} includeFolders
 * @param {FuzzTally} tally
 */
async function compare(hosted, file, includeFolders, tally) {
  const native = await runNative(
    file,
    "gcc -O0",
    includeFolders.map((folder) => `-I${folder}`),
  );
  if (native.kind === "refused") {
    process.stdout.write(`${file}: gcc refuses it: ${native.output.slice(0, 300)}\n`);
    tally.nDisagreed += 1;
    return;
  }
  if (native.kind === "killed") {
    tally.nNotCompared += 1;
    return;
  }
  for (const profile of /** @type {const} */ (["kernel", "iso"])) {
    const own = runHere(hosted, file, includeFolders, profile);
    tally.nRuns += 1;
    if ("stop" in own) tally.stopped(file, profile, own);
    else if (own.stdout === native.stdout && own.status === native.status) tally.nAgreed += 1;
    else {
      tally.nDisagreed += 1;
      const [here, there] = [own, native].map(({ stdout, status }) => `${status} ${stdout.trim()}`);
      process.stdout.write(`${file} (${profile}): ${here}, not ${there}\n`);
    }
  }
}

/**
 * @param {Hosted} hosted
 * @param {string} file
 * @param {readonly string[]} includeFolders
 * @param {Profile} profile
 * @returns {{ stdout: string, status: number } | { stop: string, line: string }}
 */
function runHere(hosted, file, includeFolders, profile) {
  let stdout = "";
  const prepared = prepareProgram(hosted, {
    file,
    profile,
    includeFolders,
    definitions: [],
    write: (stream, bytes) => {
      if (stream === "output") stdout += Buffer.from(bytes).toString("latin1");
    },
  });
  if ("failure" in prepared) return { stop: "unsupported", line: prepared.failure };
  const end = hosted.runProgram(prepared.program, budget);
  if (end.kind === "exit") return { stdout, status: end.status & 255 };
  return { stop: end.stop.kind, line: prepared.describe(end.stop) };
}
