/** What an editor asks beside findings: the neighbours of a function on a path, a callback's modes. */
import { expect, test } from "vitest";
import { Workspace } from "#engine/workspace";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

const file = "drivers/sample/walk.c";
const text = `static void let_go(unsigned long addr)
{
	free_page(addr);
}

static int drop(pte_t *pte, unsigned long addr,
		void *data)
{
	let_go(addr);
	return 0;
}

static int look(pte_t *pte, unsigned long addr, void *data)
{
	return 0;
}

void walk(void)
{
	apply_to_page_range(&init_mm, 0, 4096, drop, NULL);
	apply_to_page_range_nolazy(&init_mm, 0, 4096, drop, NULL);
	apply_to_page_range_nolazy(&init_mm, 0, 4096, look, NULL);
}
`;

async function workspaceOf(content: string): Promise<Workspace> {
  const tree = memoryTree(new Map([[file, content]]));
  return new Workspace(workspaceInputs(tree, await loadParser()));
}

/** The place of the `nth` occurrence of a word, from 1. */
function placeOf(word: string, nth = 1): [line: number, column: number] {
  let at = -1;
  for (let count = 0; count < nth; count++) at = text.indexOf(word, at + 1);
  const before = text.slice(0, at).split("\n");
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}

test("a callback stands between the function that walks and what it calls", async () => {
  const workspace = await workspaceOf(text);
  const found = workspace.pathsAt(file, ...placeOf("drop"));
  expect(found?.function).toMatchObject({ name: "drop", location: { line: 6, column: 12 } });
  const lines = found?.callers.map(({ function: { name }, calls }) => [
    name,
    calls.map(({ line }) => line),
  ]);
  expect(lines).toEqual([["walk", [20, 21]]]);
  expect(found?.callees.map(({ function: { name } }) => name)).toEqual(["let_go"]);
});

test("the path ends in the allocator, which may be defined elsewhere", async () => {
  const workspace = await workspaceOf(text);
  const helper = workspace.pathsAt(file, ...placeOf("let_go", 2));
  expect(helper?.function.name).toBe("let_go");
  expect(helper?.callees[0]).toMatchObject({
    function: { name: "free_page", location: { line: 3 } },
    calls: [{ line: 3, column: 2 }],
  });
  const allocator = workspace.pathsAt(file, ...placeOf("free_page"));
  expect(allocator?.callers.map(({ function: { name } }) => name)).toEqual(["let_go"]);
  expect(allocator?.callees).toEqual([]);
});

test("what is on no path has no neighbours", async () => {
  const workspace = await workspaceOf(text);
  expect(workspace.pathsAt(file, ...placeOf("look"))).toBeUndefined();
  expect(workspace.pathsAt(file, 1, 200)).toBeUndefined();
  expect(workspace.pathsAt("no/such/file.c", 1, 1)).toBeUndefined();
});

test("a callback's modes are counted over all walks", async () => {
  const workspace = await workspaceOf(text);
  expect(workspace.checkFile(file).callbacks).toMatchObject([
    { name: "drop", lazy: 1, eager: 1, head: { line: 6, column: 12, endLine: 7, endColumn: 14 } },
    { name: "look", lazy: 0, eager: 1, head: { line: 13, endColumn: 60 } },
  ]);
});
