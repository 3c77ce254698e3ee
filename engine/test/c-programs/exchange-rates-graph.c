/* The longest chain of gains in a table of ratios, with integers only. */
#include <stdio.h>

#define N 4
struct ratio { unsigned n, d; };

static const struct ratio rates[N][N] = {
	{ { 1, 1 }, { 9, 10 }, { 5, 4 }, { 3, 2 } },
	{ { 10, 9 }, { 1, 1 }, { 7, 5 }, { 5, 3 } },
	{ { 4, 5 }, { 5, 7 }, { 1, 1 }, { 6, 5 } },
	{ { 13, 20 }, { 3, 5 }, { 4, 5 }, { 1, 1 } },
};

static unsigned long best;
static unsigned char path[N + 1], best_path[N + 1];

static void search(int start, int at, unsigned used, unsigned long amount, int depth)
{
	path[depth] = at;
	for (int to = 0; to < N; to++) {
		unsigned long next = amount * rates[at][to].n / rates[at][to].d;
		if (to == start && depth) {
			if (next > best) {
				best = next;
				for (int i = 0; i <= depth; i++)
					best_path[i] = path[i];
				best_path[depth + 1] = start;
				if (depth + 1 < N)
					best_path[N] = 255;
			}
		} else if (!(used >> to & 1))
			search(start, to, used | 1u << to, next, depth + 1);
	}
}

int main(void)
{
	int n = 0;

	for (int i = 0; i < N; i++)
		search(i, i, 1u << i, 1000000, 0);
	printf("%lu:", best);
	do
		printf(" %d", best_path[n]);
	while (best_path[++n] != best_path[0]);
	printf("\n");
	return (int)(best % 100) + n;
}
