/* Fibonacci numbers by recursion, by iteration, by doubling and by table. */
#include <stdio.h>

typedef unsigned long u64;
static int calls;

static u64 recursive(int n)
{
	calls++;
	return n < 2 ? (u64)n : recursive(n - 1) + recursive(n - 2);
}

static u64 iterative(int n)
{
	u64 a = 0, b = 1;

	while (n-- > 0) {
		u64 t = a + b;
		a = b;
		b = t;
	}
	return a;
}

struct two { u64 f, g; };

static struct two doubling(int n)
{
	if (!n)
		return (struct two){ 0, 1 };
	struct two h = doubling(n / 2);
	u64 c = h.f * (2 * h.g - h.f), d = h.f * h.f + h.g * h.g;
	return n & 1 ? (struct two){ d, c + d } : (struct two){ c, d };
}

static u64 memo(int n, u64 *table)
{
	if (n < 2)
		return n;
	return table[n] ?: (table[n] = memo(n - 1, table) + memo(n - 2, table));
}

int main(void)
{
	u64 table[94] = { 0 };

	printf("%lu ", recursive(15));
	printf("%d\n", calls);
	printf("%lu %lu\n", iterative(93), doubling(93).f);
	printf("%lu\n", memo(90, table));
	printf("%lu %lu\n", iterative(200), doubling(200).f);
	for (int i = 0; i < 94; i++)
		if (doubling(i).f != iterative(i))
			return 1;
	return doubling(11).f;
}
