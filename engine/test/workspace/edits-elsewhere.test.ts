/** An edit in one function that changes what another one may call, without that one's text changing. */
import { expect, test } from "vitest";
import { Workspace } from "#engine/workspace";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

const file = "drivers/sample/sample.c";
const text = `static void (*hook)(unsigned long addr);

static void keep(unsigned long addr)
{
}

static void drop(unsigned long addr)
{
	free_page(addr);
}

static int visit(pte_t *pte, unsigned long addr, void *data)
{
	hook(addr);
	return 0;
}

void visit_all(unsigned long start)
{
	apply_to_page_range(&init_mm, start, PAGE_SIZE, visit, NULL);
}

void set_hook(void)
{
	hook = keep;
}
`;

test("what a file's variable is given in another function is asked again", async () => {
  const tree = memoryTree(new Map([[file, text]]));
  const workspace = new Workspace(workspaceInputs(tree, await loadParser()));
  const verdict = () => workspace.checkFile(file).callSites.map((site) => site.verdict);
  const before = verdict();
  expect(before).not.toEqual(["may-reach"]);
  workspace.setDocument(file, text.replace("hook = keep", "hook = drop"));
  expect(verdict()).toEqual(["may-reach"]);
  workspace.setDocument(file, text);
  expect(verdict()).toEqual(before);
});
