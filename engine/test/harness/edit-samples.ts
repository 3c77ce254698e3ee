/** The trees that properties edit: a small one with every kind of link, and real files if named. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Files that hang together by headers, statics, macros, forwarders, members and `#if`. */
export const sampleTexts: ReadonlyMap<string, string> = new Map([
  [
    "include/linux/drop.h",
    `#ifdef CONFIG_DROP
void really_drop(unsigned long addr);
#else
static inline void really_drop(unsigned long addr)
{
}
#endif

#define drop(addr)			\\
	do {				\\
		really_drop(addr);	\\
	} while (0)
`,
  ],
  [
    "mm/drop.c",
    `#include <linux/drop.h>

void really_drop(unsigned long addr)
{
	if (addr)
		free_page(addr);
}
`,
  ],
  [
    "mm/walk.c",
    `int walk(unsigned long start, pte_fn_t fn)
{
	return apply_to_page_range(&init_mm, start, 4096, fn, NULL);
}
`,
  ],
  [
    "drivers/one.c",
    `#include <linux/drop.h>

static int visit_one(pte_t *pte, unsigned long addr, void *data)
{
	drop(addr);
	return 0;
}

int one(unsigned long start)
{
	pte_fn_t fn = visit_one;

	return walk(start, fn);
}
`,
  ],
  [
    "drivers/two.c",
    `struct ops {
	void (*release)(unsigned long addr);
};

static void release(unsigned long addr)
{
	free_page(addr);
}

static const struct ops ops = { .release = release };

static int visit_one(pte_t *pte, unsigned long addr, void *data)
{
	const struct ops *active = data;

	active->release(addr);
	return 0;
}

/* Calls apply_to_existing_page_range() over all of it. */
void two(unsigned long start)
{
	apply_to_existing_page_range(&init_mm, start, 4096, visit_one, (void *)&ops);
#ifdef CONFIG_DROP
	apply_to_existing_page_range(&init_mm, start, 4096, NULL, NULL);
#endif
}
`,
  ],
]);

/** Real files, when LAZYMMU_KERNEL_6_12 names a tree: the two that hold the known defects. */
export function kernelTexts(): ReadonlyMap<string, string> | undefined {
  const { LAZYMMU_KERNEL_6_12: root } = process.env;
  if (root === undefined || root === "") return undefined;
  const files = [
    "include/linux/gfp.h",
    "include/linux/mm.h",
    "kernel/bpf/arena.c",
    "mm/kasan/shadow.c",
  ];
  return new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}
