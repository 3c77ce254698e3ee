/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <linux/types.h>

struct page {
	int refcount;
	unsigned long private;
	struct page *next;
};

struct mm_struct {
	struct pgd_entry *pgd;
	int page_table_lock;
};

extern struct mm_struct init_mm;

#endif
