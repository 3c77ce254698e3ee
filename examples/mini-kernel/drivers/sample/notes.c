// SPDX-License-Identifier: MIT
/* Takes a note for each entry. The notes are slab objects, and slab only sometimes needs a page. */
#include <linux/mm.h>
#include <linux/slab.h>

struct note {
	unsigned long addr;
	struct note *next;
};

static int note_pte(pte_t *pte, unsigned long addr, void *data)
{
	struct note **list = data;
	struct note *note = kmalloc(sizeof(*note), GFP_ATOMIC);

	if (!note)
		return -ENOMEM;
	note->addr = addr;
	note->next = *list;
	*list = note;
	return 0;
}

int note_range(struct note **list, unsigned long start, unsigned long size)
{
	return apply_to_existing_page_range(&init_mm, start, size, note_pte, list);
}
