/** What the simulator asks of an open tree besides texts: where a name is defined, what a folder has. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { OpenTree } from "./open-tree.ts";

/** Files that may define an external function or object. */
export function filesDefining({ symbols }: OpenTree, name: string): readonly string[] {
  const definitions = symbols.findDefinitions(name).filter(({ isStatic }) => !isStatic);
  return [...new Set(definitions.map(({ file }) => file))];
}

/** Names in a folder of the tree, sorted; none when there is no such folder. */
export function listFolder(root: string, folder: string): readonly string[] {
  if (folder.split("/").includes("..")) return [];
  try {
    return readdirSync(join(root, folder)).sort();
  } catch {
    return [];
  }
}
