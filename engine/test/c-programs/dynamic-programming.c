/* Edit distance, longest common subsequence, knapsack and coin change. */
#include <stdio.h>
#include <string.h>

static int min(int a, int b) { return a < b ? a : b; }
static int max(int a, int b) { return a > b ? a : b; }

static int edit(const char *a, const char *b)
{
	int n = strlen(b), row[32];

	for (int j = 0; j <= n; j++)
		row[j] = j;
	for (int i = 1; a[i - 1]; i++) {
		int diagonal = row[0];
		row[0] = i;
		for (int j = 1; j <= n; j++) {
			int up = row[j];
			row[j] = min(min(up, row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
			diagonal = up;
		}
	}
	return row[n];
}

static int common(const char *a, const char *b, char *out)
{
	unsigned char t[32][32] = { { 0 } };
	int n = strlen(a), m = strlen(b);

	for (int i = n - 1; i >= 0; i--)
		for (int j = m - 1; j >= 0; j--)
			t[i][j] = a[i] == b[j] ? t[i + 1][j + 1] + 1 : max(t[i + 1][j], t[i][j + 1]);
	for (int i = 0, j = 0; i < n && j < m;) {
		if (a[i] == b[j]) { *out++ = a[i]; i++, j++; }
		else if (t[i + 1][j] >= t[i][j + 1]) i++;
		else j++;
	}
	*out = 0;
	return t[0][0];
}

static int knapsack(const int (*items)[2], int n, int room)
{
	int best[64] = { 0 };

	while (n--)
		for (int r = room; r >= items[n][0]; r--)
			best[r] = max(best[r], best[r - items[n][0]] + items[n][1]);
	return best[room];
}

int main(void)
{
	static const int items[][2] = { { 12, 4 }, { 2, 2 }, { 1, 1 }, { 4, 10 }, { 1, 2 } };
	long ways[101] = { 1 };
	char text[32];

	printf("%d %d %d\n", edit("kitten", "sitting"), edit("", "abc"), edit("flaw", "lawn"));
	int length = common("AGGTABQX", "GXTXAYBX", text);
	printf("%d %s\n", length, text);
	printf("%d %d\n", knapsack(items, 5, 15), knapsack(items, 5, 5));
	for (int c = 0; c < 5; c++)
		for (int i = (int[]){ 1, 5, 10, 25, 50 }[c]; i <= 100; i++)
			ways[i] += ways[i - (int[]){ 1, 5, 10, 25, 50 }[c]];
	printf("%ld\n", ways[100]);
	return ways[50];
}
