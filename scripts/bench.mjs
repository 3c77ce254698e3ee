/**
 * `npm run bench [-- --runs N] [--only NAME,…] [--limit S]`: speed, memory and sizes on Linux 6.12.
 *
 * Whole processes, one after the other in every round, so that all of them see the same machine;
 * medians of the rounds, beside the goals. Files are in the page cache. Fails nothing; what is not
 * installed is named and left out, and what takes longer than the limit is ended and said to.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { measureKeystrokes } from "./bench/keystrokes.mjs";
import { measureMachine } from "./bench/machine.mjs";
import { canMeasureMemory, measureProcess } from "./bench/measure-process.mjs";
import { measureEditor, measureReruns } from "./bench/panel.mjs";
import { measureSimulator } from "./bench/simulator.mjs";
import { kernelSource } from "./kernel-source.mjs";
import { repositoryRoot } from "./run-command.mjs";

/** @typedef {import("./bench/measure-process.mjs").Measurement} Measurement */

/**
 * @typedef {object} Subject
 * @property {string} name
 * @property {string} shown what the table says
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} [goal]
 * @property {readonly number[]} goodCodes
 * @property {string} [install] the Debian package
 */

/** Slower programs are measured once: their spread does not matter at their distance. */
const slowSeconds = 60;

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    only: { type: "string" },
    limit: { type: "string", default: "180" },
  },
});
/** Longest time for one process; the slowest ones take minutes, and more than that says no more. */
const limitSeconds = Math.max(1, Number(options.limit) || 180);
const dist = path.join(repositoryRoot, "dist");
const cli = path.join(dist, "cli.cjs");
if (!existsSync(cli)) {
  process.stderr.write("bench: dist/cli.cjs is not there; run `npm run build` first.\n");
  process.exit(2);
}
const tree = await kernelSource("6.12", (line) => process.stderr.write(`${line}\n`));
const scratch = await mkdtemp(path.join(os.tmpdir(), "lazymmu-bench-"));
try {
  await main();
} finally {
  await rm(scratch, { recursive: true });
}

async function main() {
  const [cpu] = os.cpus();
  print(`tree ${tree}`);
  print(`${os.availableParallelism()} cores (${cpu?.model ?? "unknown"}), Node ${process.version}`);
  if (!canMeasureMemory) print("memory is not measured: GNU time is not installed");
  const chosen = options.only?.split(",");
  const isChosen = (/** @type {string} */ name) => chosen === undefined || chosen.includes(name);
  const wanted = subjects().filter((subject) => isChosen(subject.name));
  const present = wanted.filter((subject) => isInstalled(subject.command));
  for (const subject of wanted) {
    if (present.includes(subject)) continue;
    print(
      `left out: ${subject.shown} (${subject.command} is not installed: apt-get install ${subject.install})`,
    );
  }
  await showProcesses(present, Math.max(1, Number(options.runs) || 3));
  if (isChosen("keystroke")) await showKeystrokes();
  if (isChosen("machine")) await showMachine(Math.max(1, Number(options.runs) || 3));
  if (isChosen("simulator")) await showSimulator();
  if (isChosen("panel")) await showPanel();
  if (isChosen("sizes")) showSizes();
}

/** @returns {Subject[]} */
function subjects() {
  const cache = path.join(scratch, "cache");
  const node = process.execPath;
  const check = [cli, "check", "--quiet", "--format=json", "--root", tree];
  return [
    {
      name: "grep",
      shown: "grep -rnE (for scale)",
      command: "grep",
      args: ["-rnE", "--include=*.c", "--include=*.h", "apply_to_(existing_)?page_range", tree],
      goodCodes: [0],
      install: "grep",
    },
    {
      name: "cold",
      shown: "lazymmu check, no disk cache",
      command: node,
      args: [...check, "--no-cache"],
      goal: "3 s, 400 MB",
      goodCodes: [0, 1],
    },
    {
      name: "warm",
      shown: "lazymmu check, disk cache",
      command: node,
      args: [...check, `--cache-dir=${cache}`],
      goal: "0.7 s",
      goodCodes: [0, 1],
    },
    {
      name: "file",
      shown: "lazymmu check mm/kasan/shadow.c",
      command: node,
      args: [...check, `--cache-dir=${cache}`, "mm/kasan/shadow.c"],
      goodCodes: [0, 1],
    },
    {
      name: "version",
      shown: "lazymmu --version",
      command: node,
      args: [cli, "--version"],
      goal: "0.08 s",
      goodCodes: [0],
    },
    {
      name: "ctags",
      shown: "ctags -R",
      command: "ctags",
      args: ["-R", "--languages=C", "--langmap=C:.c.h", "-f", path.join(scratch, "tags"), tree],
      goodCodes: [0],
      install: "universal-ctags",
    },
    {
      name: "spatch",
      shown: "spatch, direct calls in one file only",
      command: "spatch",
      args: [
        "--very-quiet",
        "--no-includes",
        "-j",
        String(os.availableParallelism()),
        "--sp-file",
        path.join(repositoryRoot, "scripts/bench/direct-allocation.cocci"),
        "--dir",
        tree,
      ],
      goodCodes: [0],
      install: "coccinelle",
    },
  ];
}

/**
 * @param {readonly Subject[]} present
 * @param {number} nRuns
 */
async function showProcesses(present, nRuns) {
  if (present.length === 0) return;
  // Brings the files into the page cache and fills lazymmu's disk cache; not counted.
  for (const subject of present) {
    if (subject.name === "spatch" || subject.name === "ctags") continue;
    await measureProcess(subject.command, subject.args, { cwd: scratch, limitSeconds });
  }
  /** @type {Map<Subject, Measurement[]>} */
  const results = new Map(present.map((subject) => [subject, []]));
  for (let round = 0; round < nRuns; round++) {
    for (const [subject, done] of results) {
      if (done.some(({ seconds, isLate }) => isLate || seconds > slowSeconds)) continue;
      process.stderr.write(`round ${round + 1} of ${nRuns}: ${subject.shown}\n`);
      done.push(
        await measureProcess(subject.command, subject.args, { cwd: scratch, limitSeconds }),
      );
    }
  }
  const rows = [["", "median", "range", "CPU", "peak memory", "goal", "runs"]];
  for (const [subject, done] of results) {
    if (done.some(({ isLate }) => isLate)) {
      const { shown, goal = "" } = subject;
      rows.push([shown, `over ${limitSeconds} s`, "", "-", "-", goal, String(done.length)]);
      continue;
    }
    const seconds = done.map((one) => one.seconds);
    const failed = done.find((one) => !subject.goodCodes.includes(one.code));
    const memory = done.map((one) => one.peakMegabytes ?? Number.NaN);
    const cpu = done.map((one) => one.cpuSeconds ?? Number.NaN);
    rows.push([
      subject.shown + (failed === undefined ? "" : ` (exit code ${failed.code})`),
      `${median(seconds).toFixed(2)} s`,
      `${Math.min(...seconds).toFixed(2)}-${Math.max(...seconds).toFixed(2)}`,
      Number.isNaN(median(cpu)) ? "-" : `${median(cpu).toFixed(2)} s`,
      Number.isNaN(median(memory)) ? "-" : `${Math.round(median(memory))} MB`,
      subject.goal ?? "",
      String(done.length),
    ]);
  }
  print("");
  printTable(rows);
  for (const [subject, done] of results) {
    if (done.some(({ isLate }) => isLate)) continue;
    const verdicts = describeAnswer(subject, done[0]?.stdout ?? "");
    if (verdicts !== undefined) print(`${subject.shown}: ${verdicts}`);
  }
}

/**
 * What a program found, so that speed is never compared without it.
 *
 * @param {Subject} subject
 * @param {string} stdout
 */
function describeAnswer(subject, stdout) {
  if (subject.name === "cold") {
    try {
      const { callSites, findings, stats } = JSON.parse(stdout);
      const nWarnings = findings.filter(
        (/** @type {{ severity: string }} */ { severity }) => severity === "warning",
      ).length;
      return `${callSites.length} call sites, ${nWarnings} warnings, ${stats.files} files, ${stats.functionsParsed} functions parsed`;
    } catch {
      return "no JSON came back";
    }
  }
  if (subject.name === "spatch") {
    const nMarked = stdout.split("\n").filter((line) => /^-[^-]/.test(line)).length;
    return `${nMarked} allocator calls marked`;
  }
  return undefined;
}

async function showKeystrokes() {
  const server = path.join(dist, "server.cjs");
  print("");
  if (!existsSync(server)) {
    print("left out: keystrokes (dist/server.cjs is not built)");
    return;
  }
  const file = "mm/memory.c";
  try {
    const figures = await measureKeystrokes({ server, tree, file, keystrokes: 200 });
    const kilobytes = Math.round(figures.characters / 1000);
    print(
      `keystroke to diagnostics in ${file} with a call site added (${kilobytes} kB), 200 keystrokes:`,
    );
    printTable([
      ["", "median", "p95", "highest", "goal"],
      ["analysis", ...spread(figures.work), "p95 16 ms"],
      ["change sent to answer received", ...spread(figures.roundTrip), ""],
    ]);
    print(
      `file opened to first answer, server start to scan included: ${(figures.open / 1000).toFixed(2)} s`,
    );
  } catch (error) {
    print(`keystrokes could not be measured: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {number} runs */
async function showMachine(runs) {
  print("");
  print("C programs on the simulator's machine (kernel profile):");
  const rows = [["", "statements", "median", "a second", "goal", "tcc -run", "gcc -O0"]];
  try {
    for (const one of await measureMachine({ runs, scratch, limitSeconds, has: isInstalled })) {
      const seconds = median(one.seconds);
      rows.push([
        one.name,
        `${(one.statements / 1e6).toFixed(1)} M`,
        `${seconds.toFixed(2)} s`,
        `${(one.statements / seconds / 1e6).toFixed(1)} M`,
        "50 M",
        shownSeconds(one.tccSeconds),
        shownSeconds(one.gccSeconds),
      ]);
    }
    printTable(rows);
  } catch (error) {
    print(`it could not be measured: ${error instanceof Error ? error.message : error}`);
  }
}

async function showSimulator() {
  print("");
  print("a callback of 1,048,576 entries in the simulator, its events recorded:");
  const rows = [["", "statements", "set-up", "walk", "above idle", "stepping back, worst of 20"]];
  try {
    for (const one of await measureSimulator(tree)) {
      rows.push([
        one.name,
        `${(one.statements / 1e6).toFixed(1)} M`,
        `${Math.round(one.setUp)} ms`,
        `${Math.round(one.walk)} ms`,
        `${Math.round(one.megabytes)} MB`,
        `${Math.max(...one.back).toFixed(1)} ms`,
      ]);
    }
    printTable([...rows, ["goal", "", "", "500 ms", "64 MB", "16 ms"]]);
  } catch (error) {
    print(`it could not be measured: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {number | undefined} seconds */
function shownSeconds(seconds) {
  return seconds === undefined ? "-" : `${seconds.toFixed(2)} s`;
}

/** @param {readonly number[]} milliseconds */
function spread(milliseconds) {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
  return [median(sorted), p95, sorted.at(-1) ?? Number.NaN].map(
    (value) => `${value.toFixed(1)} ms`,
  );
}

async function showPanel() {
  print("");
  print("a run of 512 entries for the panel:");
  const rows = [["", "first", "after an edit, median", "p95", "most"]];
  try {
    for (const { name, first, again } of await measureReruns(tree)) {
      rows.push([name, `${first.toFixed(0)} ms`, ...spread(again)]);
    }
    printTable([...rows, ["goal", "", "100 ms", "", ""]]);
    const { activation, firstFrame } = await measureEditor();
    print("");
    printTable([
      ["in VS Code, on the sample", "", "goal"],
      ["activation", `${activation} ms`, "50 ms"],
      ["from the click to the panel's first frame", `${firstFrame.toFixed(0)} ms`, "300 ms"],
    ]);
  } catch (error) {
    print(`it could not be measured: ${error instanceof Error ? error.message : error}`);
  }
}

function showSizes() {
  print("");
  const rows = [["size", "bytes", "gzip"]];
  for (const name of readdirSync(dist).sort()) {
    if (!/\.(cjs|wasm)$/.test(name)) continue;
    const bytes = readFileSync(path.join(dist, name));
    rows.push([`dist/${name}`, kilo(bytes.length), kilo(gzipSync(bytes).length)]);
  }
  const packages = readdirSync(repositoryRoot).filter((name) => name.endsWith(".vsix"));
  for (const name of packages) {
    rows.push([`${name} (goal 1 MB)`, kilo(statSync(path.join(repositoryRoot, name)).size), ""]);
  }
  printTable(rows);
  if (packages.length === 0) print("no .vsix here: `npm run package` builds it");
}

/** @param {number} bytes */
function kilo(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** @param {string} command */
function isInstalled(command) {
  if (path.isAbsolute(command)) return existsSync(command);
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.some((folder) => existsSync(path.join(folder, command)));
}

/** @param {readonly string[][]} rows */
function printTable(rows) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    print(cells.join("  ").trimEnd());
  }
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}
