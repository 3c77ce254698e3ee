#!/usr/bin/env node
// @ts-check
/**
 * Looks the names of the allocator table up in a kernel tree:
 * `node scripts/check-allocators.mjs [TREE]` (default: what kernel-source.mjs finds for 6.12).
 *
 * Prints the names that the tree neither defines nor declares in their home, and what else in the
 * tree bears a name of the table. Exit 1 for a name that is missing although its release should
 * have it, and for one that is there although it is noted as a name of another release.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { kernelSource } from "./kernel-source.mjs";

/** @typedef {{ name: string }} Allocator */
/**
 * @typedef {object} KernelFacts
 * @property {readonly Allocator[]} allocators
 * @property {(allocator: Allocator, file: string) => boolean} isAllocatorHome
 * @property {Readonly<Record<string, string>>} namesOfOneRelease
 */

const tree =
  process.argv[2] ?? (await kernelSource("6.12", (line) => process.stderr.write(`${line}\n`)));
const notKernel = new Set(["Documentation", "debian", "samples", "scripts", "tools"]);

const { allocators, isAllocatorHome, namesOfOneRelease } = await loadKernelFacts();
const places = findDefinitions(new Set(allocators.map((allocator) => allocator.name)));
const release = releaseOf();

/** @type {string[]} */
const missing = [];
/** @type {string[]} */
const abroad = [];
for (const allocator of allocators) {
  const files = places.get(allocator.name) ?? [];
  const foreign = files.filter((file) => !isAllocatorHome(allocator, file));
  if (foreign.length === files.length) missing.push(allocator.name);
  if (foreign.length > 0) abroad.push(`${allocator.name}: ${foreign.join(" ")}`);
}

const expected = new Set(
  Object.entries(namesOfOneRelease)
    .filter(([only]) => only !== release)
    .flatMap(([, names]) => names.trim().split(/\s+/)),
);
const checked = Object.hasOwn(namesOfOneRelease, release);
const unexplained = checked ? missing.filter((name) => !expected.has(name)) : [];
const surplus = checked ? [...expected].filter((name) => !missing.includes(name)).sort() : [];

print(`${tree}: release ${release}, ${allocators.length} names`);
print(`not in their home in this tree (${missing.length}): ${missing.join(" ")}`);
print(
  `of those, not noted as names of another release (${unexplained.length}): ${unexplained.join(" ")}`,
);
print(
  `in this tree, though noted as names of another release (${surplus.length}): ${surplus.join(" ")}`,
);
print(`outside their home, so another function there (${abroad.length}):`, ...abroad);
process.exitCode = unexplained.length + surplus.length > 0 ? 1 : 0;

/** @param {...string} lines */
function print(...lines) {
  process.stdout.write(`${lines.join("\n  ")}\n`);
}

/** @returns {Promise<KernelFacts>} */
async function loadKernelFacts() {
  const root = fileURLToPath(new URL("../engine/src/kernel/", import.meta.url));
  const { outputFiles } = await build({
    stdin: {
      contents:
        'export { allocators, isAllocatorHome } from "./allocators.ts";' +
        'export { namesOfOneRelease } from "./allocator-table.ts";',
      resolveDir: root,
    },
    bundle: true,
    format: "esm",
    write: false,
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? "").toString("base64");
  return await import(`data:text/javascript;base64,${text}`);
}

function releaseOf() {
  const makefile = readFileSync(join(tree, "Makefile"), "utf8");
  const part = (/** @type {string} */ key) =>
    new RegExp(`^${key} = (\\d+)`, "m").exec(makefile)?.[1] ?? "?";
  return `${part("VERSION")}.${part("PATCHLEVEL")}`;
}

/**
 * Name to the files that hold a macro, definition or declaration of it at the left margin.
 *
 * @param {ReadonlySet<string>} wanted
 */
function findDefinitions(wanted) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const file of sourceFiles("")) {
    const text = readFileSync(join(tree, file), "latin1");
    const note = (/** @type {string | undefined} */ name) => {
      if (name === undefined || !wanted.has(name)) return;
      const files = found.get(name) ?? [];
      if (!files.includes(file)) files.push(file);
      found.set(name, files);
    };
    for (const [, name] of text.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)/gm)) note(name);
    for (const [line] of text.matchAll(/^[A-Za-z_][^\n={}"]*\(/gm)) {
      for (const [, name] of line.matchAll(/(\w+)[ \t]*(?=\()/g)) note(name);
    }
  }
  return found;
}

/**
 * @param {string} folder
 * @returns {Generator<string>}
 */
function* sourceFiles(folder) {
  for (const entry of readdirSync(join(tree, folder), { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !(folder === "" && notKernel.has(entry.name))) {
      yield* sourceFiles(path);
    } else if (entry.isFile() && /\.[ch]$/.test(entry.name)) {
      yield path;
    }
  }
}
