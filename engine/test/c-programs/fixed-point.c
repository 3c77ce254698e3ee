/* Fractions kept in integers: square roots, sines and averages. */
#include <stdio.h>

#define ONE (1 << 16)
typedef int fixed;

static fixed mul(fixed a, fixed b) { return (long)a * b >> 16; }
static fixed div_(fixed a, fixed b) { return (long)a * ONE / b; }

static unsigned isqrt(unsigned long v)
{
	unsigned long r = 0, bit = 1ul << 62;

	while (bit > v)
		bit >>= 2;
	for (; bit; bit >>= 2) {
		if (v >= r + bit) {
			v -= r + bit;
			r = (r >> 1) + bit;
		} else
			r >>= 1;
	}
	return r;
}

static fixed sine(fixed x)
{
	fixed term = x, sum = x, square = mul(x, x);

	for (int i = 1; i < 6; i++) {
		term = -div_(mul(term, square), 2 * i * (2 * i + 1) * ONE);
		sum += term;
	}
	return sum;
}

static void show(fixed f)
{
	unsigned long u = f < 0 ? -(long)f : f;

	printf("%s%lu.%04lu ", f < 0 ? "-" : "", u >> 16, (u & 0xffff) * 10000 >> 16);
}

int main(void)
{
	fixed pi = 205887, average = 0;

	show(mul(3 * ONE / 2, -ONE / 4));
	show(div_(22 * ONE, 7 * ONE));
	show((fixed)isqrt((unsigned long)(2 * ONE) << 16));
	for (int i = 0; i <= 4; i++)
		show(sine(pi / 4 * i));
	printf("\n");
	for (int i = 0; i < 50; i++)
		average += (i * 1000 - average) / 8;
	printf("%d %u %u\n", average, isqrt(-1ul), isqrt(99));
	return isqrt(12321);
}
