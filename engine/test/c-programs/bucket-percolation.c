/* Percolation through a grid by union of cells, and its threshold. */
#include <stdio.h>

#define N 12

static short up[N * N + 2];

static short root(short i)
{
	while (up[i] >= 0) {
		if (up[up[i]] >= 0)
			up[i] = up[up[i]];
		i = up[i];
	}
	return i;
}

static void link(short a, short b)
{
	a = root(a), b = root(b);
	if (a == b)
		return;
	if (up[a] > up[b]) {
		short t = a;
		a = b;
		b = t;
	}
	up[a] += up[b];
	up[b] = a;
}

static int run(unsigned seed)
{
	unsigned char open[N][N] = { { 0 } };
	int opened = 0;

	for (int i = 0; i < N * N + 2; i++)
		up[i] = -1;
	while (root(N * N) != root(N * N + 1)) {
		seed = seed * 1103515245u + 12345u;
		int c = (seed >> 16) % (N * N), y = c / N, x = c % N;
		if (open[y][x]++)
			continue;
		opened++;
		if (y == 0) link(c, N * N);
		if (y == N - 1) link(c, N * N + 1);
		if (y && open[y - 1][x]) link(c, c - N);
		if (y < N - 1 && open[y + 1][x]) link(c, c + N);
		if (x && open[y][x - 1]) link(c, c - 1);
		if (x < N - 1 && open[y][x + 1]) link(c, c + 1);
	}
	return opened;
}

int main(void)
{
	int sum = 0, least = N * N;

	for (unsigned s = 1; s <= 12; s++) {
		int o = run(s * 7919);
		printf("%d ", o);
		sum += o;
		least = o < least ? o : least;
	}
	printf("\n%d %d %d\n", sum, least, -up[root(N * N)] > N);
	return sum / 12;
}
