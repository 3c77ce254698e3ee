/**
 * Who may import whom: the one table behind Biome's restrictions and the tidy check.
 *
 * A layer is a folder (or one file) of the repository; a file belongs to the longest layer that
 * holds it. `mayImport` lists specifiers outside the layer; `node:*` stands for all of Node's own
 * modules and `#engine/*` for every façade of the engine. `typesOnly` lists what may be named by
 * `import type` alone. Inside a layer, files import each other as `./x`.
 * A new edge needs a line here and a sentence in docs/architecture.md.
 */

/**
 * @typedef {object} Layer
 * @property {string} folder
 * @property {string} [facade] the specifier by which other layers name it
 * @property {readonly string[]} mayImport
 * @property {readonly string[]} [typesOnly]
 * @property {true} [isTest] may reach the files it tests by a relative path upwards
 */

const engineTypes = ["#engine/model", "#engine/index"];

/** @type {readonly Layer[]} */
export const layers = [
  { folder: "engine/src/base", facade: "#engine/base", mayImport: [] },
  { folder: "engine/src/kernel", facade: "#engine/kernel", mayImport: ["#engine/base"] },
  {
    folder: "engine/src/syntax",
    facade: "#engine/syntax",
    mayImport: ["#engine/base", "web-tree-sitter"],
  },
  { folder: "engine/src/index", facade: "#engine/index", mayImport: ["#engine/base"] },
  { folder: "engine/src/trace", facade: "#engine/trace", mayImport: ["#engine/base"] },
  { folder: "engine/src/kconfig", facade: "#engine/kconfig", mayImport: ["#engine/base"] },
  { folder: "engine/src/cfront", facade: "#engine/cfront", mayImport: ["#engine/base"] },
  {
    folder: "engine/src/cmachine",
    facade: "#engine/cmachine",
    mayImport: ["#engine/base", "#engine/cfront"],
  },
  {
    folder: "engine/src/hosted",
    facade: "#engine/hosted",
    mayImport: ["#engine/base", "#engine/cfront", "#engine/cmachine"],
  },
  {
    folder: "engine/src/mm",
    facade: "#engine/mm",
    mayImport: ["#engine/base", "#engine/kernel", "#engine/trace"],
  },
  {
    folder: "engine/src/sim",
    facade: "#engine/sim",
    mayImport: [
      "#engine/base",
      "#engine/cfront",
      "#engine/cmachine",
      "#engine/index",
      "#engine/kconfig",
      "#engine/kernel",
      "#engine/mm",
      "#engine/model",
      "#engine/trace",
    ],
  },
  {
    folder: "engine/src/flow",
    facade: "#engine/flow",
    mayImport: ["#engine/index", "#engine/kernel", "#engine/syntax"],
  },
  {
    folder: "engine/src/model",
    facade: "#engine/model",
    mayImport: [
      "#engine/base",
      "#engine/flow",
      "#engine/index",
      "#engine/kernel",
      "#engine/syntax",
    ],
  },
  {
    folder: "engine/src/lint",
    facade: "#engine/lint",
    mayImport: ["#engine/base", "#engine/kernel", "#engine/model"],
    // A rule's severity depends on the tree's dialect, which is a word of `index`.
    typesOnly: ["#engine/index"],
  },
  {
    folder: "engine/src/settings",
    facade: "#engine/settings",
    mayImport: ["#engine/base", "#engine/lint"],
    typesOnly: ["#engine/kernel"],
  },
  {
    folder: "engine/src/introduce",
    facade: "#engine/introduce",
    mayImport: [
      "#engine/base",
      "#engine/index",
      "#engine/kconfig",
      "#engine/kernel",
      "#engine/lint",
      "#engine/syntax",
    ],
    typesOnly: ["#engine/model"],
  },
  {
    folder: "engine/src/workspace",
    facade: "#engine/workspace",
    mayImport: [
      "#engine/base",
      "#engine/index",
      "#engine/introduce",
      "#engine/kernel",
      "#engine/lint",
      "#engine/model",
      "#engine/settings",
      "#engine/syntax",
    ],
  },
  { folder: "server/protocol", facade: "#server/protocol", mayImport: [] },
  {
    folder: "server/src/report",
    facade: "#server/report",
    mayImport: ["#engine/sim", "#engine/trace", "node:crypto"],
  },
  {
    folder: "server/src/simulation",
    facade: "#server/simulation",
    mayImport: ["#engine/sim", "#engine/trace"],
    typesOnly: ["#engine/workspace", "#server/protocol"],
  },
  {
    folder: "server/src/host",
    facade: "#server/host",
    mayImport: [
      "#engine/base",
      "#engine/index",
      "#engine/kernel",
      "#engine/settings",
      "#engine/syntax",
      "#engine/workspace",
      "#server/report",
      "#server/simulation",
      "node:*",
    ],
    typesOnly: ["#engine/introduce", "#engine/lint", "#engine/model", "#engine/trace"],
  },
  { folder: "server/src/change", facade: "#server/change", mayImport: ["node:*"] },
  {
    folder: "server/src/cli",
    facade: "#server/cli",
    mayImport: [
      "#engine/base",
      "#engine/kernel",
      "#engine/lint",
      "#engine/sim",
      "#engine/trace",
      "#engine/workspace",
      "#server/change",
      "#server/host",
      "#server/report",
      "#server/simulation",
      "node:*",
    ],
    typesOnly: [...engineTypes, "#engine/introduce"],
  },
  {
    folder: "server/src/convert",
    facade: "#server/convert",
    mayImport: ["#engine/base", "#engine/lint", "vscode-languageserver"],
    typesOnly: ["#engine/model", "#engine/workspace", "#server/protocol"],
  },
  {
    folder: "server/src/session",
    facade: "#server/session",
    mayImport: [
      "#engine/base",
      "#engine/settings",
      "#server/convert",
      "#server/host",
      "#server/protocol",
      "vscode-languageserver",
      "vscode-languageserver-textdocument",
    ],
    typesOnly: [
      "#engine/lint",
      "#engine/model",
      "#engine/trace",
      "#engine/workspace",
      "#server/simulation",
    ],
  },
  {
    folder: "server/src/main-node.ts",
    mayImport: [
      "#server",
      "#server/host",
      "#server/session",
      "node:*",
      "vscode-languageserver",
      "vscode-languageserver/node",
    ],
  },
  {
    folder: "server/src",
    facade: "#server",
    mayImport: [
      "#engine/base",
      "#engine/lint",
      "#engine/settings",
      "#engine/trace",
      "#engine/workspace",
      "#server/convert",
      "#server/host",
      "#server/protocol",
      "#server/session",
      "vscode-languageserver",
      "vscode-languageserver-textdocument",
    ],
    typesOnly: [...engineTypes, "#engine/introduce", "#server/simulation"],
  },
  { folder: "client/messages", facade: "#client/messages", mayImport: ["#server/protocol"] },
  {
    folder: "client/webview",
    mayImport: ["#client/messages", "#engine/trace", "preact", "preact/hooks"],
    typesOnly: ["#server/protocol"],
  },
  {
    folder: "client/src",
    mayImport: [
      "#client/messages",
      "#server/protocol",
      "vscode",
      "vscode-languageclient",
      "vscode-languageclient/node",
    ],
  },
  {
    folder: "engine/test",
    mayImport: ["ajv", "ajv/dist/2020.js", "#engine/*", "fast-check", "node:*", "vitest"],
    isTest: true,
  },
  {
    folder: "server/test",
    mayImport: [
      "#engine-test/tiny-kernel",
      "#engine/*",
      "#server/*",
      "ajv",
      "ajv/dist/2020.js",
      "fast-check",
      "node:*",
      "vitest",
      "vscode-languageserver",
      "vscode-languageserver/node",
      "vscode-languageserver-textdocument",
    ],
    isTest: true,
  },
  {
    folder: "client/test",
    mayImport: [
      "#client/messages",
      "#engine-test/tiny-kernel",
      "#engine/sim",
      "#engine/trace",
      "#server/protocol",
      "#server/report",
      "axe-core",
      "node:*",
      "playwright-core",
      "vitest",
      "vscode",
      "vscode-languageclient/node",
    ],
    isTest: true,
  },
  {
    folder: "scripts/editor/test",
    mayImport: ["#scripts/*", "node:*", "playwright-core", "vitest"],
    isTest: true,
  },
  { folder: "scripts/test", mayImport: ["node:*", "vitest"], isTest: true },
  { folder: "scripts", mayImport: ["#scripts/*", "esbuild", "node:*"] },
];

/**
 * The layer that a file belongs to, or undefined for files outside the table.
 *
 * @param {string} file
 * @param {readonly Layer[]} [table]
 */
export function findLayer(file, table = layers) {
  const holders = table.filter(({ folder }) => file === folder || file.startsWith(`${folder}/`));
  return holders.sort((a, b) => b.folder.length - a.folder.length)[0];
}

/**
 * Whether a list of the table covers a specifier.
 *
 * @param {readonly string[]} allowed
 * @param {string} specifier
 */
export function covers(allowed, specifier) {
  return allowed.some((entry) =>
    entry.endsWith("*") ? specifier.startsWith(entry.slice(0, -1)) : specifier === entry,
  );
}

/**
 * The `overrides` that say the same in Biome's words. Biome cannot tell `import type` apart, so
 * there `typesOnly` is allowed for values too; the tidy check keeps that edge.
 *
 * @param {readonly Layer[]} [table]
 */
export function biomeOverrides(table = layers) {
  return table.map((layer) => {
    const inner = table.filter(({ folder }) => folder.startsWith(`${layer.folder}/`));
    const relative = layer.isTest ? ["./**", "../**"] : ["./**"];
    const allowed = [...layer.mayImport, ...(layer.typesOnly ?? [])];
    const group = [...relative, ...allowed.flatMap(toPatterns)];
    const options = {
      patterns: [
        {
          group: ["**", ...group.map((pattern) => `!${pattern}`)],
          message: `${layer.folder} may not import this; scripts/layers.mjs has the table.`,
        },
      ],
    };
    return {
      includes: [toGlob(layer), ...inner.map((layer) => `!${toGlob(layer)}`)],
      linter: { rules: { style: { noRestrictedImports: { level: "error", options } } } },
    };
  });
}

/**
 * Biome's star stops at a slash, and its double star must stand between slashes.
 *
 * @param {string} entry
 */
function toPatterns(entry) {
  return entry.endsWith(":*") ? [entry, `${entry}/**`] : [entry.replace(/\*$/, "**")];
}

/** @param {Layer} layer */
function toGlob({ folder }) {
  return /\.\w+$/.test(folder) ? folder : `${folder}/**`;
}
