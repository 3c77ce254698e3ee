/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/mm_types.h>
#include <linux/pgtable.h>
#include <linux/gfp.h>

typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);

extern int apply_to_page_range(struct mm_struct *mm, unsigned long addr,
			       unsigned long size, pte_fn_t fn, void *data);
extern int apply_to_existing_page_range(struct mm_struct *mm, unsigned long addr,
					unsigned long size, pte_fn_t fn, void *data);

void *page_address(const struct page *page);
void flush_tlb_kernel_range(unsigned long start, unsigned long end);
void __kernel_map_pages(struct page *page, int numpages, int enable);
void __put_page(struct page *page);

static inline void get_page(struct page *page)
{
	page->_refcount.counter++;
}

static inline void put_page(struct page *page)
{
	if (--page->_refcount.counter == 0)
		__put_page(page);
}

#endif
