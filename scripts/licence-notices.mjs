/**
 * The licences of the packages whose code is inside the bundles, as one text.
 *
 * The packages are read off the bundler's own list of inputs, so that none can be forgotten.
 */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** Packages that ship as a file beside the bundles and so are not among the bundler's inputs. */
const shippedAsFiles = ["node_modules/tree-sitter-c", "node_modules/web-tree-sitter"];

/**
 * @param {string} root
 * @param {Iterable<string>} inputs paths that the bundler read, relative to `root`
 * @returns {Promise<string>}
 */
export async function licenceNotices(root, inputs) {
  const folders = new Set(shippedAsFiles);
  for (const input of inputs) {
    const folder = packageFolder(input);
    if (folder !== undefined) folders.add(folder);
  }
  const sections = [];
  for (const folder of [...folders].sort()) {
    const text = await readFile(path.join(root, folder, "package.json"), "utf8");
    const { name, version, license } = JSON.parse(text);
    const licence = await readLicence(path.join(root, folder));
    sections.push(`${name} ${version} (${license})\n\n${licence.trim()}\n`);
  }
  const head = "Lazy MMU contains code of the following packages.\n";
  return [head, ...sections].join(`\n${"-".repeat(80)}\n\n`);
}

/**
 * The package that a file belongs to, or undefined for the product's own.
 *
 * @param {string} file
 */
export function packageFolder(file) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return match?.[1];
}

/** @param {string} folder */
async function readLicence(folder) {
  const names = (await readdir(folder)).filter((name) => /^licen[cs]e/i.test(name)).sort();
  const [name] = names;
  if (name === undefined) {
    throw new Error(`${folder} has no licence file, so its code cannot be shipped`);
  }
  return await readFile(path.join(folder, name), "utf8");
}
