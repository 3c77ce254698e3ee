/** What the tidy check asks of each source file: its head, length, names, exports and imports. */
import path from "node:path";
import { covers, findLayer, layers } from "./layers.mjs";
import { blankOut, commentsOf, findImports, lineOf } from "./source-text.mjs";

/** @typedef {import("./tidy.mjs").Tree} Tree */
/** @typedef {import("./tidy.mjs").Violation} Violation */
/** @typedef {import("./layers.mjs").Layer} Layer */

const longestFile = 600;

/** Names that say nothing of what a file holds. */
const emptyNames = /^(?:utils?|helpers?|common|misc|types|stuff)\.\w+$/;

/**
 * @param {Tree} tree
 * @returns {Violation[]}
 */
export function checkSources(tree) {
  return tree.files
    .filter((file) => /\.(?:ts|mjs)$/.test(file))
    .flatMap((file) => {
      const text = tree.read(file);
      return [
        ...checkShape(file, text),
        ...checkPhrases(file, text),
        ...checkImports(file, text, tree),
      ];
    });
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Violation[]}
 */
function checkShape(file, text) {
  const name = path.posix.basename(file);
  /** @type {Violation[]} */
  const violations = [];
  if (!/^(?:#![^\n]*\n)?(?:\/\/ @ts-check\n)?\/\*\*[^*]/.test(text)) {
    violations.push({ file, line: 1, message: "begin with a /** … */ that says what the file is" });
  }
  const nLines = text.split("\n").length - 1;
  if (nLines > longestFile && !name.endsWith("-table.ts")) {
    const message = `split this file: ${nLines} lines, where ${longestFile} is the most for all but pure data (…-table.ts)`;
    violations.push({ file, line: 1, message });
  }
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|bench|config|d))?\.(?:ts|mjs)$/.test(name)) {
    violations.push({ file, message: "rename the file in kebab-case" });
  }
  if (emptyNames.test(name)) {
    violations.push({ file, message: "name the file after what it holds" });
  }
  return violations;
}

/**
 * Phrases that must not stand in code. Which of them are also meant inside strings or comments
 * differs, so each says what text it is looked for in.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Violation[]}
 */
function checkPhrases(file, text) {
  const code = blankOut(text, { strings: true });
  const comments = commentsOf(text);
  /** @type {{ pattern: RegExp, within: string, message: string }[]} */
  const phrases = [
    { pattern: /\bexport\s+\*/g, within: code, message: "re-export by name, not with export *" },
    {
      pattern: /\b(?:TODO|FIXME|XXX|HACK)\b(?!\(#\d+\):)/g,
      within: comments,
      message: "write TODO(#12): with the issue that will do it, or do it now",
    },
    {
      pattern: /@ts-(?:ignore|expect-error|nocheck)|biome-ignore/g,
      within: comments,
      message: "mend what the tool complains of; do not silence it",
    },
    {
      pattern: /\b(?:it|test|describe|suite|bench)\.(?:skip|only|todo|skipIf|fails)\b/g,
      within: code,
      message: "run every test: assert today's result, with the issue number, rather than skip",
    },
    {
      pattern: /\b(?:xit|xdescribe|fit|fdescribe)\s*\(/g,
      within: code,
      message: "run every test: assert today's result, with the issue number, rather than skip",
    },
    { pattern: /\bas\s+any\b|:\s*any\b|<any>/g, within: code, message: "use unknown, or the type" },
  ];
  if (!/\.config\.ts$/.test(file)) {
    const message = "export by name; a default export has as many names as importers";
    phrases.push({ pattern: /\bexport\s+default\b/g, within: code, message });
  }
  return phrases.flatMap(({ pattern, within, message }) =>
    [...within.matchAll(pattern)].map(({ index }) => ({
      file,
      line: lineOf(within, index),
      message,
    })),
  );
}

/**
 * @param {string} file
 * @param {string} text
 * @param {Tree} tree
 * @returns {Violation[]}
 */
function checkImports(file, text, tree) {
  const layer = findLayer(file);
  const isRoot = !file.includes("/");
  if (layer === undefined && !isRoot) {
    return [{ file, message: "give this folder a line in scripts/layers.mjs" }];
  }
  return findImports(text).flatMap(({ specifier, isType, line }) => {
    const message = layer && importProblem(file, layer, specifier, isType, tree);
    return message ? [{ file, line, message }] : [];
  });
}

/**
 * @param {string} file
 * @param {Layer} layer
 * @param {string} specifier
 * @param {boolean} isType
 * @param {Tree} tree
 * @returns {string | undefined}
 */
function importProblem(file, layer, specifier, isType, tree) {
  if (specifier.startsWith(".")) return relativeProblem(file, layer, specifier, isType, tree);
  const typesOnly = layer.typesOnly ?? [];
  const { facade } = layer;
  if (facade === specifier) return `import ./x, not your own façade ${specifier}`;
  if (covers(layer.mayImport, specifier)) return undefined;
  if (covers(typesOnly, specifier)) {
    return isType ? undefined : `${layer.folder} may name ${specifier} by import type alone`;
  }
  return `${layer.folder} may not import ${specifier}; the table is in scripts/layers.mjs`;
}

/**
 * @param {string} file
 * @param {Layer} layer
 * @param {string} specifier
 * @param {boolean} isType
 * @param {Tree} tree
 * @returns {string | undefined}
 */
function relativeProblem(file, layer, specifier, isType, tree) {
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const targetLayer = findLayer(target);
  if (layer.isTest) {
    const isBuilt = target.startsWith("dist/");
    const part = file.split("/")[0];
    const isOwnPart = target.split("/")[0] === part || !target.includes("/");
    return isBuilt || isOwnPart ? undefined : `a test of ${part} imports only ${part} by path`;
  }
  if (specifier.includes("../")) {
    return `import the façade (${targetLayer?.facade ?? "see the table"}), not ${specifier}`;
  }
  if (!tree.files.includes(target)) return `${specifier} does not exist`;
  if (targetLayer === layer) return undefined;
  const facade = targetLayer?.facade;
  if (facade !== undefined && covers(layer.mayImport, facade)) return undefined;
  if (facade !== undefined && isType && covers(layer.typesOnly ?? [], facade)) return undefined;
  return `${layer.folder} may not import from ${targetLayer?.folder ?? target}`;
}

/**
 * Facades that the table names and the tree lacks: a table that runs ahead guards nothing.
 *
 * @param {Tree} tree
 * @returns {Violation[]}
 */
export function checkTable(tree) {
  const file = "scripts/layers.mjs";
  return layers
    .filter(
      ({ folder }) => !tree.files.some((name) => name === folder || name.startsWith(`${folder}/`)),
    )
    .map(({ folder }) => ({
      file,
      message: `take out the line of ${folder}, which does not exist`,
    }));
}
