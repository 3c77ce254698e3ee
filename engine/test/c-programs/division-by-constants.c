/* Quotients by constants and by multiplication with a reciprocal. */
#include <stdio.h>

static unsigned div10(unsigned n) { return (unsigned long)n * 0xcccccccd >> 35; }
static unsigned div7(unsigned n)
{
	unsigned q = (unsigned long)n * 0x24924925 >> 32;

	return ((n - q) / 2 + q) >> 2;
}

static int div_pow2(int x, int k) { return (x + ((x >> 31) & ((1 << k) - 1))) >> k; }
static int mod_floor(int a, int b) { int r = a % b; return r && (r < 0) != (b < 0) ? r + b : r; }

int main(void)
{
	int wrong = 0;

	for (unsigned n = 0; n < 2000000000; n += 7654321)
		wrong += (div10(n) != n / 10) + (div7(n) != n / 7);
	wrong += div10(-1u) != -1u / 10;
	for (int x = -100; x <= 100; x += 9)
		for (int k = 0; k < 5; k++)
			wrong += div_pow2(x, k) != x / (1 << k);
	printf("%d\n", wrong);
	for (int a = -7; a <= 7; a += 7)
		printf("%d %d ", mod_floor(a, 3), mod_floor(a, -3));
	printf("\n%d %d %d\n", -17 / 1, -17 % 1, 17 % -17);
	printf("%ld %ld\n", 1000000007L * 998244353L / 12345, -5L / 1000000000000L);
	return mod_floor(-1, 64);
}
