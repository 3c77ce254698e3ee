// @ts-check
/**
 * Writes what is generated from the rules: one page per rule in docs/rules.
 *
 * With --check nothing is written: the pages are compared, and a difference is an error.
 */
import { mkdir, readdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadEngine } from "./lib/load-engine.mjs";

/**
 * What this script uses of the engine's lint folder.
 *
 * @typedef {object} LintFacade
 * @property {readonly { readonly meta: { readonly id: string } }[]} rules
 * @property {(id: string) => string} rulePagePath
 * @property {(meta: object) => string} rulePage
 */

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = "docs/rules";

const arguments_ = process.argv.slice(2);
const unknown = arguments_.filter((argument) => argument !== "--check");
if (unknown.length > 0) {
  console.error(
    `generate-docs: unknown argument ${unknown[0]}; usage: generate-docs.mjs [--check]`,
  );
  process.exitCode = 2;
} else if (arguments_.includes("--check")) {
  await check(await renderPages());
} else {
  await write(await renderPages());
}

/** @returns {Promise<Map<string, string>>} from a page's path to its text */
async function renderPages() {
  const lint = /** @type {LintFacade} */ (await loadEngine("lint"));
  return new Map(
    lint.rules.map((rule) => [lint.rulePagePath(rule.meta.id), lint.rulePage(rule.meta)]),
  );
}

/** @param {ReadonlyMap<string, string>} pages */
async function check(pages) {
  const problems = (await strays(pages)).map((path) => `${path} belongs to no rule`);
  for (const [path, text] of pages) {
    const present = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (present === undefined) problems.push(`${path} is missing`);
    else if (present !== text) problems.push(`${path} is not what its rule says`);
  }
  for (const problem of problems) console.error(`${problem}; run \`npm run docs\` and commit it`);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${pages.size} rule pages are up to date`);
}

/** @param {ReadonlyMap<string, string>} pages */
async function write(pages) {
  await mkdir(join(root, folder), { recursive: true });
  for (const [path, text] of pages) await writeFile(join(root, path), text);
  for (const path of await strays(pages)) await unlink(join(root, path));
  console.log(`${pages.size} rule pages written to ${folder}`);
}

/**
 * Pages in the folder that no rule has.
 *
 * @param {ReadonlyMap<string, string>} pages
 */
async function strays(pages) {
  const names = await readdir(join(root, folder)).catch(() => []);
  const paths = names.filter((name) => name.endsWith(".md")).map((name) => `${folder}/${name}`);
  return paths.filter((path) => !pages.has(path)).sort();
}
