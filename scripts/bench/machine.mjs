// @ts-check
/**
 * How fast the simulator's machine runs C: the programs of `scripts/bench/c`, in statements a
 * second, beside the time that the same programs take in `tcc -run` and built by `gcc -O0`.
 */
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadHosted, prepareProgram } from "#scripts/lib/hosted-program";
import { measureProcess } from "./measure-process.mjs";

const folder = fileURLToPath(new URL("c", import.meta.url));

/**
 * @typedef {object} MachineFigures
 * @property {string} name
 * @property {number} statements
 * @property {readonly number[]} seconds of each run, lowering not counted
 * @property {number} [tccSeconds] the whole process, compilation included
 * @property {number} [gccSeconds] the program alone
 */

/**
 * @param {{ runs: number, scratch: string, limitSeconds: number, has: (command: string) => boolean }} options
 * @returns {Promise<MachineFigures[]>}
 */
export async function measureMachine({ runs, scratch, limitSeconds, has }) {
  const hosted = await loadHosted();
  const limits = { cwd: scratch, limitSeconds };
  /** @type {MachineFigures[]} */
  const figures = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".c")) continue;
    const file = path.join(folder, name);
    const { statements, seconds, output } = runOften(hosted, file, runs);
    /** @type {MachineFigures} */
    const row = { name, statements, seconds };
    if (has("tcc")) {
      const { seconds, stdout } = await measureProcess("tcc", ["-run", file], limits);
      assertSame(name, output, stdout);
      row.tccSeconds = seconds;
    }
    if (has("gcc")) {
      const built = path.join(scratch, name.replace(/\.c$/, ""));
      await measureProcess("gcc", ["-O0", "-o", built, file], limits);
      const { seconds, stdout } = await measureProcess(built, [], limits);
      assertSame(name, output, stdout);
      row.gccSeconds = seconds;
    }
    figures.push(row);
  }
  return figures;
}

/**
 * @param {import("#scripts/lib/hosted-program").Hosted} hosted
 * @param {string} file
 * @param {number} runs
 */
function runOften(hosted, file, runs) {
  /** @type {number[]} */
  const seconds = [];
  let statements = 0;
  let output = "";
  for (let run = 0; run < runs; run++) {
    output = "";
    const prepared = prepareProgram(hosted, {
      file,
      profile: "kernel",
      includeFolders: [],
      definitions: [],
      write: (_, bytes) => {
        output += Buffer.from(bytes).toString("latin1");
      },
    });
    if ("failure" in prepared) throw new Error(prepared.failure);
    const begin = process.hrtime.bigint();
    const end = hosted.runProgram(prepared.program, Number.MAX_SAFE_INTEGER);
    seconds.push(Number(process.hrtime.bigint() - begin) / 1e9);
    if (end.kind === "stop") throw new Error(prepared.describe(end.stop));
    ({ statements } = prepared.program.machine);
  }
  return { statements, seconds, output };
}

/**
 * Speed is worth nothing where the result differs.
 *
 * @param {string} name
 * @param {string} found
 * @param {string} expected
 */
function assertSame(name, found, expected) {
  if (found !== expected) throw new Error(`${name} prints ${found.trim()}, not ${expected.trim()}`);
}
