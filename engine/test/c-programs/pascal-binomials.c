/* Binomials modulo numbers, and the pattern of odd ones. */
#include <stdio.h>

static unsigned long binomial(unsigned n, unsigned k)
{
	unsigned long r = 1;

	for (unsigned i = 1; i <= k; i++)
		r = r * (n - k + i) / i;
	return r;
}

static unsigned catalan(unsigned n)
{
	return (unsigned)(binomial(2 * n, n) / (n + 1));
}

int main(void)
{
	int odd = 0, different = 0;

	for (unsigned n = 0; n < 16; n++) {
		for (unsigned k = 0; k <= n; k++) {
			int is_odd = binomial(n, k) & 1;
			putchar(is_odd ? '*' : ' ');
			odd += is_odd;
			different += is_odd != ((n & k) == k);
		}
		putchar('|');
	}
	printf("\n%d %d\n", odd, different);
	printf("%lu %lu\n", binomial(30, 15), binomial(60, 30));
	for (unsigned i = 0; i < 12; i++)
		printf("%u ", catalan(i));
	printf("\n");
	return odd;
}
