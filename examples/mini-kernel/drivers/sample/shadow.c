// SPDX-License-Identifier: MIT
/* Shadow memory that appears on demand: the walk allocates directly. */
#include <linux/mm.h>
#include <linux/gfp.h>

static int shadow_fill_pte(pte_t *pte, unsigned long addr, void *data)
{
	unsigned long page;

	if (!pte_none(ptep_get(pte)))
		return 0;
	page = __get_free_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	set_pte_at(&init_mm, addr, pte, pfn_pte(page >> PAGE_SHIFT, PAGE_KERNEL));
	return 0;
}

int shadow_populate(unsigned long start, unsigned long size)
{
	return apply_to_page_range(&init_mm, start, size, shadow_fill_pte, NULL);
}
