/* Triples, sums of squares and numbers with many divisors. */
#include <stdio.h>

static int divisors(unsigned n)
{
	int count = 1;

	for (unsigned p = 2; p * p <= n; p++) {
		int e = 0;
		for (; n % p == 0; n /= p)
			e++;
		count *= e + 1;
	}
	return n > 1 ? count * 2 : count;
}

static int two_squares(unsigned n)
{
	int ways = 0;

	for (unsigned a = 0; 2 * a * a <= n; a++) {
		unsigned b = a;
		while (a * a + b * b < n)
			b++;
		ways += a * a + b * b == n;
	}
	return ways;
}

int main(void)
{
	int triples = 0, most = 0;
	unsigned best = 0, t = 0, i = 0, where = 0;

	for (int a = 1; a < 60; a++)
		for (int b = a; b < 60; b++)
			for (int c = b; c * c <= a * a + b * b && c < 85; c++)
				triples += c * c == a * a + b * b;
	do
		t += ++i;
	while (divisors(t) <= 60);
	for (unsigned n = 1; n < 700; n++) {
		int w = two_squares(n);
		if (w > most) {
			most = w;
			where = n;
		}
		best = divisors(n) > divisors(best + !best) ? n : best;
	}
	printf("%d %u %u\n", triples, t, i);
	printf("%d %u %u %d\n", most, where, best, divisors(best));
	return triples;
}
