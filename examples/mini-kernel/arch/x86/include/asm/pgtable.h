/* SPDX-License-Identifier: MIT */
#ifndef _ASM_X86_PGTABLE_H
#define _ASM_X86_PGTABLE_H

#include <linux/types.h>
#include <linux/compiler.h>

typedef struct {
	unsigned long pte;
} pte_t;

#define pte_val(entry) ((entry).pte)
#define __pte(value) ((pte_t){ (value) })

#define PAGE_KERNEL 0x163UL

/* Under a hypervisor the store itself waits in a queue until the mode ends. */
void hv_queue_pte(pte_t *ptep, pte_t pte);
void hv_flush_queue(void);
extern int lazy_mmu_on;

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	if (lazy_mmu_on)
		hv_queue_pte(ptep, pte);
	else
		WRITE_ONCE(*ptep, pte);
}

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
static inline void arch_enter_lazy_mmu_mode(void)
{
	lazy_mmu_on = 1;
}

static inline void arch_flush_lazy_mmu_mode(void)
{
	hv_flush_queue();
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	hv_flush_queue();
	lazy_mmu_on = 0;
}

#endif
