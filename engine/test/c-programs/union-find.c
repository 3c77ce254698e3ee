/* Sets that are joined, with path halving; a maze and a spanning tree. */
#include <stdio.h>

#define N 36

static int parent[N], rank[N];

static int find(int x)
{
	while (parent[x] != x)
		x = parent[x] = parent[parent[x]];
	return x;
}

static int join(int a, int b)
{
	a = find(a), b = find(b);
	if (a == b)
		return 0;
	if (rank[a] < rank[b])
		parent[a] = b;
	else {
		parent[b] = a;
		rank[a] += rank[a] == rank[b];
	}
	return 1;
}

int main(void)
{
	unsigned seed = 12345;
	int joined = 0, tries = 0, walls = 0, deepest = 0;

	for (int i = 0; i < N; i++)
		parent[i] = i;
	while (joined < N - 1) {
		seed = seed * 1103515245u + 12345u;
		int cell = (seed >> 16) % N, down = seed >> 30 & 1;
		int next = down ? cell + 6 : cell + 1;
		tries++;
		if (next >= N || (!down && next % 6 == 0))
			continue;
		if (join(cell, next))
			joined++;
		else
			walls++;
	}
	for (int i = 0; i < N; i++)
		deepest = rank[i] > deepest ? rank[i] : deepest;
	printf("%d %d %d\n", joined, deepest <= 5, find(0) == find(N - 1));
	printf("%d %d\n", tries, walls);
	return joined;
}
