/** A tree that got the variants is checked again: of its walks nothing is left to report. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { introduced, smallTree, workspaceOf } from "./small-tree.ts";

test.each([
  ["the small tree", smallTree, 2, []],
  ["examples/mini-kernel", miniKernel(), 5, ["allocation-in-section"]],
])(
  "%s has no allocation in a lazy walk and no needless variant",
  async (_name, texts, nSites, left) => {
    const rulesOf = async (files: ReadonlyMap<string, string>) =>
      (await workspaceOf(files)).checkTree().findings.map(({ rule }) => rule);
    const before = await rulesOf(texts);
    expect(before.filter((rule) => rule === "allocation-in-callback")).toHaveLength(nSites);
    expect(await rulesOf(await introduced(texts))).toEqual(left);
  },
);

function miniKernel(): ReadonlyMap<string, string> {
  const root = fileURLToPath(new URL("../../../examples/mini-kernel", import.meta.url));
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  return new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}
