// SPDX-License-Identifier: MIT
/* An arena of kernel memory whose pages are freed when it goes away: the walk frees directly. */
#include <linux/mm.h>
#include <linux/gfp.h>
#include <linux/printk.h>

struct arena {
	unsigned long start;
	unsigned long size;
};

static int arena_free_pte(pte_t *pte, unsigned long addr, void *data)
{
	pte_t entry = ptep_get(pte);

	if (WARN_ON_ONCE(pte_none(entry)))
		return 0;
	pte_clear(&init_mm, addr, pte);
	__free_page(pte_page(entry));
	return 0;
}

void arena_destroy(struct arena *arena)
{
	/* Use apply_to_existing_page_range() to find the entries that hold a page. */
	apply_to_existing_page_range(&init_mm, arena->start, arena->size, arena_free_pte,
				     NULL);
}
