// SPDX-License-Identifier: MIT
/*
 * A window onto pages that were allocated before the walk. Every name here sounds like trouble,
 * and nothing allocates or frees: the helpers only set and clear marks.
 */
#include <linux/mm.h>
#include <linux/page_slots.h>

static int alloc_window_pte(pte_t *pte, unsigned long addr, void *data)
{
	struct page *page = alloc_page_slot(data);

	if (!page)
		return -ENOMEM;
	set_pte_at(&init_mm, addr, pte, mk_pte(page, PAGE_KERNEL));
	return 0;
}

static int free_window_pte(pte_t *pte, unsigned long addr, void *data)
{
	struct page *page = pte_page(ptep_get(pte));

	pte_clear(&init_mm, addr, pte);
	release_page_slot(data, page);
	return 0;
}

int window_open(struct page_slots *slots, unsigned long start, unsigned long size)
{
	return apply_to_page_range(&init_mm, start, size, alloc_window_pte, slots);
}

void window_close(struct page_slots *slots, unsigned long start, unsigned long size)
{
	apply_to_existing_page_range(&init_mm, start, size, free_window_pte, slots);
}
