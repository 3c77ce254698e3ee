/** A document over the limits is left out and named, as its file would be. */
import { expect, test } from "vitest";
import { Workspace } from "#engine/workspace";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

const file = "drivers/sample/walk.c";
const text = `static int drop(pte_t *pte, unsigned long addr, void *data)
{
	free_page(addr);
	return 0;
}

void walk(void)
{
	apply_to_page_range(&init_mm, 0, 4096, drop, NULL);
}
`;

test.each([
  ["a long line", `${text}/* ${"x".repeat(100_001)} */\n`, /a line of more than 100,000/],
  ["a large text", text + "/* comment */\n".repeat(160_000), /larger than 2 MB/],
])("%s", async (_, large, reason) => {
  const tree = memoryTree(new Map([[file, text]]));
  const workspace = new Workspace(workspaceInputs(tree, await loadParser()));
  const before = workspace.checkFile(file);
  expect([before.callSites.length, before.skipped]).toEqual([1, []]);
  workspace.setDocument(file, large);
  const during = workspace.checkFile(file);
  expect(during.callSites).toEqual([]);
  expect(during.findings).toEqual([]);
  expect(during.skipped).toEqual([{ file, reason: expect.stringMatching(reason) }]);
  expect(workspace.checkTree().skipped).toEqual(during.skipped);
  workspace.setDocument(file, text);
  expect(workspace.checkFile(file)).toEqual(before);
});
