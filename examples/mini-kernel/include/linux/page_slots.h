/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PAGE_SLOTS_H
#define _LINUX_PAGE_SLOTS_H

#include <linux/mm_types.h>

/* Pages that were allocated beforehand, with a mark for each that is in use. */
struct page_slots {
	struct page **pages;
	u8 *used;
	unsigned int count;
};

struct page *alloc_page_slot(struct page_slots *slots);
void release_page_slot(struct page_slots *slots, struct page *page);

#endif
