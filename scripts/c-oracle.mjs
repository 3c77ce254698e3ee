#!/usr/bin/env node
// @ts-check
/**
 * What the programs of engine/test/c-programs print, by compilers of the machine:
 * `node scripts/c-oracle.mjs --write|--check [NAME…]`, all programs or those of these names.
 *
 * `--write` records what gcc's program does, once gcc -O0, gcc -O2 and tcc agree and the sanitizers
 * find nothing. `--check` compares the record with gcc -O0; without gcc there is nothing to do.
 * A program that says `tcc differs` has a comment on what tcc gets wrong, and is not given to it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compilers, isInstalled, runNative } from "./lib/native-program.mjs";
import { repositoryRoot } from "./run-command.mjs";

/** @typedef {{ stdout: string, status: number }} Expected */

const folder = path.join(repositoryRoot, "engine/test/c-programs");
const record = path.join(folder, "expected.json");

process.exitCode = await main(process.argv.slice(2));

/** @param {readonly string[]} args */
async function main(args) {
  const isWriting = args.includes("--write");
  if (!isWriting && !args.includes("--check")) {
    process.stderr.write("usage: node scripts/c-oracle.mjs --write|--check [NAME...]\n");
    return 2;
  }
  if (!(await isInstalled("gcc"))) {
    process.stdout.write("c-oracle: gcc is not installed, nothing is compared\n");
    return isWriting ? 1 : 0;
  }
  const all = readdirSync(folder)
    .filter((file) => file.endsWith(".c"))
    .map((file) => file.slice(0, -2))
    .sort();
  const given = args.filter((arg) => !arg.startsWith("--"));
  const names = given.length > 0 ? given : all;
  const recorded = readRecord();
  const problems = isWriting ? await write(names, all, recorded) : await check(names, recorded);
  if (!isWriting && given.length === 0) {
    for (const name of Object.keys(recorded)) {
      if (!all.includes(name)) problems.push(`${name}: recorded, but there is no such program`);
    }
  }
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(`c-oracle: ${names.length} programs, ${problems.length} problems\n`);
  return problems.length > 0 ? 1 : 0;
}

/**
 * Programs that compilers do not agree on are left out of the record.
 *
 * @param {readonly string[]} names
 * @param {readonly string[]} all
 * @param {Readonly<Record<string, Expected>>} recorded
 */
async function write(names, all, recorded) {
  const withTcc = await isInstalled("tcc");
  /** @type {Record<string, Expected>} */
  const next = {};
  for (const name of all) if (recorded[name] !== undefined) next[name] = recorded[name];
  const problems = [];
  for (const name of names) {
    delete next[name];
    const answer = await agreed(name, withTcc);
    if (typeof answer === "string") problems.push(`${name}: ${answer}`);
    else next[name] = answer;
  }
  const sorted = Object.fromEntries(Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(record, `${JSON.stringify(sorted, null, 2)}\n`);
  return problems;
}

/**
 * @param {string} name
 * @param {boolean} withTcc
 * @returns {Promise<Expected | string>}
 */
async function agreed(name, withTcc) {
  const file = path.join(folder, `${name}.c`);
  const isForTcc = !readFileSync(file, "utf8").includes("tcc differs");
  /** @type {Expected | undefined} */
  let first;
  for (const [compiler, { mayRefuse }] of Object.entries(compilers)) {
    if (compiler === "tcc" && !(withTcc && isForTcc)) continue;
    const result = await runNative(file, compiler);
    if (result.kind === "refused" && mayRefuse) continue;
    if (result.kind !== "ran") return `${compiler}: ${result.kind}: ${result.output.slice(0, 600)}`;
    const { stdout, status } = result;
    if (first !== undefined && (first.stdout !== stdout || first.status !== status)) {
      return `${compiler} disagrees: ${status}\n${stdout}\nnot ${first.status}\n${first.stdout}`;
    }
    first ??= { stdout, status };
  }
  return first ?? "no compiler";
}

/**
 * @param {readonly string[]} names
 * @param {Readonly<Record<string, Expected>>} recorded
 */
async function check(names, recorded) {
  const problems = [];
  for (const name of names) {
    const expected = recorded[name];
    if (expected === undefined) {
      problems.push(`${name}: not recorded; node scripts/c-oracle.mjs --write ${name}`);
      continue;
    }
    const result = await runNative(path.join(folder, `${name}.c`), "gcc -O0");
    if (
      result.kind !== "ran" ||
      result.stdout !== expected.stdout ||
      result.status !== expected.status
    ) {
      problems.push(`${name}: gcc does not do what is recorded`);
    }
  }
  return problems;
}

/** @returns {Record<string, Expected>} */
function readRecord() {
  return existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : {};
}
