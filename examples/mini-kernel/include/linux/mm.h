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

void __put_page(struct page *page);

static inline void get_page(struct page *page)
{
	page->refcount++;
}

static inline void put_page(struct page *page)
{
	if (--page->refcount == 0)
		__put_page(page);
}

#endif
