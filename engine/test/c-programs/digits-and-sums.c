/* Digit sums, palindromes, perfect and happy numbers. */
#include <stdio.h>

static int digit_sum(unsigned long n) { int s = 0; for (; n; n /= 10) s += n % 10; return s; }
static unsigned long reversed(unsigned long n) { unsigned long r = 0; for (; n; n /= 10) r = r * 10 + n % 10; return r; }
static int perfect(int n) { int s = 1; for (int d = 2; d * d <= n; d++) if (n % d == 0) s += d + (d * d != n ? n / d : 0); return n > 1 && s == n; }

static int happy(int n)
{
	for (int i = 0; i < 50 && n != 1; i++) {
		int next = 0;
		for (int k = n; k; k /= 10)
			next += (k % 10) * (k % 10);
		n = next;
	}
	return n == 1;
}

int main(void)
{
	int happies = 0, lychrel = 0;

	printf("%d %d\n", digit_sum(18446744073709551615ul), digit_sum(0));
	for (int i = 0; i < 10000; i++)
		if (perfect(i))
			printf("%d ", i);
	for (int i = 1; i < 100; i++)
		happies += happy(i);
	unsigned long n = 89;
	for (; n != reversed(n); lychrel++)
		n += reversed(n);
	printf("\n%d %d %lu\n", happies, lychrel, n);
	return happies + lychrel;
}
