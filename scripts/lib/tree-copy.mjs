/**
 * A copy of a source tree that may be changed, while the tree itself stays as it is.
 *
 * Where possible the copy's files are hard links, which cost neither time nor room. So a file of it
 * is never written in place: {@link replaceFile} puts a new one where the link was.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { runCommand } from "#scripts/run-command";

/**
 * Runs `use` on a scratch folder with a copy of the tree in it; both are gone afterwards.
 *
 * @template Result
 * @param {string} tree
 * @param {(copy: string, scratch: string) => Promise<Result>} use
 * @returns {Promise<Result>}
 */
export async function withTreeCopy(tree, use) {
  const scratch = await makeScratch(tree);
  const copy = path.join(scratch, "tree");
  try {
    const linked = await runCommand("cp", ["-al", tree, copy]);
    if (linked.code !== 0) {
      await rm(copy, { recursive: true, force: true });
      const copied = await runCommand("cp", ["-a", "--reflink=auto", tree, copy]);
      if (copied.code !== 0) throw new Error(`${tree} could not be copied\n${copied.output}`);
    }
    return await use(copy, scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @param {string} text
 */
export async function replaceFile(file, text) {
  await rm(file, { force: true });
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text, { flag: "wx" });
}

/**
 * Beside the tree, where links reach; elsewhere if that must not be written.
 *
 * @param {string} tree
 */
async function makeScratch(tree) {
  try {
    return await mkdtemp(`${tree}.copy-`);
  } catch {
    return mkdtemp(path.join(os.tmpdir(), "lazymmu-copy-"));
  }
}
