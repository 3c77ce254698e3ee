/* 64-bit arithmetic against 32-bit halves. */
#include <stdio.h>

struct halves { unsigned lo, hi; };

static struct halves split(unsigned long v) { return (struct halves){ (unsigned)v, v >> 32 }; }
static unsigned long join(struct halves h) { return (unsigned long)h.hi << 32 | h.lo; }

static struct halves add(struct halves a, struct halves b)
{
	unsigned lo = a.lo + b.lo;

	return (struct halves){ lo, a.hi + b.hi + (lo < a.lo) };
}

static struct halves sub(struct halves a, struct halves b)
{
	return (struct halves){ a.lo - b.lo, a.hi - b.hi - (a.lo < b.lo) };
}

static struct halves shl(struct halves a, int n)
{
	if (n == 0)
		return a;
	if (n >= 32)
		return (struct halves){ 0, a.lo << (n - 32) };
	return (struct halves){ a.lo << n, a.hi << n | a.lo >> (32 - n) };
}

int main(void)
{
	unsigned long x = 0x0123456789abcdef, bad = 0;

	for (int i = 0; i < 200; i++) {
		unsigned long y = x * 6364136223846793005ul + 1442695040888963407ul;
		bad += join(add(split(x), split(y))) != x + y;
		bad += join(sub(split(x), split(y))) != x - y;
		bad += join(shl(split(x), i & 63)) != x << (i & 63);
		x = y;
	}
	printf("%016lx %lu\n", x, bad);
	printf("%016lx\n", (unsigned long)((long)x >> 7));
	printf("%ld\n", (long)x % 1000003);
	return x >> 58;
}
