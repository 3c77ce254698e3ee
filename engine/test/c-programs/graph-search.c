/* Breadth first, depth first and shortest paths over an adjacency matrix. */
#include <stdio.h>
#include <limits.h>

#define N 9

static const unsigned char weight[N][N] = {
	[0] = { [1] = 4, [7] = 8 }, [1] = { [2] = 8, [7] = 11 }, [2] = { [3] = 7, [8] = 2, [5] = 4 },
	[3] = { [4] = 9, [5] = 14 }, [4] = { [5] = 10 }, [5] = { [6] = 2 }, [6] = { [7] = 1, [8] = 6 },
	[7] = { [8] = 7 },
};

static int edge(int a, int b) { return weight[a][b] ? weight[a][b] : weight[b][a]; }

static void shortest(int from, int *distance, int *back)
{
	unsigned done = 0;

	for (int i = 0; i < N; i++)
		distance[i] = INT_MAX;
	distance[from] = 0;
	back[from] = -1;
	for (int round = 0; round < N; round++) {
		int best = -1;
		for (int i = 0; i < N; i++)
			if (!(done >> i & 1) && (best < 0 || distance[i] < distance[best]))
				best = i;
		done |= 1u << best;
		for (int i = 0; i < N; i++) {
			if (edge(best, i) && distance[best] + edge(best, i) < distance[i]) {
				distance[i] = distance[best] + edge(best, i);
				back[i] = best;
			}
		}
	}
}

static int breadth(int from, int *level)
{
	int queue[N], head = 0, tail = 0;

	for (int i = 0; i < N; i++)
		level[i] = -1;
	level[queue[tail++] = from] = 0;
	while (head < tail) {
		int at = queue[head++];
		for (int i = 0; i < N; i++)
			if (edge(at, i) && level[i] < 0)
				level[queue[tail++] = i] = level[at] + 1;
	}
	return tail;
}

static unsigned depth(int at, unsigned seen)
{
	printf("%d", at);
	seen |= 1u << at;
	for (int i = 0; i < N; i++)
		if (edge(at, i) && !(seen & 1u << i))
			seen = depth(i, seen);
	return seen;
}

int main(void)
{
	int distance[N], back[N], level[N];

	shortest(0, distance, back);
	for (int i = 0; i < N; i++)
		printf("%d ", distance[i]);
	for (int at = 4; at >= 0; at = back[at])
		printf("<%d", at);
	printf("\n%d ", breadth(3, level));
	for (int i = 0; i < N; i++)
		printf("%d", level[i]);
	printf("\n");
	unsigned seen = depth(0, 0);
	printf("\n");
	return seen == (1u << N) - 1 ? distance[4] : 0;
}
