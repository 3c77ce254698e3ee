/* Multiplication by doubling, division by shifting, and roots of integers. */
#include <stdio.h>

static long multiply(long a, unsigned b)
{
	long r = 0;

	for (; b; b >>= 1, a *= 2)
		if (b & 1)
			r += a;
	return r;
}

static unsigned long divide(unsigned long n, unsigned long d, unsigned long *rest)
{
	unsigned long q = 0, r = 0;

	for (int i = 63; i >= 0; i--) {
		r = r << 1 | (n >> i & 1);
		q <<= 1;
		if (r >= d) {
			r -= d;
			q |= 1;
		}
	}
	*rest = r;
	return q;
}

static unsigned cube_root(unsigned long v)
{
	unsigned long y = 0;

	for (int s = 63; s >= 0; s -= 3) {
		y *= 2;
		unsigned long b = 3 * y * (y + 1) + 1;
		if (v >> s >= b) {
			v -= b << s;
			y++;
		}
	}
	return y;
}

int main(void)
{
	unsigned long rest, bad = 0;

	printf("%ld %ld\n", multiply(-12345, 6789), multiply(1L << 30, 1u << 30));
	for (unsigned long n = 1; n < 1ul << 62; n = n * 5 + 3) {
		unsigned long d = (n >> 7) | 3;
		bad += divide(n, d, &rest) != n / d || rest != n % d;
	}
	printf("%lu %lu\n", bad, divide(-1ul, 1000000007, &rest));
	printf("%u %u %u\n", cube_root(27), cube_root(1000000000000000000), cube_root(26));
	return cube_root(1860867);
}
