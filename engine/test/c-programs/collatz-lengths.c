/* The longest chain below a limit, with lengths remembered. */
#include <stdio.h>

#define LIMIT 3000

static unsigned short known[LIMIT];

static int length(unsigned long n)
{
	if (n == 1)
		return 1;
	if (n < LIMIT && known[n])
		return known[n];
	int l = 1 + length(n & 1 ? 3 * n + 1 : n / 2);
	if (n < LIMIT)
		known[n] = l;
	return l;
}

int main(void)
{
	int best = 0, where = 0;
	unsigned long peak = 0;

	for (int i = 1; i < LIMIT; i++) {
		if (length(i) > best) {
			best = length(i);
			where = i;
		}
	}
	for (unsigned long n = where; n != 1; n = n & 1 ? 3 * n + 1 : n >> 1)
		peak = n > peak ? n : peak;
	printf("%d %d %lu\n", where, best, peak);
	printf("%d %d\n", known[27], known[97]);
	return best % 128;
}
