// SPDX-License-Identifier: MIT
/* A queue of entries that a hypervisor writes on request. */
#include <linux/pgtable.h>

#define QUEUE_LENGTH 32

static struct {
	pte_t *ptep;
	pte_t pte;
} queue[QUEUE_LENGTH];

static unsigned int queued;
int lazy_mmu_on;

void hv_flush_queue(void)
{
	unsigned int i;

	for (i = 0; i < queued; i++)
		WRITE_ONCE(*queue[i].ptep, queue[i].pte);
	queued = 0;
}

void hv_queue_pte(pte_t *ptep, pte_t pte)
{
	if (queued == QUEUE_LENGTH)
		hv_flush_queue();
	queue[queued].ptep = ptep;
	queue[queued].pte = pte;
	queued++;
}
