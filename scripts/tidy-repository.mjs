/**
 * What the tidy check asks of the repository as a whole: nothing of one machine in it, pinned
 * versions, links that resolve, configuration that agrees with the table, complete rules.
 */
import path from "node:path";
import { biomeOverrides } from "./layers.mjs";
import { lineOf } from "./source-text.mjs";

/** @typedef {import("./tidy.mjs").Tree} Tree */
/** @typedef {import("./tidy.mjs").Violation} Violation */

const textFile =
  /\.(?:ts|mjs|cjs|js|json|jsonc|md|c|h|txt|yml|yaml|sh|html|css|svg)$|^[^.]+$|^\.[\w/.-]+$/;

/** Written in pieces, so that this file does not hold what it looks for. */
const foreign = [
  {
    pattern: new RegExp(
      `(?<![\\w.~-])/(?:${["root", "work", "home/\\w+", "Users/\\w+"].join("|")})/`,
      "g",
    ),
    message: "name no path of one machine",
  },
  {
    pattern: new RegExp(
      ["registry", "(?:npmjs|yarnpkg|npmmirror)", "(?:org|com)"].join("\\."),
      "g",
    ),
    message: "name no registry host",
  },
  {
    pattern: /https?:\/\/(?:localhost|\d+(?:\.\d+){3})(?::\d+)?\//g,
    message: "name no local host",
  },
];

/**
 * @param {Tree} tree
 * @returns {Violation[]}
 */
export function checkRepository(tree) {
  return [
    ...checkForeignText(tree),
    ...checkLockfile(tree),
    ...checkPins(tree),
    ...checkBiome(tree),
    ...checkLinks(tree),
    ...checkRules(tree),
  ];
}

/**
 * @param {Tree} tree
 * @returns {Violation[]}
 */
function checkForeignText(tree) {
  return tree.files
    .filter((file) => textFile.test(file))
    .flatMap((file) => {
      const text = tree.read(file);
      return foreign.flatMap(({ pattern, message }) =>
        [...text.matchAll(pattern)].map((match) => ({
          file,
          line: lineOf(text, match.index),
          message: `${message}: ${match[0]}`,
        })),
      );
    });
}

/**
 * @param {Tree} tree
 * @returns {Violation[]}
 */
function checkLockfile(tree) {
  const file = "package-lock.json";
  if (!tree.files.includes(file)) return [{ file, message: "commit the lockfile" }];
  const { packages } = JSON.parse(tree.read(file));
  const resolved = Object.keys(packages)
    .filter((folder) => packages[folder].resolved !== undefined)
    .map((folder) => `take "resolved" out of ${folder}; .npmrc keeps npm from writing it`);
  // A registry that hides the packages of other systems makes npm leave them out, and then refuse
  // to install from what it wrote.
  const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${folder}/node_modules/${name}`],
      )
      .map((name) => `add the entry of ${name}, which ${folder} names; npm ci needs it`),
  );
  return [...resolved, ...missing].map((message) => ({ file, message }));
}

/**
 * @param {Tree} tree
 * @returns {Violation[]}
 */
function checkPins(tree) {
  const file = "package.json";
  const manifest = JSON.parse(tree.read(file));
  return ["dependencies", "devDependencies", "optionalDependencies"].flatMap((section) =>
    Object.entries(manifest[section] ?? {})
      .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
      .map(([name, version]) => ({ file, message: `pin ${name} exactly, not "${version}"` })),
  );
}

/**
 * Biome's restrictions are the table in other words; `tidy --write` writes them.
 *
 * @param {Tree} tree
 * @returns {Violation[]}
 */
function checkBiome(tree) {
  const file = "biome.json";
  const config = JSON.parse(tree.read(file));
  const written = JSON.stringify(config.overrides?.filter(restrictsImports));
  if (written === JSON.stringify(biomeOverrides())) return [];
  const message =
    "its import restrictions differ from scripts/layers.mjs: node scripts/tidy.mjs --write";
  return [{ file, message }];
}

/**
 * The text of biome.json with the import restrictions that the table asks for.
 *
 * @param {string} text
 */
export function withLayerOverrides(text) {
  const config = JSON.parse(text);
  const others = (config.overrides ?? []).filter(
    (/** @type {object} */ entry) => !restrictsImports(entry),
  );
  config.overrides = [...others, ...biomeOverrides()];
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** @param {{ linter?: { rules?: { style?: { noRestrictedImports?: unknown } } } }} override */
function restrictsImports(override) {
  return override.linter?.rules?.style?.noRestrictedImports !== undefined;
}

/**
 * @param {Tree} tree
 * @returns {Violation[]}
 */
function checkLinks(tree) {
  return tree.files
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) => {
      const text = withoutCode(tree.read(file));
      return [...text.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].flatMap((match) => {
        const message = linkProblem(file, match[1] ?? "", tree);
        return message ? [{ file, line: lineOf(text, match.index), message }] : [];
      });
    });
}

/**
 * @param {string} file
 * @param {string} link
 * @param {Tree} tree
 * @returns {string | undefined}
 */
function linkProblem(file, link, tree) {
  if (/^[a-z]+:/i.test(link)) return undefined;
  const [target = "", anchor] = link.split("#");
  const goal = target === "" ? file : path.posix.join(path.posix.dirname(file), decodeURI(target));
  const folder = goal.endsWith("/") ? goal : `${goal}/`;
  const isFile = tree.files.includes(goal);
  if (!isFile && !tree.files.some((name) => name.startsWith(folder))) {
    return `the link goes nowhere: ${link}`;
  }
  if (anchor === undefined || !isFile || !goal.endsWith(".md")) return undefined;
  const headings = [...withoutCode(tree.read(goal)).matchAll(/^#+\s+(.*)$/gm)];
  const found = headings.some((match) => toAnchor(match[1] ?? "") === anchor);
  return found ? undefined : `no heading of ${goal} is #${anchor}`;
}

/** @param {string} heading */
function toAnchor(heading) {
  const plain = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "");
  return plain.trim().replace(/\s/g, "-");
}

/**
 * Markdown without fenced code, where brackets and parentheses are not links.
 *
 * @param {string} text
 */
function withoutCode(text) {
  return text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, " "));
}

/**
 * A rule is complete when its file carries its id, and it is registered, documented, and shown to
 * fire and to keep silent.
 *
 * @param {Tree} tree
 * @returns {Violation[]}
 */
function checkRules(tree) {
  const folder = "engine/src/lint";
  const registry = `${folder}/registry.ts`;
  const registered = tree.files.includes(registry) ? tree.read(registry) : "";
  const rules = tree.files.filter(
    (file) =>
      path.posix.dirname(file) === folder &&
      /=\s*define(?:Suppression)?Rule\(/.test(tree.read(file)),
  );
  return rules.flatMap((file) => {
    const id = path.posix.basename(file, ".ts");
    const fixtures = `engine/test/fixtures/lint/${id}`;
    /** @param {string} kind */
    const hasFixture = (kind) => tree.files.some((name) => name.startsWith(`${fixtures}/${kind}-`));
    /** @type {string[]} */
    const messages = [];
    if (!tree.read(file).includes(`id: "${id}"`))
      messages.push("name the file after the rule's id");
    if (!registered.includes(`"./${id}.ts"`)) messages.push(`register the rule in ${registry}`);
    if (!tree.files.includes(`docs/rules/${id}.md`)) messages.push("write its page: npm run docs");
    if (!hasFixture("reports")) messages.push(`show it fire: ${fixtures}/reports-….c`);
    if (!hasFixture("accepts")) messages.push(`show it silent: ${fixtures}/accepts-….c`);
    return messages.map((message) => ({ file, message }));
  });
}
