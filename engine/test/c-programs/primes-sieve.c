/* Primes by a bit sieve over odd numbers, and by trial division. */
#include <stdio.h>

#define LIMIT 2000

static unsigned int sieve[LIMIT / 64 + 1];

static int is_composite(int n) { return sieve[n >> 6] >> (n >> 1 & 31) & 1; }
static void mark(int n) { sieve[n >> 6] |= 1u << (n >> 1 & 31); }

static int trial(unsigned n)
{
	if (n < 4)
		return n > 1;
	if (n % 2 == 0)
		return 0;
	for (unsigned d = 3; d * d <= n; d += 2)
		if (n % d == 0)
			return 0;
	return 1;
}

int main(void)
{
	int count = 1, last = 2, gap = 0, wrong = 0;

	for (int i = 3; i * i < LIMIT; i += 2)
		if (!is_composite(i))
			for (int j = i * i; j < LIMIT; j += 2 * i)
				mark(j);
	for (int i = 3; i < LIMIT; i += 2) {
		int prime = !is_composite(i);
		wrong += prime != trial(i);
		if (prime) {
			count++;
			gap = i - last > gap ? i - last : gap;
			last = i;
		}
	}
	printf("%d %d %d %d\n", count, last, gap, wrong);
	printf("%d %d\n", trial(65537), trial(65539u * 2 + 1));
	return count % 100;
}
