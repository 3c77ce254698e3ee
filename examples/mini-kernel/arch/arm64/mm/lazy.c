// SPDX-License-Identifier: MIT
/* One processor is enough for a sample: the mode is a pair of plain variables. */
#include <linux/pgtable.h>

int lazy_mmu_on;
int lazy_mmu_pending;
