// @ts-check
/**
 * Writes what is generated from the rules: one page per rule in docs/rules, and the schema of
 * `.lazymmu.json`, which names them.
 *
 * With --check nothing is written: the files are compared, and a difference is an error.
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

/** @typedef {{ settingsSchema: () => unknown }} SettingsFacade */

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = "docs/rules";
const schemaFile = "docs/configuration.schema.json";

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

/** @returns {Promise<Map<string, string>>} from a file's path to its text */
async function renderPages() {
  const lint = /** @type {LintFacade} */ (await loadEngine("lint"));
  const settings = /** @type {SettingsFacade} */ (await loadEngine("settings"));
  const pages = new Map(
    lint.rules.map((rule) => [lint.rulePagePath(rule.meta.id), lint.rulePage(rule.meta)]),
  );
  return pages.set(schemaFile, `${JSON.stringify(settings.settingsSchema(), undefined, 2)}\n`);
}

/** @param {ReadonlyMap<string, string>} pages */
async function check(pages) {
  const problems = (await strays(pages)).map((path) => `${path} belongs to no rule`);
  for (const [path, text] of pages) {
    const present = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (present === undefined) problems.push(`${path} is missing`);
    else if (present !== text) problems.push(`${path} is not what the rules say`);
  }
  for (const problem of problems) console.error(`${problem}; run \`npm run docs\` and commit it`);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${pages.size - 1} rule pages and ${schemaFile} are up to date`);
}

/** @param {ReadonlyMap<string, string>} pages */
async function write(pages) {
  await mkdir(join(root, folder), { recursive: true });
  for (const [path, text] of pages) await writeFile(join(root, path), text);
  for (const path of await strays(pages)) await unlink(join(root, path));
  console.log(`${pages.size - 1} rule pages written to ${folder}, and ${schemaFile}`);
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
