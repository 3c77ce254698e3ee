/* Arrays of page pointers filled and drained in batches. */
#include <stdio.h>
#include <stdlib.h>

#define BATCH 5
#define page_to_pfn(p) ((unsigned long)((p) - map))
#define pfn_to_page(n) (map + (n))

struct page { unsigned flags; short refs; unsigned char order; };
struct batch { unsigned char n, cold; struct page *pages[BATCH]; };
struct gather { struct batch local, *more; unsigned long freed, flushes; };

static struct page map[64];

static void flush_batch(struct gather *g, struct batch *b)
{
	for (int i = 0; i < b->n; i++) {
		if (--b->pages[i]->refs == 0) {
			b->pages[i]->flags |= 0x80;
			g->freed += 1ul << b->pages[i]->order;
		}
	}
	b->n = 0;
	g->flushes++;
}

static int add(struct gather *g, struct page *p)
{
	struct batch *b = g->more ?: &g->local;

	b->pages[b->n++] = p;
	if (b->n < BATCH)
		return 0;
	if (!g->more) {
		g->more = calloc(1, sizeof(*g->more));
		return 1;
	}
	flush_batch(g, b);
	return 2;
}

int main(void)
{
	struct gather g = { .more = NULL };
	int full = 0;

	for (int i = 0; i < 64; i++)
		map[i] = (struct page){ .refs = 1 + i % 2, .order = i % 3 };
	for (unsigned long pfn = 0; pfn < 64; pfn += 3)
		full += add(&g, pfn_to_page(pfn));
	flush_batch(&g, &g.local);
	flush_batch(&g, g.more);
	free(g.more);
	unsigned long gone = 0, last = 0;
	for (struct page *p = map; p < map + 64; p++) {
		if (p->flags & 0x80) {
			gone++;
			last = page_to_pfn(p);
		}
	}
	printf("%d %lu %lu %lu %lu\n", full, g.freed, g.flushes, gone, last);
	return (int)gone;
}
