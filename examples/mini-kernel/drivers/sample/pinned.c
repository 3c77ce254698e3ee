// SPDX-License-Identifier: MIT
/* Drops a reference for each entry. Only the last reference frees the page. */
#include <linux/mm.h>

static int unpin_pte(pte_t *pte, unsigned long addr, void *data)
{
	put_page(pte_page(ptep_get(pte)));
	return 0;
}

void unpin_range(unsigned long start, unsigned long size)
{
	apply_to_existing_page_range(&init_mm, start, size, unpin_pte, NULL);
}
