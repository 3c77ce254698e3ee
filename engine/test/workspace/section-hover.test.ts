/** What is shown over the calls that enter and leave lazy MMU sections, and over those like them. */
import { expect, test } from "vitest";
import { Workspace } from "#engine/workspace";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

const file = "mm/fill.c";
const text = `static void get_all(struct page **pages)
{
	pages[0] = alloc_page(GFP_ATOMIC);
}

void fill_range(pte_t *pte, struct page **pages, struct ops *ops)
{
	arch_enter_lazy_mmu_mode();
	get_all(pages);
	if (need_resched()) {
		arch_leave_lazy_mmu_mode();
		cond_resched();
		arch_enter_lazy_mmu_mode();
	}
	ops->told(pages);
	arch_flush_lazy_mmu_mode();
	arch_leave_lazy_mmu_mode();
}

void begin(void)
{
	arch_enter_lazy_mmu_mode();
}

int walk(pte_t *pte, int (*fn)(pte_t *pte))
{
	int err;

	begin();
	err = fn(pte);
	arch_leave_lazy_mmu_mode();
	return err;
}
`;

/** Hovers by the line of `text`, over the first word of the line. */
async function hovers(content = text, release?: string, dialect?: "counted") {
  const tree = memoryTree(new Map([[file, content]]), { release, dialect });
  const workspace = new Workspace(workspaceInputs(tree, await loadParser()));
  const lines = content.split("\n");
  return (line: number) => {
    const column = (lines[line - 1] ?? "").search(/\w/) + 2;
    return workspace.hoverAt(file, line, column)?.markdown;
  };
}

test("a call that enters a section tells where it ends, its verdict, its path and its gaps", async () => {
  const hover = await hovers(text, "6.12.117");
  const [body] = (hover(8) ?? "").split("\n\nLazy MMU mode in");
  expect(body).toBe(
    [
      "**`arch_enter_lazy_mmu_mode()`** enters the lazy MMU section of `fill_range()`.",
      "Entered in line 8, again in line 13; left in lines 11 and 17.",
      "Verdict: **reaches**. `alloc_page()` allocates.",
      "Path:",
      "1. `fill_range()` calls get\\_all\\(\\), `mm/fill.c:9`\n" +
        "2. `get_all()` calls alloc\\_page\\(\\), which allocates pages, `mm/fill.c:3`",
      "Not followed:",
      "- `ops->told`, `mm/fill.c:15`: nothing is seen to be assigned to a member told",
    ].join("\n\n"),
  );
  expect(hover(8)).toMatch(/Lazy MMU mode in 6\\\.12\\\.117:\n\n- \*\*powerpc, hash MMU\*\*: /);
});

test("every call that enters or leaves it tells the same", async () => {
  const hover = await hovers();
  const enters = hover(8) ?? "";
  const leaves = enters.replace(
    "`arch_enter_lazy_mmu_mode()`** enters",
    "`arch_leave_lazy_mmu_mode()`** leaves",
  );
  expect([11, 13, 17].map(hover)).toEqual([leaves, enters, leaves]);
});

test("a helper that enters for its caller is the caller's end of the section", async () => {
  const hover = await hovers();
  expect(hover(29)).toContain("**`begin()`** enters the lazy MMU section of `walk()`.");
  expect(hover(29)).toMatch(
    /\n\nIt runs functions that its caller hands over; .*\n\nVerdict: \*\*clean\*\*\. Everything else was/,
  );
  expect(hover(22)).toContain("\n\nEntered in line 22; not left in this function.\n\n");
});

test("a call that only flushes says what it does, and one of anything else nothing", async () => {
  const hover = await hovers();
  expect(hover(16)).toMatch(
    /^\*\*`arch_flush_lazy_mmu_mode\(\)`\*\* asks for what .*\n\nLazy MMU mode in/,
  );
  expect(hover(10)).toBeUndefined();
});

test("where sections are counted, the hover says what a nested one does", async () => {
  const counted = text
    .replaceAll("arch_enter_lazy_mmu_mode", "lazy_mmu_mode_enable")
    .replaceAll("arch_leave_lazy_mmu_mode", "lazy_mmu_mode_disable")
    .replaceAll("arch_flush_lazy_mmu_mode", "lazy_mmu_mode_pause");
  const hover = await hovers(counted, "7.0.0", "counted");
  const words = "Nested sections are counted in this tree: a nested section flushes";
  expect(hover(8)).toContain(words);
  expect(hover(16)).toContain(words);
  expect((await hovers())(8)).not.toContain(words);
});
