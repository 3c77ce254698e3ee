/** The tree in examples/mini-kernel gets the verdicts that its README promises, row by row. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { CallSite } from "#engine/model";
import { checkTree } from "../harness/check-lint.ts";
import { memoryTree } from "../harness/memory-tree.ts";

const root = fileURLToPath(new URL("../../../examples/mini-kernel", import.meta.url));

test("each row of the README's table is what the engine says, and there is no other site", async () => {
  const { callSites } = await checkTree(memoryTree(sourceTexts()));
  expect(callSites.map(rowOf).sort()).toEqual(promisedRows().sort());
});

function sourceTexts(): ReadonlyMap<string, string> {
  const texts = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[ch]$/.test(entry.name))
    .map((entry): [string, string] => {
      const file = join(entry.parentPath, entry.name);
      return [relative(root, file).replaceAll("\\", "/"), readFileSync(file, "utf8")];
    });
  return new Map(texts);
}

function rowOf(site: CallSite): string {
  const callbacks = site.callbacks.map((callback) => callback.name).join(", ");
  return [site.location.file, callbacks, site.verdict, site.use ?? "nothing"].join(" | ");
}

/** The rows of the first table, one for each callback: file, callback, verdict, use. */
function promisedRows(): string[] {
  const table = /^\| `(.+?)` \| (.+?) \| (.+?) \|/gm;
  const [verdicts = ""] = readFileSync(join(root, "README.md"), "utf8").split("\n## ");
  return [...verdicts.matchAll(table)].flatMap(([, file = "", callbacks = "", expected = ""]) => {
    const [verdict = "", use = "nothing"] = expected.split(", ");
    return callbacks
      .split(", ")
      .map((name) => [file, name.replaceAll("`", ""), verdict, use].join(" | "));
  });
}
