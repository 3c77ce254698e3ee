/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PAGE_POOL_H
#define _LINUX_PAGE_POOL_H

#include <linux/mm_types.h>

#define POOL_SIZE 16

struct page_pool {
	struct page *pages[POOL_SIZE];
	unsigned int count;
};

struct page *page_pool_take(struct page_pool *pool);
void page_pool_give(struct page_pool *pool, struct page *page);

#endif
