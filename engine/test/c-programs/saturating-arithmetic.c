/* Sums and products that stop at the limits, clamped by checked builtins. */
#include <limits.h>
#include <stdio.h>

#define size_add(a, b) ({ unsigned long _s; __builtin_add_overflow((unsigned long)(a), (unsigned long)(b), &_s) ? ~0ul : _s; })
#define size_mul(a, b) ({ unsigned long _m; __builtin_mul_overflow((unsigned long)(a), (unsigned long)(b), &_m) ? ~0ul : _m; })
#define struct_size(p, member, n) size_add(sizeof(*(p)), size_mul(sizeof((p)->member[0]), n))

struct flex { int n; long items[]; };

static int add(int a, int b)
{
	int r;

	if (!__builtin_add_overflow(a, b, &r))
		return r;
	return a < 0 ? INT_MIN : INT_MAX;
}

static short mul16(short a, short b)
{
	int p = a * b;

	return p > SHRT_MAX ? SHRT_MAX : p < SHRT_MIN ? SHRT_MIN : p;
}

static unsigned char blend(unsigned char a, unsigned char b, int by)
{
	int v = a + (b - a) * by / 256;

	return v < 0 ? 0 : v > 255 ? 255 : v;
}

static unsigned sub(unsigned a, unsigned b) { return a - b & -(a >= b); }

int main(void)
{
	struct flex *f = NULL;
	int overflows = 0;
	unsigned char c;

	printf("%d %d %d\n", add(INT_MAX, 1), add(INT_MIN, -1), add(-5, 3));
	printf("%d %d %d\n", mul16(300, 300), mul16(-300, 300), mul16(-181, -181));
	printf("%d %d %d\n", blend(10, 250, 128), blend(250, 10, 512), blend(0, 255, 255));
	printf("%u %u\n", sub(3, 5), sub(5, 3));
	printf("%lu %lx\n", struct_size(f, items, 4), struct_size(f, items, 1ul << 61));
	for (int i = 0; i < 256; i += 15)
		overflows += __builtin_mul_overflow(i, i, &c);
	printf("%d %d\n", overflows, c);
	return overflows;
}
