/**
 * The house rules that no other tool knows: `node scripts/tidy.mjs [--write]`.
 *
 * Prints each violation with what to do, and fails if there is any. `--write` first brings
 * biome.json's import restrictions in line with the table.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "./run-command.mjs";
import { checkRepository, withLayerOverrides } from "./tidy-repository.mjs";
import { checkSources, checkTable } from "./tidy-source.mjs";

/**
 * @typedef {object} Tree
 * @property {readonly string[]} files relative paths with forward slashes, sorted
 * @property {(file: string) => string} read
 */

/** @typedef {{ file: string, line?: number, message: string }} Violation */

/** Folders of what is installed or built, which git does not track either. */
const untracked = new Set([".git", ".tsbuild", "coverage", "dist", "node_modules"]);

/**
 * @param {Tree} tree
 * @returns {Violation[]}
 */
export function tidy(tree) {
  return [...checkSources(tree), ...checkTable(tree), ...checkRepository(tree)];
}

/**
 * The files of a folder, without what is installed or built.
 *
 * @param {string} root
 * @returns {Tree}
 */
export function treeOf(root) {
  return {
    files: listFiles(root, "").sort(),
    read: (file) => readFileSync(path.join(root, file), "utf8"),
  };
}

/** @param {Violation} violation */
export function formatViolation({ file, line, message }) {
  return `${file}${line === undefined ? "" : `:${line}`}: ${message}`;
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function listFiles(root, folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return untracked.has(entry.name) ? [] : listFiles(root, file);
    return entry.isFile() && !/\.(?:vsix|tsbuildinfo)$/.test(entry.name) ? [file] : [];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (process.argv.includes("--write")) {
    const file = path.join(repositoryRoot, "biome.json");
    writeFileSync(file, withLayerOverrides(readFileSync(file, "utf8")));
  }
  const violations = tidy(treeOf(repositoryRoot));
  for (const violation of violations) process.stdout.write(`${formatViolation(violation)}\n`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
