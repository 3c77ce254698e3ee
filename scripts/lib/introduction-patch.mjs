/** The patch of `lazymmu fix --introduce`, and a kernel tree's files with it. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { repositoryRoot, runCommand, runNode } from "#scripts/run-command";

/**
 * @typedef {object} Patched
 * @property {string} patch
 * @property {ReadonlyMap<string, string>} before the touched files as the tree has them
 * @property {ReadonlyMap<string, string>} after
 */

/**
 * Asks the built command line for the patch, and lets git apply it to copies of the touched files.
 *
 * @param {string} tree
 * @returns {Promise<Patched>}
 */
export async function introductionOf(tree) {
  const cli = path.join(repositoryRoot, "dist/cli.cjs");
  const args = [cli, "fix", "--introduce", "--quiet", "--no-cache", "--root", tree];
  const { code, stdout: patch, output } = await runNode(args);
  if (code !== 1) throw new Error(`${output}\nexit code ${code}, where findings make it 1`);
  const files = [...patch.matchAll(/^\+\+\+ b\/(.+)$/gm)].map((match) => match[1] ?? "").sort();
  const scratch = await mkdtemp(path.join(os.tmpdir(), "lazymmu-patch-"));
  try {
    const before = await readAll(tree, files);
    for (const file of files) {
      await mkdir(path.dirname(path.join(scratch, file)), { recursive: true });
      await cp(path.join(tree, file), path.join(scratch, file));
    }
    const patchFile = path.join(scratch, "introduction.patch");
    await writeFile(patchFile, patch);
    for (const how of [["--check"], ["--whitespace=error-all"]]) {
      // A repository around the scratch folder would make git look for the files there.
      const env = { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(scratch) };
      const applied = await runCommand("git", ["apply", ...how, patchFile], { cwd: scratch, env });
      if (applied.code !== 0) throw new Error(`git apply ${how.join(" ")}\n${applied.output}`);
    }
    return { patch, before, after: await readAll(scratch, files) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {readonly string[]} files
 */
async function readAll(folder, files) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  for (const file of files) texts.set(file, await readFile(path.join(folder, file), "utf8"));
  return texts;
}
