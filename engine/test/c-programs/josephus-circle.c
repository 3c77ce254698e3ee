/* Who is left in a circle, three ways. */
#include <stdio.h>

static int by_formula(int n, int k)
{
	int r = 0;

	for (int i = 2; i <= n; i++)
		r = (r + k) % i;
	return r;
}

static int by_links(int n, int k)
{
	unsigned char next[64];
	int at = n - 1;

	for (int i = 0; i < n; i++)
		next[i] = (i + 1) % n;
	while (next[at] != at) {
		for (int i = 1; i < k; i++)
			at = next[at];
		next[at] = next[next[at]];
	}
	return at;
}

static int by_mask(int n, int k)
{
	unsigned long alive = n == 64 ? ~0ul : (1ul << n) - 1;
	int at = n - 1;

	while (alive & (alive - 1)) {
		for (int i = 0; i < k; i++)
			do
				at = (at + 1) % n;
			while (!(alive >> at & 1));
		alive &= ~(1ul << at);
	}
	return __builtin_ctzl(alive);
}

int main(void)
{
	int sum = 0;

	for (int n = 1; n <= 64; n += 9) {
		int a = by_formula(n, 3), b = by_links(n, 3), c = by_mask(n, 3);
		if (a != b || b != c)
			return 1;
		printf("%d ", a);
		sum += a;
	}
	printf("\n%d %d\n", by_formula(1000, 7), by_mask(64, 2));
	return sum % 100;
}
