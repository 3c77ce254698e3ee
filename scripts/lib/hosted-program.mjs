// @ts-check
/** C programs for the simulator's machine, read from the disk: for `run-c` and the benchmark. */
import { readFileSync } from "node:fs";
import { loadEngine } from "./load-engine.mjs";

/** @typedef {typeof import("../../engine/src/hosted/index.ts")} Hosted */
/** @typedef {import("../../engine/src/hosted/index.ts").Program} Program */
/** @typedef {import("../../engine/src/hosted/index.ts").ProgramStop} ProgramStop */

/** @returns {Promise<Hosted>} */
export async function loadHosted() {
  return /** @type {Hosted} */ (await loadEngine("hosted"));
}

/**
 * The program, and a function that says in one line how it stopped; or why there is none.
 *
 * @param {Hosted} hosted
 * @param {object} options
 * @param {string} options.file
 * @param {"iso" | "kernel"} options.profile
 * @param {readonly string[]} options.includeFolders
 * @param {readonly string[]} options.definitions each `NAME` or `NAME=BODY`
 * @param {import("../../engine/src/hosted/index.ts").Writer} options.write
 * @returns {{ program: Program, describe: (stop: ProgramStop) => string } | { failure: string }}
 */
export function prepareProgram(hosted, { definitions, ...options }) {
  if (readText(options.file) === undefined) return { failure: `${options.file} cannot be read` };
  const pairs = definitions.map((text) => {
    const at = text.indexOf("=");
    return at < 0 ? [text, "1"] : [text.slice(0, at), text.slice(at + 1)];
  });
  try {
    const program = hosted.createProgram({
      ...options,
      readText,
      definitions: Object.fromEntries(pairs),
    });
    if ("failure" in program) return program;
    const describe = (/** @type {ProgramStop} */ stop) =>
      hosted.describeStop(stop, program.machine, readText);
    return { program, describe };
  } catch (error) {
    if (error instanceof Error && error.name === "CFrontError") return { failure: error.message };
    throw error;
  }
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}
