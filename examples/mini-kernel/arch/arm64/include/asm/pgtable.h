/* SPDX-License-Identifier: MIT */
#ifndef _ASM_ARM64_PGTABLE_H
#define _ASM_ARM64_PGTABLE_H

#include <linux/types.h>
#include <linux/compiler.h>

typedef struct {
	unsigned long pte;
} pte_t;

#define pte_val(entry) ((entry).pte)
#define __pte(value) ((pte_t){ (value) })

#define PTE_VALID 1UL
#define PAGE_KERNEL 0x703UL

/* Stores at once; only the barriers that make the store visible wait for the end of the mode. */
extern int lazy_mmu_on;
extern int lazy_mmu_pending;

static inline void emit_pte_barriers(void)
{
#ifdef __aarch64__
	asm volatile("dsb ishst\n\tisb" : : : "memory");
#endif
	lazy_mmu_pending = 0;
}

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(*ptep, pte);
	if (lazy_mmu_on)
		lazy_mmu_pending = 1;
	else
		emit_pte_barriers();
}

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
static inline void arch_enter_lazy_mmu_mode(void)
{
	lazy_mmu_on = 1;
}

static inline void arch_flush_lazy_mmu_mode(void)
{
	if (lazy_mmu_pending)
		emit_pte_barriers();
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	arch_flush_lazy_mmu_mode();
	lazy_mmu_on = 0;
}

#endif
