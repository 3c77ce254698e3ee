// SPDX-License-Identifier: MIT
/* Pages come from a pool in another file; only there does the walk reach the page allocator. */
#include <linux/mm.h>
#include <linux/page_pool.h>

static int pool_map_pte(pte_t *pte, unsigned long addr, void *data)
{
	struct page *page = page_pool_take(data);

	if (!page)
		return -ENOMEM;
	set_pte_at(&init_mm, addr, pte, mk_pte(page, PAGE_KERNEL));
	return 0;
}

int pool_map(struct page_pool *pool, unsigned long start, unsigned long size)
{
	return apply_to_page_range(&init_mm, start, size, pool_map_pte, pool);
}
