// SPDX-License-Identifier: MIT
/* Debugging unmaps free pages from the kernel's linear map: each entry is changed where it stands. */
#include <linux/mm.h>

struct change {
	unsigned long set;
	unsigned long clear;
};

static int change_pte(pte_t *pte, unsigned long addr, void *data)
{
	struct change *change = data;
	unsigned long entry = pte_val(ptep_get(pte));

	set_pte(pte, __pte((entry & ~change->clear) | change->set));
	return 0;
}

void __kernel_map_pages(struct page *page, int numpages, int enable)
{
	struct change change = { enable ? PTE_VALID : 0, enable ? 0 : PTE_VALID };
	unsigned long start = (unsigned long)page_address(page);

	apply_to_page_range(&init_mm, start, numpages * PAGE_SIZE, change_pte, &change);
	if (!enable)
		flush_tlb_kernel_range(start, start + numpages * PAGE_SIZE);
}
