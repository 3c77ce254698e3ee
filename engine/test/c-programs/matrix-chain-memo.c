/* Best orders of products and longest paths, remembered in tables. */
#include <stdio.h>
#include <string.h>

#define N 6

static const int dims[N + 1] = { 30, 35, 15, 5, 10, 20, 25 };
static int cost[N][N], split[N][N], calls;

static int best(int i, int j)
{
	if (i == j)
		return 0;
	if (cost[i][j])
		return cost[i][j];
	calls++;
	int least = 1 << 30;
	for (int k = i; k < j; k++) {
		int c = best(i, k) + best(k + 1, j) + dims[i] * dims[k + 1] * dims[j + 1];
		if (c < least) {
			least = c;
			split[i][j] = k;
		}
	}
	return cost[i][j] = least;
}

static void show(int i, int j)
{
	if (i == j) {
		putchar('A' + i);
		return;
	}
	putchar('(');
	show(i, split[i][j]);
	show(split[i][j] + 1, j);
	putchar(')');
}

static int climb(int y, int x, const signed char g[4][4], signed char memo[4][4])
{
	static const signed char d[] = { 0, 1, 0, -1, 0 };

	if (memo[y][x])
		return memo[y][x];
	int longest = 0;
	for (int i = 0; i < 4; i++) {
		int ny = y + d[i], nx = x + d[i + 1];
		if (ny < 0 || nx < 0 || ny > 3 || nx > 3 || g[ny][nx] <= g[y][x])
			continue;
		int l = climb(ny, nx, g, memo);
		longest = l > longest ? l : longest;
	}
	return memo[y][x] = longest + 1;
}

int main(void)
{
	static const signed char g[4][4] = { { 9, 9, 4, 1 }, { 6, 6, 8, 2 }, { 2, 1, 1, 3 }, { 7, -5, 0, 4 } };
	signed char memo[4][4];
	int top = 0;

	printf("%d ", best(0, N - 1));
	printf("%d ", calls > 10);
	show(0, N - 1);
	memset(memo, 0, sizeof(memo));
	for (int i = 0; i < 16; i++) {
		int l = climb(i / 4, i % 4, g, memo);
		top = l > top ? l : top;
	}
	printf(" %d\n", top);
	return top;
}
