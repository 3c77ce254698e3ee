// SPDX-License-Identifier: MIT
/* A ring of mapped pages, taken down in a lazy section of the driver's own: it frees in there. */
#include <linux/mm.h>
#include <linux/gfp.h>

void ring_unmap(pte_t *pte, unsigned long addr, unsigned int count)
{
	arch_enter_lazy_mmu_mode();
	for (; count; count--, pte++, addr += PAGE_SIZE) {
		struct page *page = pte_page(ptep_get(pte));

		pte_clear(&init_mm, addr, pte);
		__free_page(page);
	}
	arch_leave_lazy_mmu_mode();
}
