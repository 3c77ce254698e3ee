/* Table entries as masks: setting, testing and moving bits and frame numbers. */
#include <stdio.h>

typedef unsigned long pteval_t;
typedef struct { pteval_t pte; } pte_t;

#define PAGE_SHIFT 12
#define PRESENT (1ul << 0)
#define RW (1ul << 1)
#define USER (1ul << 2)
#define ACCESSED (1ul << 5)
#define DIRTY (1ul << 6)
#define NX (1ul << 63)
#define PFN_MASK ((((pteval_t)1 << 52) - 1) & ~((1ul << PAGE_SHIFT) - 1))
#define pte_val(x) ((x).pte)
#define __pte(x) ((pte_t){ (x) })

static inline unsigned long pte_pfn(pte_t p) { return (pte_val(p) & PFN_MASK) >> PAGE_SHIFT; }
static inline pte_t pfn_pte(unsigned long pfn, pteval_t prot) { return __pte(pfn << PAGE_SHIFT & PFN_MASK | prot); }
static inline pte_t pte_set(pte_t p, pteval_t f) { return __pte(pte_val(p) | f); }
static inline pte_t pte_clear(pte_t p, pteval_t f) { return __pte(pte_val(p) & ~f); }
static inline int pte_same(pte_t a, pte_t b) { return pte_val(a) == pte_val(b); }

static pte_t modify(pte_t p, pteval_t prot)
{
	pteval_t keep = PFN_MASK | ACCESSED | DIRTY;

	return __pte(pte_val(p) & keep | prot & ~keep);
}

int main(void)
{
	pte_t table[4];
	int dirty = 0;

	for (int i = 0; i < 4; i++)
		table[i] = pfn_pte(0x12345 + i, PRESENT | RW | (i & 1 ? USER : NX));
	table[1] = pte_set(table[1], DIRTY | ACCESSED);
	table[2] = modify(pte_set(table[2], DIRTY), PRESENT | USER);
	for (int i = 0; i < 4; i++) {
		printf("%016lx %lx %d\n", pte_val(table[i]), pte_pfn(table[i]), !!(pte_val(table[i]) & NX));
		dirty += !!(pte_val(table[i]) & DIRTY);
	}
	pte_t old = table[3];
	table[3] = pte_clear(table[3], RW);
	printf("%d %d\n", pte_same(old, table[3]), pte_same(pte_set(table[3], RW), old));
	return dirty + (int)sizeof(pte_t);
}
