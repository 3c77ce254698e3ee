/* Flag words with test-and-set helpers. */
#include <stdio.h>

enum page_flags { PG_locked, PG_dirty = 4, PG_lru, PG_reserved = 33, NR_FLAGS };
static const char *const names[NR_FLAGS] = {
	[PG_locked] = "locked", [PG_dirty] = "dirty", [PG_lru] = "lru", [PG_reserved] = "reserved",
};

struct page { unsigned long flags; int refs; };

#define TESTPAGEFLAG(name, flag) \
static inline int Page##name(const struct page *p) { return p->flags >> PG_##flag & 1; }
#define SETPAGEFLAG(name, flag) \
static inline void SetPage##name(struct page *p) { p->flags |= 1ul << PG_##flag; }
#define CLEARPAGEFLAG(name, flag) \
static inline void ClearPage##name(struct page *p) { p->flags &= ~(1ul << PG_##flag); }
#define TESTSETFLAG(name, flag) \
static inline int TestSetPage##name(struct page *p) \
{ int was = Page##name(p); SetPage##name(p); return was; }
#define PAGEFLAG(name, flag) TESTPAGEFLAG(name, flag) SETPAGEFLAG(name, flag) \
	CLEARPAGEFLAG(name, flag) TESTSETFLAG(name, flag)

PAGEFLAG(Locked, locked)
PAGEFLAG(Dirty, dirty)
PAGEFLAG(LRU, lru)
PAGEFLAG(Reserved, reserved)

static void show(const struct page *p)
{
	const char *separator = "";

	for (int i = 0; i < NR_FLAGS; i++) {
		if (names[i] && p->flags & 1ul << i) {
			printf("%s%s", separator, names[i]);
			separator = "|";
		}
	}
	printf(" %lx\n", p->flags);
}

int main(void)
{
	struct page pages[3] = { { 0 } };

	SetPageDirty(&pages[0]);
	SetPageReserved(&pages[0]);
	printf("%d ", TestSetPageLocked(&pages[1]));
	printf("%d\n", TestSetPageLocked(&pages[1]));
	SetPageLRU(&pages[1]);
	pages[2] = pages[0];
	ClearPageReserved(&pages[2]);
	for (int i = 0; i < 3; i++)
		show(&pages[i]);
	return PageDirty(&pages[2]) + 2 * PageReserved(&pages[0]) + 4 * PageLocked(&pages[0]) + 8 * PageLRU(&pages[1]);
}
