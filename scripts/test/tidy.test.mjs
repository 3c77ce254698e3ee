/** Every tidy check fires on a violation planted in a small tree that is otherwise in order. */
import { expect, it } from "vitest";
import { layers } from "../layers.mjs";
import { formatViolation, tidy } from "../tidy.mjs";
import { withLayerOverrides } from "../tidy-repository.mjs";

const head = "/** Says what it is. */\n";

/** @returns {Record<string, string>} a tree that the check has nothing to say about */
function inOrder() {
  const files = Object.fromEntries(
    layers.map(({ folder }) => [/\.ts$/.test(folder) ? folder : `${folder}/index.ts`, head]),
  );
  return {
    ...files,
    "engine/src/base/span.ts": `${head}export const start = 0;\n`,
    "engine/src/kernel/walkers.ts": `${head}import { start } from "#engine/base";\nimport "./index.ts";\n`,
    "engine/src/lint/stale-read.ts": `${head}export const staleRead = defineRule({ id: "stale-read" });\n`,
    "engine/src/lint/registry.ts": `${head}import { staleRead } from "./stale-read.ts";\n`,
    "docs/rules/stale-read.md": "# stale-read\n",
    "engine/test/fixtures/lint/stale-read/reports-one.c": "int a;\n",
    "engine/test/fixtures/lint/stale-read/accepts-one.c": "int a;\n",
    "README.md":
      "# Title\n\nSee [the part](#some-part), [docs](docs/) and [it](docs/rules/stale-read.md#stale-read).\n\n## Some `part`\n",
    "package.json": '{ "devDependencies": { "a": "1.2.3" } }',
    "package-lock.json": '{ "packages": { "node_modules/a": { "version": "1.2.3" } } }',
    "biome.json": withLayerOverrides("{}"),
  };
}

/**
 * What the check says of the tree in order with some files replaced, added, or taken away.
 *
 * @param {Record<string, string | undefined>} changes
 */
function violations(changes) {
  const all = { ...inOrder(), ...changes };
  const files = Object.keys(all).filter((file) => all[file] !== undefined);
  return tidy({ files: files.sort(), read: (file) => all[file] ?? "" }).map(formatViolation);
}

it("says nothing of a tree in order", () => {
  expect(violations({})).toEqual([]);
});

const noDefault = ["export", "default 1;"].join(" ");
const nowhere = "no-such-page.md";
const planted = [
  ["a missing head", "engine/src/base/a.ts", "export const a = 1;\n", "begin with a /**"],
  [
    "a long file",
    "engine/src/base/a.ts",
    `${head}${"a;\n".repeat(600)}`,
    "split this file: 601 lines",
  ],
  ["a camel-case name", "engine/src/base/aB.ts", head, "kebab-case"],
  ["an empty name", "engine/src/base/utils.ts", head, "after what it holds"],
  ["a default export", "engine/src/base/a.ts", `${head}${noDefault}\n`, "export by name"],
  [
    "a star export",
    "engine/src/base/a.ts",
    `${head}export * from "./span.ts";\n`,
    "re-export by name",
  ],
  [
    "a task without issue",
    "engine/src/base/a.ts",
    `${head}// ${"TO"}DO: later\n`,
    "with the issue",
  ],
  ["a silenced tool", "engine/src/base/a.ts", `${head}// ${"@ts"}-ignore\n`, "do not silence"],
  ["a skipped test", "engine/test/a.test.ts", `${head}it.skip("a", () => {});\n`, "run every test"],
  [
    "an only test",
    "engine/test/a.test.ts",
    `${head}describe.only("a", () => {});\n`,
    "run every test",
  ],
  ["any", "engine/src/base/a.ts", `${head}export const a: any = 1;\n`, "use unknown"],
  [
    "a forbidden import",
    "engine/src/base/a.ts",
    `${head}import { a } from "#engine/lint";\n`,
    "engine/src/base may not import #engine/lint",
  ],
  [
    "a forbidden type",
    "engine/src/kernel/a.ts",
    `${head}import type { A } from "#engine/model";\n`,
    "engine/src/kernel may not import #engine/model",
  ],
  [
    "a forbidden re-export",
    "engine/src/kernel/a.ts",
    `${head}export { a } from "#engine/model";\n`,
    "engine/src/kernel may not import #engine/model",
  ],
  [
    "a forbidden import()",
    "engine/src/kernel/a.ts",
    `${head}export const a = import("node:fs");\n`,
    "engine/src/kernel may not import node:fs",
  ],
  [
    "a value of a types-only edge",
    "engine/src/lint/a.ts",
    `${head}import { a } from "#engine/index";\n`,
    "by import type alone",
  ],
  [
    "the parser outside syntax",
    "engine/src/model/a.ts",
    `${head}import { a } from "web-tree-sitter";\n`,
    "engine/src/model may not import web-tree-sitter",
  ],
  [
    "Node in the server's core",
    "server/src/a.ts",
    `${head}import { a } from "node:fs";\n`,
    "server/src may not import node:fs",
  ],
  [
    "the engine in the client",
    "client/src/a.ts",
    `${head}import { a } from "#engine/base";\n`,
    "client/src may not import #engine/base",
  ],
  [
    "a path upwards",
    "engine/src/kernel/a.ts",
    `${head}import { a } from "../base/span.ts";\n`,
    "import the façade (#engine/base)",
  ],
  [
    "a path into another layer",
    "server/src/a.ts",
    `${head}import { a } from "./cli/index.ts";\n`,
    "server/src may not import from server/src/cli",
  ],
  [
    "a path to nothing",
    "engine/src/base/a.ts",
    `${head}import { a } from "./b.ts";\n`,
    "does not exist",
  ],
  [
    "its own façade",
    "engine/src/base/a.ts",
    `${head}import { a } from "#engine/base";\n`,
    "not your own façade",
  ],
  [
    "a test of another part",
    "engine/test/a.test.ts",
    `${head}import { a } from "../../server/src/index.ts";\n`,
    "imports only engine by path",
  ],
  ["a folder outside the table", "engine/src/extra/a.ts", head, "a line in scripts/layers.mjs"],
  ["a path of one machine", "docs/a.md", `See ${"/ro"}ot/linux.\n`, "no path of one machine"],
  [
    "a registry host",
    "docs/a.md",
    `${["registry", "npmjs", "org"].join(".")}\n`,
    "no registry host",
  ],
  ["a local host", "docs/a.md", `http${"://"}127.0.0.1:8080/x\n`, "no local host"],
  [
    "a resolved address",
    "package-lock.json",
    '{ "packages": { "node_modules/a": { "resolved": "x" } } }',
    'take "resolved" out',
  ],
  ["a version range", "package.json", '{ "dependencies": { "a": "^1.2.3" } }', "pin a exactly"],
  [
    "an optional package without entry",
    "package-lock.json",
    '{ "packages": { "node_modules/a": { "optionalDependencies": { "b": "1.0.0" } } } }',
    "add the entry of b",
  ],
  ["Biome without the table", "biome.json", "{}", "differ from scripts/layers.mjs"],
  ["a dead link", "docs/a.md", `[x](${nowhere})\n`, "the link goes nowhere"],
  ["a dead anchor", "docs/a.md", "[x](#nowhere)\n", "no heading of docs/a.md is #nowhere"],
  ["a rule without page", "docs/rules/stale-read.md", undefined, "write its page"],
  [
    "a rule without report",
    "engine/test/fixtures/lint/stale-read/reports-one.c",
    undefined,
    "show it fire",
  ],
  [
    "a rule without silence",
    "engine/test/fixtures/lint/stale-read/accepts-one.c",
    undefined,
    "show it silent",
  ],
  ["an unregistered rule", "engine/src/lint/registry.ts", head, "register the rule"],
  [
    "a rule under another name",
    "engine/src/lint/stale-read.ts",
    `${head}export const a = defineRule({ id: "b" });\n`,
    "after the rule's id",
  ],
  ["a layer that is gone", "client/src/index.ts", undefined, "take out the line of client/src"],
];

it.each(planted)("finds %s", (_what, file, text, expected) => {
  const changes = { [file ?? ""]: text };
  // A page that is gone also breaks the link to it, which is another test's matter.
  if (file?.startsWith("docs/rules/")) changes["README.md"] = "# Title\n";
  const found = violations(changes);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
});

it("names file and line", () => {
  const text = `${head}\nexport const a = 1;\nexport * from "./span.ts";\n`;
  expect(violations({ "engine/src/base/a.ts": text })).toEqual([
    "engine/src/base/a.ts:4: re-export by name, not with export *",
  ]);
});

it("lets pure data run long", () => {
  const text = `${head}${"a;\n".repeat(700)}`;
  expect(violations({ "engine/src/base/name-table.ts": text })).toEqual([]);
});

it("lets a test name what is forbidden inside a string", () => {
  const text = `${head}const a = \`\nimport "node:fs";\nexport * from "x";\n\`;\n`;
  expect(violations({ "engine/src/base/a.ts": text })).toEqual([]);
});
