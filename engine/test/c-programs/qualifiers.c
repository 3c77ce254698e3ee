/* const, volatile and restrict in every place. */
#include <stdio.h>

static const int limits[] = { 10, 20, 30 };
static volatile int ticks;
static const volatile unsigned status = 6;
static int *const fixed = (int[]){ 4 };

struct node { const char *const name; volatile int value; int *restrict link; };

static int read_twice(volatile int *p)
{
	return *p + *p;
}

static void copy(int *restrict to, const int *restrict from, int n)
{
	while (n-- > 0)
		*to++ = *from++;
}

static const int *find(const int *from, const int *const to, int what)
{
	for (; from < to; ++from)
		if (*from == what)
			return from;
	return NULL;
}

int main(void)
{
	int out[3];
	const int *p = limits;
	int const *const q = p + 1;
	struct node n = { "node", 5, out };
	register int fast = 3;
	volatile long wide = 1L << 35;

	ticks++;
	ticks += 4;
	copy(out, limits, 3);
	printf("%d %d %d\n", out[2], *q, p[0]);
	printf("%d %d\n", read_twice(&ticks), (int)(find(limits, limits + 3, 20) - limits));
	n.value = n.value * fast;
	*n.link = 8;
	wide |= 1;
	printf("%s %d %d %ld %u\n", n.name, n.value, out[0], wide, status);
	*fixed += 2;
	return *fixed;
}
