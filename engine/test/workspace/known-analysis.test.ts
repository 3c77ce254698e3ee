/** An analysis that is known from before holds until a text differs from what it was made of. */
import { expect, test } from "vitest";
import { Workspace } from "#engine/workspace";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

const file = "drivers/sample/sample.c";
const text = `static int drop_one(pte_t *pte, unsigned long addr, void *data)
{
	free_page(addr);
	return 0;
}

void drop_all(unsigned long start)
{
	apply_to_page_range(&init_mm, start, PAGE_SIZE, drop_one, NULL);
}
`;
const none = { callSites: [], sections: [], problems: [], visited: 0 };

async function openWith(known: typeof none | undefined): Promise<Workspace> {
  const inputs = workspaceInputs(memoryTree(new Map([[file, text]])), await loadParser());
  return new Workspace({ ...inputs, known });
}

test("what is known is taken as it is", async () => {
  const workspace = await openWith(none);
  expect(workspace.checkTree().callSites).toEqual([]);
});

test("an open document with the file's own text changes nothing", async () => {
  const workspace = await openWith(none);
  workspace.setDocument(file, text);
  expect(workspace.checkTree().callSites).toEqual([]);
  workspace.setDocument(file, undefined);
  expect(workspace.checkTree().callSites).toEqual([]);
});

test.each([
  ["an edit", file, text.replace("return 0", "return 1")],
  ["a file that the tree does not have", "drivers/sample/other.c", ""],
])("%s makes it be found anew", async (_, edited, newText) => {
  const workspace = await openWith(none);
  workspace.setDocument(edited, newText);
  expect(workspace.checkTree().callSites.map(({ verdict }) => verdict)).toEqual(["reaches"]);
});

test("what a workspace found, another takes and says the same", async () => {
  const first = await openWith(undefined);
  const report = first.checkTree();
  expect(report.callSites).toHaveLength(1);
  const kept: typeof none = JSON.parse(JSON.stringify(first.analysis()));
  expect((await openWith(kept)).checkTree()).toEqual(report);
});
