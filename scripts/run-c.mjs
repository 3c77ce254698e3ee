#!/usr/bin/env node
// @ts-check
/**
 * Runs a C program on the simulator's machine:
 * `node scripts/run-c.mjs FILE.c [--profile iso|kernel] [--budget N] [-I DIR]… [-D NAME[=BODY]]…`.
 *
 * Prints what the program prints; the exit status is the program's. Status 200: a fault of the
 * language, and one line that says which; 201: something that is not supported; 202: more
 * statements than the budget; 2: no program to run.
 */
import { writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadHosted, prepareProgram } from "./lib/hosted-program.mjs";

const statuses = { fault: 200, unsupported: 201, missing: 201, "out-of-budget": 202 };

process.exitCode = await main();

async function main() {
  const options = readOptions();
  if (typeof options === "string") {
    process.stderr.write(`run-c: ${options}\n`);
    return 2;
  }
  const hosted = await loadHosted();
  const prepared = prepareProgram(hosted, { ...options, write });
  if ("failure" in prepared) {
    process.stderr.write(`run-c: ${prepared.failure}\n`);
    return 2;
  }
  const { program, describe } = prepared;
  for (const problem of program.problems) process.stderr.write(`run-c: ${problem}\n`);
  const end = hosted.runProgram(program, options.budget);
  if (end.kind === "exit") return ((end.status % 256) + 256) % 256;
  process.stderr.write(`${describe(end.stop)}\n`);
  return statuses[/** @type {keyof typeof statuses} */ (end.stop.kind)] ?? 201;
}

/** The options, or what is wrong with them. */
function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        profile: { type: "string", default: "iso" },
        budget: { type: "string", default: String(Number.MAX_SAFE_INTEGER) },
        include: { type: "string", short: "I", multiple: true, default: [] },
        define: { type: "string", short: "D", multiple: true, default: [] },
      },
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) return "give one C file";
    const { profile } = values;
    if (profile !== "iso" && profile !== "kernel") return "--profile is iso or kernel";
    const budget = Number(values.budget);
    if (!Number.isSafeInteger(budget) || budget < 0) return "--budget is a number of statements";
    /** @type {"iso" | "kernel"} */
    const checked = profile;
    return {
      file,
      profile: checked,
      budget,
      includeFolders: values.include,
      definitions: values.define,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * @param {"output" | "errors"} stream
 * @param {Uint8Array} bytes
 */
function write(stream, bytes) {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(stream === "output" ? 1 : 2, bytes, done);
    } catch (error) {
      // A pipe whose reader is slower than the program.
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}
