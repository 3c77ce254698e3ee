/**
 * `npm test`: installs, builds, and runs every check and test there is.
 *
 * One line per step, the full output of a step that failed, and as the last line
 * `N passed, N failed, N skipped`: each unit test counts, and each other step as one.
 */
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { checkIntroduction } from "./check-introduction.mjs";
import { checkKernelTree } from "./check-kernel-tree.mjs";
import { checkSimulations } from "./check-simulations.mjs";
import { kernelSource, NoKernelSource } from "./kernel-source.mjs";
import { build, findNodeProblem, install } from "./prepare.mjs";
import { repositoryRoot, runNode } from "./run-command.mjs";
import { addCounts, countTests, formatCounts } from "./test-counts.mjs";
import { missingPackages, testKernel } from "./test-kernel.mjs";

/** @typedef {import("./test-counts.mjs").Counts} Counts */
/** @typedef {{ counts: Counts, output: string, note?: string }} StepResult */
/** @typedef {{ name: string, run: () => Promise<StepResult> }} Step */

const bin = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  knip: "node_modules/knip/bin/knip.js",
  tmgrammar: "node_modules/vscode-tmgrammar-test/dist/unit.js",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
};
const inCi = Boolean(process.env["CI"]) && process.env["CI"] !== "false";

/** @type {readonly Step[]} */
const checks = [
  { name: "build", run: async () => asOne(await build()) },
  { name: "types", run: () => node([bin.tsc, "-b", "--pretty", "false"]) },
  {
    name: "format and lint",
    run: () => node([bin.biome, "ci", "--colors=off", "--error-on-warnings"]),
  },
  { name: "unused code", run: () => node([bin.knip, "--no-progress"]) },
  { name: "generated docs", run: () => node(["scripts/generate-docs.mjs", "--check"]) },
  { name: "tidy", run: () => node(["scripts/tidy.mjs"]) },
  { name: "kernel source", run: () => findKernelTree("6.12") },
  { name: "kernel 6.1 source", run: () => findKernelTree("6.1") },
  { name: "unit tests", run: () => runTests("!editor") },
  { name: "grammar", run: runGrammarTests },
  { name: "package", run: () => node(["scripts/package.mjs", "--no-build"]) },
  { name: "editor tests", run: () => runTests("editor") },
  { name: "kernel verdicts", run: () => runOnKernel(checkKernelTree) },
  { name: "kernel 6.1 verdicts", run: () => runOnKernel(checkKernelTree, "6.1") },
  { name: "kernel variants", run: () => runOnKernel(checkIntroduction) },
  { name: "kernel 6.1 variants", run: () => runOnKernel(checkIntroduction, "6.1") },
  { name: "kernel build", run: buildKernel },
  { name: "kernel simulations", run: () => runOnKernel(checkSimulations) },
];

process.exitCode = await test();

async function test() {
  const problem = findNodeProblem();
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    return 2;
  }
  let total = await report({ name: "install", run: async () => asOne(await install(say)) });
  // Without the packages nothing else can run; without the bundles most can.
  if (total.failed === 0) {
    for (const step of checks) total = addCounts(total, await report(step));
  }
  say(`\n${formatCounts(total)}`);
  return total.failed === 0 ? 0 : 1;
}

/** @param {Step} step */
async function report({ name, run }) {
  const start = performance.now();
  const { counts, output, note } = await run().catch(toFailure);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const state = counts.failed > 0 ? "FAILED" : counts.passed > 0 ? "ok" : "skipped";
  const detail = note === undefined ? "" : `  ${note}`;
  say(`${state.padEnd(8)}${name.padEnd(20)}${seconds.padStart(6)} s${detail}`);
  if (counts.failed > 0) say(`${output.trimEnd()}\n`);
  return counts;
}

/**
 * A step that breaks is a step that fails; the last line must come in any case.
 *
 * @param {unknown} error
 * @returns {StepResult}
 */
function toFailure(error) {
  const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return asOne({ code: 1, output });
}

/** @param {readonly string[]} args */
async function node(args) {
  return asOne(await runNode(args));
}

/**
 * @param {{ code: number, output: string }} result
 * @returns {StepResult}
 */
function asOne({ code, output }) {
  const failed = code === 0 ? 0 : 1;
  return { counts: { passed: 1 - failed, failed, skipped: 0 }, output };
}

/**
 * Tests of a project, or of all but one.
 *
 * @param {string} project
 * @returns {Promise<StepResult>}
 */
async function runTests(project) {
  const scratch = await mkdtemp(path.join(os.tmpdir(), "lazymmu-test-"));
  try {
    const file = path.join(scratch, "vitest.json");
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
    const { code, output } = await runNode([
      bin.vitest,
      "run",
      `--project=${project}`,
      "--no-color",
      ...reporters,
    ]);
    if (!existsSync(file)) return asOne({ code: code || 1, output });
    const counts = countTests(JSON.parse(await readFile(file, "utf8")));
    // An error outside of any test, such as a rejection that nobody awaits, has only the exit code.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    return { counts, output, note: formatCounts(counts) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function runGrammarTests() {
  const folder = path.join(repositoryRoot, "syntaxes/test");
  const cases = existsSync(folder)
    ? (await readdir(folder)).filter((name) => name.endsWith(".c"))
    : [];
  if (cases.length === 0) return asOne({ code: 1, output: "syntaxes/test/ holds no case" });
  const grammar = ["-g", "syntaxes/test/c.tmLanguage.json"];
  return await node([bin.tmgrammar, ...grammar, ...cases.map((name) => `syntaxes/test/${name}`)]);
}

/**
 * Looks for a real tree first, so that the unit tests that read it find it too.
 *
 * @param {string} release
 * @returns {Promise<StepResult>}
 */
async function findKernelTree(release) {
  const variable = treeVariable(release);
  try {
    process.env[variable] = await kernelSource(release, say);
    return asOne({ code: 0, output: "" });
  } catch (error) {
    if (!(error instanceof NoKernelSource)) throw error;
    if (inCi) return asOne({ code: 1, output: error.message });
    const note = `${error.message.split("\n")[0]}; set ${variable} to a tree`;
    return { counts: { passed: 0, failed: 0, skipped: 1 }, output: "", note };
  }
}

/**
 * @param {(tree: string) => Promise<{ code: number, output: string }>} check
 * @param {string} [release]
 * @returns {Promise<StepResult>}
 */
async function runOnKernel(check, release = "6.12") {
  const tree = process.env[treeVariable(release)];
  if (tree !== undefined) return asOne(await check(tree));
  const note = "there is no tree to check";
  return { counts: { passed: 0, failed: 0, skipped: 1 }, output: "", note };
}

/**
 * Compiles what the patches of the variants change; without the build's tools it counts as skipped.
 *
 * @returns {Promise<StepResult>}
 */
async function buildKernel() {
  const missing = await missingPackages();
  if (missing.length === 0) return runOnKernel(testKernel);
  const note = `the build wants ${missing.join(" ")}`;
  if (inCi) return asOne({ code: 1, output: note });
  return { counts: { passed: 0, failed: 0, skipped: 1 }, output: "", note };
}

/** @param {string} release */
function treeVariable(release) {
  return `LAZYMMU_KERNEL_${release.replace(".", "_")}`;
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
