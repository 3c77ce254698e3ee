// SPDX-License-Identifier: MIT
/* Two levels of page tables, and the walkers that call a function for each of their entries. */
#include <linux/mm.h>
#include <linux/gfp.h>

static struct pgd_entry init_tables;
struct mm_struct init_mm = { .tables = &init_tables };

static struct pmd_entry *find_table(struct mm_struct *mm, unsigned long addr)
{
	return &mm->tables->tables[(addr / PMD_SIZE) % PTRS_PER_PGD];
}

/* Runs @fn over the entries of one table. All of them run in one lazy section. */
static int apply_to_table(struct mm_struct *mm, struct pmd_entry *pmd, unsigned long addr,
			  unsigned long end, pte_fn_t fn, void *data, bool create)
{
	pte_t *pte = &pmd->table[(addr >> PAGE_SHIFT) % PTRS_PER_PTE];
	int err = 0;

	arch_enter_lazy_mmu_mode();
	do {
		if (create || !pte_none(ptep_get(pte))) {
			err = fn(pte, addr, data);
			if (err)
				break;
		}
		addr += PAGE_SIZE;
		pte++;
	} while (addr < end);
	arch_leave_lazy_mmu_mode();

	return err;
}

static int walk_tables(struct mm_struct *mm, unsigned long addr, unsigned long size,
		       pte_fn_t fn, void *data, bool create)
{
	unsigned long end = addr + size;
	int err = 0;

	while (addr < end && !err) {
		struct pmd_entry *pmd = find_table(mm, addr);
		unsigned long next = (addr / PMD_SIZE + 1) * PMD_SIZE;

		if (next > end)
			next = end;
		/* Tables are made here, outside of the lazy section. */
		if (!pmd->table && create)
			pmd->table = (pte_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);
		if (pmd->table)
			err = apply_to_table(mm, pmd, addr, next, fn, data, create);
		else if (create)
			err = -ENOMEM;
		addr = next;
	}
	return err;
}

int apply_to_page_range(struct mm_struct *mm, unsigned long addr, unsigned long size,
			pte_fn_t fn, void *data)
{
	return walk_tables(mm, addr, size, fn, data, true);
}

int apply_to_existing_page_range(struct mm_struct *mm, unsigned long addr, unsigned long size,
				 pte_fn_t fn, void *data)
{
	return walk_tables(mm, addr, size, fn, data, false);
}
