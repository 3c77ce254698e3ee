/**
 * The walk of apply_to_page_range(), in C of our own (mm/memory.c, apply_to_page_range() and the
 * functions below it, 6.1 to 7.0).
 *
 * What the upper levels say is asked of the host, one table of last-level entries at a time; the
 * loop over its entries is here, since it calls the callback. `__sim_walk` answers 1 with a table,
 * 0 at the end of the range, or a negative error. Releases differ in what the host answers.
 */
export const walkerModel = `
#include <linux/mm.h>

struct __sim_piece {
	pte_t *pte;
	unsigned long from;
	unsigned long to;
};
int __sim_walk_begin(struct mm_struct *mm, unsigned long start, unsigned long size, int create);
int __sim_walk(struct mm_struct *mm, unsigned long at, unsigned long end, int create,
	       struct __sim_piece *piece);
void __sim_walk_end(struct mm_struct *mm, unsigned long start, unsigned long size, int error);
void __sim_table_lock(struct mm_struct *mm);
void __sim_table_unlock(struct mm_struct *mm);
void __sim_entry_begin(pte_t *pte, unsigned long address);
void __sim_entry_end(int result);
void __sim_section_enter(void);
void __sim_section_leave(void);
int __sim_is_measured(void);
int __sim_variant(void);

static int __sim_apply_table(struct mm_struct *mm, struct __sim_piece *piece, pte_fn_t fn, void *data,
			     int create, int measured, int variant)
{
	unsigned long address = piece->from;
	unsigned long to = piece->to;
	pte_t *pte = piece->pte;
	int error = 0;

	__sim_table_lock(mm);
	if (variant != 1)
		__sim_section_enter();
	if (fn) {
		for (; address != to; address += PAGE_SIZE, pte++) {
			if (!create && pte_none(ptep_get(pte)))
				continue;
			if (measured)
				__sim_entry_begin(pte, address);
			if (variant == 2)
				lazy_mmu_mode_pause();
			error = fn(pte, address, data);
			if (variant == 2)
				lazy_mmu_mode_resume();
			if (measured)
				__sim_entry_end(error);
			if (error)
				break;
		}
	}
	if (variant != 1)
		__sim_section_leave();
	__sim_table_unlock(mm);
	return error;
}

static int __sim_apply(struct mm_struct *mm, unsigned long start, unsigned long size, pte_fn_t fn,
		       void *data, int create, int nolazy)
{
	struct __sim_piece piece;
	unsigned long at = start, end = start + size;
	int measured = __sim_is_measured();
	int variant = nolazy ? 1 : measured ? __sim_variant() : 0;
	int error;

	error = __sim_walk_begin(mm, start, size, create);
	if (error)
		return error;
	for (;;) {
		error = __sim_walk(mm, at, end, create, &piece);
		if (error <= 0)
			break;
		error = __sim_apply_table(mm, &piece, fn, data, create, measured, variant);
		if (error || piece.to == end)
			break;
		at = piece.to;
	}
	__sim_walk_end(mm, start, size, error);
	return error;
}

int (apply_to_page_range)(struct mm_struct *mm, unsigned long address, unsigned long size, pte_fn_t fn,
			void *data)
{
	return __sim_apply(mm, address, size, fn, data, 1, 0);
}

int (apply_to_existing_page_range)(struct mm_struct *mm, unsigned long address, unsigned long size,
				 pte_fn_t fn, void *data)
{
	return __sim_apply(mm, address, size, fn, data, 0, 0);
}

int (apply_to_page_range_nolazy)(struct mm_struct *mm, unsigned long address, unsigned long size,
			       pte_fn_t fn, void *data)
{
	return __sim_apply(mm, address, size, fn, data, 1, 1);
}

int (apply_to_existing_page_range_nolazy)(struct mm_struct *mm, unsigned long address,
					unsigned long size, pte_fn_t fn, void *data)
{
	return __sim_apply(mm, address, size, fn, data, 0, 1);
}

void (set_ptes)(struct mm_struct *mm, unsigned long address, pte_t *ptep, pte_t pte, unsigned int nr)
{
	for (;;) {
		__sim_set_pte(mm, address, ptep, pte);
		if (--nr == 0)
			break;
		ptep++;
		address += PAGE_SIZE;
		pte = pte_next_pfn(pte);
	}
}
`;
