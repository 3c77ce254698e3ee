/** A tree with two walkers over two levels of tables, and two drivers that walk with them. */
import { readTreeFacts } from "#engine/index";
import { applyFileEdits, type FileEdit } from "#engine/lint";
import { Workspace } from "#engine/workspace";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

export const headerFile = "include/linux/mm.h";
export const coreFile = "mm/memory.c";

const header = `#ifndef SMALL_MM_H
#define SMALL_MM_H
typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);
#define PMD_SIZE 0x200000
int __must_check apply_to_page_range(struct mm_struct *mm, unsigned long from,
				     unsigned long size, pte_fn_t fn, void *data);
/* apply_to_existing_page_range() makes no tables. */
extern int apply_to_existing_page_range(struct mm_struct *mm,
			unsigned long from, unsigned long size,
			pte_fn_t fn, void *data);
#endif
`;

const core = `#include <linux/mm.h>

static int each_entry(pmd_t *pmd, unsigned long addr, unsigned long end, pte_fn_t fn,
		      void *data)
{
	pte_t *pte = pte_offset_kernel(pmd, addr);
	int err = 0;

	arch_enter_lazy_mmu_mode(); /* until the last entry */
	for (; addr < end && !err; addr += PAGE_SIZE)
		err = fn(pte++, addr, data);
	arch_leave_lazy_mmu_mode();
	return err;
}

static int each_table(struct mm_struct *mm, unsigned long addr, unsigned long end,
		      pte_fn_t fn, void *data, bool create)
{
	int err = 0;

	for (; addr < end && !err; addr += PMD_SIZE)
		err = each_entry(table_of(mm, addr, create), addr, addr + PMD_SIZE,
				 fn, data);
	return err;
}

/* Makes tables where there are none. */
int apply_to_page_range(struct mm_struct *mm, unsigned long from,
			unsigned long size, pte_fn_t fn, void *data)
{
	return each_table(mm, from, from + size, fn, data, true);
}
EXPORT_SYMBOL_GPL(apply_to_page_range);

/**
 * apply_to_existing_page_range - call a function for what is there
 * @fn: the function
 *
 * Return: what the function returns.
 */
int apply_to_existing_page_range(struct mm_struct *mm, unsigned long from,
				 unsigned long size, pte_fn_t fn, void *data)
{
	return each_table(mm, from, from + size, fn, data, false);
}
EXPORT_SYMBOL_GPL(apply_to_existing_page_range);

int after;
`;

const drop = `static int drop_one(pte_t *pte, unsigned long addr, void *data)
{
	__free_page(pte_page(*pte));
	return 0;
}

void drop_range(unsigned long start, unsigned long size)
{
	/* Let apply_to_existing_page_range() skip the holes. */
	apply_to_existing_page_range(&init_mm, start,
				     size, drop_one, NULL);
}
`;

const fill = `static int fill_one(pte_t *pte, unsigned long addr, void *data)
{
	set_pte(pte, mk_pte(alloc_page(GFP_ATOMIC), PAGE_KERNEL));
	return 0;
}

static int look(pte_t *pte, unsigned long addr, void *data)
{
	return 0;
}

int fill_range(unsigned long start, unsigned long size)
{
	int err = apply_to_page_range(&init_mm, start, size, look, NULL);

	return err ?: apply_to_page_range(&init_mm, start, size, fill_one, NULL);
}
`;

export const smallTree: ReadonlyMap<string, string> = new Map([
  [headerFile, header],
  [coreFile, core],
  ["drivers/small/drop.c", drop],
  ["drivers/small/fill.c", fill],
]);

/** The tree with one piece of a file's text replaced; the piece must be there. */
export function changed(file: string, piece: string, replacement: string): Map<string, string> {
  const text = smallTree.get(file) ?? "";
  if (!text.includes(piece)) throw new Error(`${file} does not hold ${piece}`);
  return new Map(smallTree).set(
    file,
    text.replace(piece, () => replacement),
  );
}

/** A workspace over texts, which decide the dialect as files on disk do. */
export async function workspaceOf(texts: ReadonlyMap<string, string>): Promise<Workspace> {
  const readText = (file: string) => texts.get(file);
  const { dialect } = readTreeFacts({ readText, listFolders: () => [] });
  return new Workspace(workspaceInputs(memoryTree(texts, { dialect }), await loadParser()));
}

/** The plan for a whole tree; a refusal throws. */
export async function plannedOf(texts: ReadonlyMap<string, string>, scope?: readonly string[]) {
  const plan = (await workspaceOf(texts)).planIntroduction(scope);
  if (plan.kind === "refused") throw new Error(plan.reason);
  return plan;
}

/** The texts after the edits. */
function edited(
  texts: ReadonlyMap<string, string>,
  edits: readonly FileEdit[],
): ReadonlyMap<string, string> {
  return new Map(
    [...texts].map(([file, text]): [string, string] => [
      file,
      applyFileEdits(
        text,
        edits.filter(({ location }) => location.file === file),
      ),
    ]),
  );
}

/** The texts with the variants added and the calls converted. */
export async function introduced(
  texts: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const { additions, conversions } = await plannedOf(texts);
  return edited(texts, [...additions, ...conversions.flatMap((conversion) => conversion.edits)]);
}
