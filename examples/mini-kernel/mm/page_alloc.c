// SPDX-License-Identifier: MIT
/* A page allocator without zones or orders above its one list: enough to be reached. */
#include <linux/mm.h>
#include <linux/gfp.h>
#include <linux/printk.h>

#define NR_PAGES 1024

static struct page pages[NR_PAGES];
static struct page *free_list;

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = free_list;

	if (WARN_ON_ONCE(order != 0) || !page)
		return NULL;
	free_list = page->next;
	page->_refcount.counter = 1;
	return page;
}

void __free_pages(struct page *page, unsigned int order)
{
	if (WARN_ON_ONCE(page < pages || page >= pages + NR_PAGES))
		return;
	page->next = free_list;
	free_list = page;
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp, order);

	return page ? page_to_pfn(page) << PAGE_SHIFT : 0;
}

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		__free_pages(pfn_to_page(addr >> PAGE_SHIFT), order);
}
