/* A walk over four levels of tables made of arrays. */
#include <stdio.h>

#define ENTRIES 8
#define SHIFT(level) (4 + 3 * (level))
#define INDEX(address, level) ((address) >> SHIFT(level) & (ENTRIES - 1))

struct table { unsigned long entry[ENTRIES]; };

static struct table pool[32];
static int used = 1;

static struct table *next_table(struct table *t, unsigned index, int create)
{
	if (!t->entry[index]) {
		if (!create)
			return 0;
		t->entry[index] = used++;
	}
	return &pool[t->entry[index]];
}

static unsigned long *lookup(unsigned long address, int create)
{
	struct table *t = &pool[0];

	for (int level = 3; level > 0; level--) {
		t = next_table(t, INDEX(address, level), create);
		if (!t)
			return 0;
	}
	return &t->entry[INDEX(address, 0)];
}

static int walk(struct table *t, int level, unsigned long base, int (*visit)(unsigned long, unsigned long))
{
	int n = 0;

	for (unsigned i = 0; i < ENTRIES; i++) {
		unsigned long address = base + ((unsigned long)i << SHIFT(level));
		if (!t->entry[i])
			continue;
		n += level ? walk(&pool[t->entry[i]], level - 1, address, visit) : visit(address, t->entry[i]);
	}
	return n;
}

static int show(unsigned long address, unsigned long value)
{
	printf("%04lx->%lx ", address, value);
	return 1;
}

int main(void)
{
	static const unsigned long addresses[] = { 0x0000, 0x0010, 0x1230, 0xfff0, 0x7770, 0x1240, 0x1630 };

	for (int i = 0; i < 7; i++)
		*lookup(addresses[i], 1) = 0x100 + i;
	int n = walk(&pool[0], 3, 0, show);
	printf("\n%d tables %d\n", n, used);
	printf("%d %d\n", lookup(0x4000, 0) == 0, *lookup(0x0020, 0) == 0);
	printf("%lx\n", *lookup(0x1230, 0));
	return used;
}
