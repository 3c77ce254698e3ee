/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <linux/types.h>

struct page {
	unsigned long flags;
	void *mapping;
	struct page *next;
	unsigned long private;
	atomic_t _mapcount;
	atomic_t _refcount;
	void *virtual;
};

struct folio {
	struct page page;
};

struct kmem_cache;

struct task_struct {
	int pid;
};

typedef struct {
	unsigned long pgd;
} pgd_t;

typedef struct {
	unsigned long pgprot;
} pgprot_t;

struct mm_struct {
	pgd_t *pgd;
	struct pgd_entry *tables;
	int page_table_lock;
};

struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;
	struct mm_struct *vm_mm;
	pgprot_t vm_page_prot;
};

extern struct mm_struct init_mm;

#endif
