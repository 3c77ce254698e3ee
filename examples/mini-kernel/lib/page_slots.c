// SPDX-License-Identifier: MIT
/* Hands out pages of a fixed set. No page is allocated or freed here, whatever the names say. */
#include <linux/page_slots.h>

struct page *alloc_page_slot(struct page_slots *slots)
{
	unsigned int i;

	for (i = 0; i < slots->count; i++) {
		if (!slots->used[i]) {
			slots->used[i] = 1;
			return slots->pages[i];
		}
	}
	return NULL;
}

void release_page_slot(struct page_slots *slots, struct page *page)
{
	unsigned int i;

	for (i = 0; i < slots->count; i++) {
		if (slots->pages[i] == page)
			slots->used[i] = 0;
	}
}
