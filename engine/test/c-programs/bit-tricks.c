/* Tricks with masks instead of branches. */
#include <stdio.h>

typedef unsigned int u32;

static int sign(int x) { return (x > 0) - (x < 0); }
static u32 abs_(int x) { u32 m = -(u32)(x < 0); return ((u32)x ^ m) - m; }
static int min_(int a, int b) { return b ^ ((a ^ b) & -(a < b)); }
static int is_power(u32 x) { return x && !(x & (x - 1)); }
static int has_zero_byte(u32 x) { return !!((x - 0x01010101u) & ~x & 0x80808080u); }
static u32 next_power(u32 x) { x--; x |= x >> 1; x |= x >> 2; x |= x >> 4; x |= x >> 8; x |= x >> 16; return x + 1; }

static int count(u32 x)
{
	int n = 0;

	for (; x; x &= x - 1)
		n++;
	return n;
}

static int parallel_count(u32 x)
{
	x -= x >> 1 & 0x55555555;
	x = (x & 0x33333333) + (x >> 2 & 0x33333333);
	return ((x + (x >> 4)) & 0x0f0f0f0f) * 0x01010101u >> 24;
}

static int log2_(u32 x)
{
	int r = 0;

	for (int i = 4; i >= 0; i--) {
		if (x >> (1 << i)) {
			x >>= 1 << i;
			r |= 1 << i;
		}
	}
	return r;
}

static u32 next_same_bits(u32 x)
{
	u32 low = x & -x, ripple = x + low;

	return ripple | ((x ^ ripple) >> 2) / low;
}

int main(void)
{
	printf("%d %d %d\n", sign(-5), sign(0), sign(7));
	printf("%u %u %d %d\n", abs_(-2147483647 - 1), abs_(6), min_(-3, 4), min_(9, -9));
	printf("%d %d %d\n", is_power(0), is_power(64), is_power(65));
	printf("%d %d\n", has_zero_byte(0x12003456), has_zero_byte(0x80808080));
	printf("%u %u %u\n", next_power(1), next_power(33), next_power(0x40000001));
	for (u32 x = 0x9e3779b9, i = 0; i < 5; i++, x = x * x + 1)
		printf("%d%s", count(x) == parallel_count(x) ? log2_(x) : -1, i < 4 ? " " : "\n");
	for (u32 x = 7, i = 0; i < 6; i++, x = next_same_bits(x))
		printf("%u ", x);
	printf("\n");
	return parallel_count(0xf0f0f0f1);
}
