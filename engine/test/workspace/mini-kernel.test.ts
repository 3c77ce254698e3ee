/** The tree in examples/mini-kernel gets the verdicts that its README promises, row by row. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { CallSite, LazySection } from "#engine/model";
import { checkTree } from "../harness/check-lint.ts";
import { memoryTree } from "../harness/memory-tree.ts";

const root = fileURLToPath(new URL("../../../examples/mini-kernel", import.meta.url));

test("each row of the README's table is what the engine says, and there is no other site", async () => {
  const { callSites } = await checkTree(memoryTree(sourceTexts()));
  const rows = callSites.map((site) =>
    rowOf(site, site.callbacks.map((callback) => callback.name).join(", ")),
  );
  expect(rows.sort()).toEqual(promisedRows("A pocket kernel"));
});

test("the same is true of its table of sections", async () => {
  const { sections } = await checkTree(memoryTree(sourceTexts()));
  const rows = sections.map((section) => rowOf(section, section.function));
  expect(rows.sort()).toEqual(promisedRows("Sections"));
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

function rowOf({ location, verdict, use }: CallSite | LazySection, name: string): string {
  return [location.file, name, verdict, use ?? "nothing"].join(" | ");
}

/** The rows of the table below a heading, one for each name: file, name, verdict, use; sorted. */
function promisedRows(heading: string): string[] {
  const row = /^\| `(.+?)` \| (.+?) \| (.+?) \|/gm;
  const parts = readFileSync(join(root, "README.md"), "utf8").split(/^#+ /m);
  const part = parts.find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return [...part.matchAll(row)]
    .flatMap(([, file = "", names = "", expected = ""]) => {
      const [verdict = "", use = "nothing"] = expected.split(", ");
      return names
        .split(", ")
        .map((name) => [file, name.replaceAll("`", ""), verdict, use].join(" | "));
    })
    .sort();
}
