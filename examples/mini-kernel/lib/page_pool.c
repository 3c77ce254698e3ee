// SPDX-License-Identifier: MIT
/* A cache of pages in front of the page allocator. */
#include <linux/gfp.h>
#include <linux/page_pool.h>

static struct page *refill(void)
{
	return alloc_page(GFP_ATOMIC);
}

struct page *page_pool_take(struct page_pool *pool)
{
	if (pool->count)
		return pool->pages[--pool->count];
	return refill();
}

void page_pool_give(struct page_pool *pool, struct page *page)
{
	if (pool->count < POOL_SIZE)
		pool->pages[pool->count++] = page;
	else
		__free_page(page);
}
