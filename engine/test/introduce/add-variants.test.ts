/** What the plan makes of mm/memory.c and include/linux/mm.h, and of the calls that it converts. */
import { expect, test } from "vitest";
import { planIntroduction } from "#engine/introduce";
import { loadParser } from "../harness/load-parser.ts";
import {
  changed,
  coreFile,
  headerFile,
  introduced,
  plannedOf,
  smallTree,
  workspaceOf,
} from "./small-tree.ts";

test("the flag goes down the walk, and the variants stand behind the walkers and their exports", async () => {
  expect((await introduced(smallTree)).get(coreFile)).toBe(`#include <linux/mm.h>

static int each_entry(pmd_t *pmd, unsigned long addr, unsigned long end, pte_fn_t fn,
		      void *data, bool lazy_mmu)
{
	pte_t *pte = pte_offset_kernel(pmd, addr);
	int err = 0;

	if (lazy_mmu)
		arch_enter_lazy_mmu_mode(); /* until the last entry */
	for (; addr < end && !err; addr += PAGE_SIZE)
		err = fn(pte++, addr, data);
	if (lazy_mmu)
		arch_leave_lazy_mmu_mode();
	return err;
}

static int each_table(struct mm_struct *mm, unsigned long addr, unsigned long end,
		      pte_fn_t fn, void *data, bool create, bool lazy_mmu)
{
	int err = 0;

	for (; addr < end && !err; addr += PMD_SIZE)
		err = each_entry(table_of(mm, addr, create), addr, addr + PMD_SIZE,
				 fn, data, lazy_mmu);
	return err;
}

/*
 * Makes tables where there are none.
 *
 * fn() is called in lazy MMU mode: it must neither allocate nor free pages. A
 * callback that does is for apply_to_page_range_nolazy().
 */
int apply_to_page_range(struct mm_struct *mm, unsigned long from,
			unsigned long size, pte_fn_t fn, void *data)
{
	return each_table(mm, from, from + size, fn, data, true, true);
}
EXPORT_SYMBOL_GPL(apply_to_page_range);

/**
 * apply_to_existing_page_range - call a function for what is there
 * @fn: the function
 *
 * Return: what the function returns.
 *
 * fn() is called in lazy MMU mode: it must neither allocate nor free pages. A
 * callback that does is for apply_to_existing_page_range_nolazy().
 */
int apply_to_existing_page_range(struct mm_struct *mm, unsigned long from,
				 unsigned long size, pte_fn_t fn, void *data)
{
	return each_table(mm, from, from + size, fn, data, false, true);
}
EXPORT_SYMBOL_GPL(apply_to_existing_page_range);

/*
 * Like apply_to_page_range(), but fn() is not called in lazy MMU mode, so that
 * it may allocate and free pages.
 */
int apply_to_page_range_nolazy(struct mm_struct *mm, unsigned long from,
			       unsigned long size, pte_fn_t fn, void *data)
{
	return each_table(mm, from, from + size, fn, data, true, false);
}

/*
 * Like apply_to_existing_page_range(), but fn() is not called in lazy MMU mode,
 * so that it may allocate and free pages.
 */
int apply_to_existing_page_range_nolazy(struct mm_struct *mm,
					unsigned long from, unsigned long size,
					pte_fn_t fn, void *data)
{
	return each_table(mm, from, from + size, fn, data, false, false);
}

int after;
`);
});

test("each declaration is followed by that of its variant, in its own style", async () => {
  expect((await introduced(smallTree)).get(headerFile)).toBe(`#ifndef SMALL_MM_H
#define SMALL_MM_H
typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);
#define PMD_SIZE 0x200000
int __must_check apply_to_page_range(struct mm_struct *mm, unsigned long from,
				     unsigned long size, pte_fn_t fn, void *data);
int __must_check apply_to_page_range_nolazy(struct mm_struct *mm,
					    unsigned long from,
					    unsigned long size, pte_fn_t fn,
					    void *data);
/* apply_to_existing_page_range() makes no tables. */
extern int apply_to_existing_page_range(struct mm_struct *mm,
			unsigned long from, unsigned long size,
			pte_fn_t fn, void *data);
extern int apply_to_existing_page_range_nolazy(struct mm_struct *mm,
			unsigned long from, unsigned long size, pte_fn_t fn,
			void *data);
#endif
`);
});

test("a reported call is renamed with the comment above it, and a clean one stays", async () => {
  const after = await introduced(smallTree);
  expect(after.get("drivers/small/drop.c")).toContain(
    `	/* Let apply_to_existing_page_range_nolazy() skip the holes. */
	apply_to_existing_page_range_nolazy(&init_mm, start,
				     size, drop_one, NULL);
`,
  );
  expect(after.get("drivers/small/fill.c")).toContain(
    `	int err = apply_to_page_range(&init_mm, start, size, look, NULL);

	return err ?: apply_to_page_range_nolazy(&init_mm, start, size, fill_one, NULL);
`,
  );
});

test("only calls in the scope are converted, and the variants come all the same", async () => {
  const { additions, conversions } = await plannedOf(smallTree, ["drivers/small/drop.c"]);
  expect(conversions.map(({ site, to }) => [site.location.file, to])).toEqual([
    ["drivers/small/drop.c", "apply_to_existing_page_range_nolazy"],
  ]);
  expect(additions).toEqual((await plannedOf(smallTree)).additions);
});

test("a call through a forwarder is named as left", async () => {
  const forwarder = `
int walk(unsigned long start, pte_fn_t fn)
{
	return apply_to_page_range(&init_mm, start, 4096, fn, NULL);
}

int drop_all(unsigned long start)
{
	return walk(start, drop_one);
}
`;
  const file = "drivers/small/drop.c";
  const plan = await plannedOf(changed(file, "void drop_range", `${forwarder}\nvoid drop_range`));
  expect(plan.left.map(({ function: name, api }) => `${name} ${api}`)).toEqual(["drop_all walk"]);
});

/** The small tree with Makefiles, and one of its drivers under a symbol of this type. */
function withKbuild(type: string): Map<string, string> {
  return new Map(smallTree)
    .set("Makefile", "obj-y += drivers/\n")
    .set("drivers/Makefile", "obj-y += small/\n")
    .set("drivers/small/Makefile", "obj-$(CONFIG_DROP) += drop.o\nobj-y += fill.o\n")
    .set("Kconfig", `config DROP\n\t${type} "drop"\n`);
}

test("a variant is exported when a module calls it, and only then", async () => {
  const built = await plannedOf(withKbuild("bool"));
  expect(built.conversions.map(({ isInModule }) => isInModule)).toEqual(["no", "no"]);
  expect(built.exported).toEqual([]);

  const texts = withKbuild("tristate");
  const modular = await plannedOf(texts);
  expect(modular.conversions.map(({ isInModule }) => isInModule)).toEqual(["yes", "no"]);
  expect(modular.exported).toEqual(["apply_to_existing_page_range_nolazy"]);
  const after = (await introduced(texts)).get(coreFile) ?? "";
  expect(after.match(/^EXPORT.*$/gm)).toEqual([
    "EXPORT_SYMBOL_GPL(apply_to_page_range);",
    "EXPORT_SYMBOL_GPL(apply_to_existing_page_range);",
    "EXPORT_SYMBOL_GPL(apply_to_existing_page_range_nolazy);",
  ]);
});

test("a second plan reads no Kconfig file again, until one is changed", async () => {
  const texts = withKbuild("tristate");
  const workspace = await workspaceOf(texts);
  const { callSites } = workspace.checkTree();
  const read: string[] = [];
  const inputs = {
    textOf: (file: string) => {
      read.push(file);
      return texts.get(file);
    },
    dialect: "classic" as const,
    parser: await loadParser(),
    release: "6.12",
    callSites,
    knownModules: new Map(),
  };
  const first = planIntroduction(inputs);
  expect(read).toContain("Kconfig");
  read.length = 0;
  expect(planIntroduction(inputs)).toEqual(first);
  expect(read.filter((file) => !/\.[ch]$/.test(file))).toEqual([]);

  const answers = () => {
    const plan = workspace.planIntroduction(["drivers/small/drop.c"]);
    return plan.kind === "refused" ? [] : plan.conversions.map(({ isInModule }) => isInModule);
  };
  expect(answers()).toEqual(["yes"]);
  workspace.setDocument("Kconfig", withKbuild("bool").get("Kconfig"));
  expect(answers()).toEqual(["no"]);
});

test("without Makefiles it is not known whether a module calls, and nothing is exported", async () => {
  const plan = await plannedOf(smallTree);
  expect(plan.conversions.map(({ isInModule }) => isInModule)).toEqual(["unknown", "unknown"]);
  expect(plan.exported).toEqual([]);
});

test("lines keep their carriage returns", async () => {
  const texts = new Map(
    [...smallTree].map(([file, text]): [string, string] => [file, text.replaceAll("\n", "\r\n")]),
  );
  const after = await introduced(texts);
  const plain = await introduced(smallTree);
  for (const [file, text] of after) {
    expect(text).toBe(plain.get(file)?.replaceAll("\n", "\r\n"));
  }
});

test("a walker without a comment gets one", async () => {
  const texts = changed(coreFile, "/* Makes tables where there are none. */\n", "");
  expect((await introduced(texts)).get(coreFile)).toContain(`}

/*
 * fn() is called in lazy MMU mode: it must neither allocate nor free pages. A
 * callback that does is for apply_to_page_range_nolazy().
 */
int apply_to_page_range(struct mm_struct *mm,`);
});

test("the paragraph comes behind the first one of a comment", async () => {
  const comment = "/*\n * Makes tables.\n * Many.\n *\n * Not for users.\n */";
  const texts = changed(coreFile, "/* Makes tables where there are none. */", comment);
  expect((await introduced(texts)).get(coreFile)).toContain(`/*
 * Makes tables.
 * Many.
 *
 * fn() is called in lazy MMU mode: it must neither allocate nor free pages. A
 * callback that does is for apply_to_page_range_nolazy().
 *
 * Not for users.
 */
`);
});

test("a file that is indented by spaces stays so", async () => {
  const spaced = (smallTree.get(coreFile) ?? "").replaceAll("\t", "        ");
  const after = (await introduced(new Map(smallTree).set(coreFile, spaced))).get(coreFile) ?? "";
  expect(after).toContain("        if (lazy_mmu)\n            arch_leave_lazy_mmu_mode();\n");
});

test.each([
  ["a comment to the end of a line", "unsigned long // bytes\n\t\t\tsize"],
  ["a joined line", "unsigned\\\n\t\t\tlong size"],
])("a list with %s inside of a parameter keeps its lines", async (_what, parameter) => {
  const texts = changed(
    coreFile,
    "unsigned long size, pte_fn_t fn, void *data)\n{\n\treturn each_table(mm, from, from + size, fn, data, true)",
    `${parameter}, pte_fn_t fn, void *data)\n{\n\treturn each_table(mm, from, from + size, fn, data, true)`,
  );
  expect((await introduced(texts)).get(coreFile)).toContain(`
int apply_to_page_range_nolazy(struct mm_struct *mm, unsigned long from,
			${parameter}, pte_fn_t fn, void *data)
{`);
});
