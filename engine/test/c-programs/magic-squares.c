/* Squares built by three rules and checked. */
#include <stdio.h>

static int check(int n, int m[n][n])
{
	int want = n * (n * n + 1) / 2, d1 = 0, d2 = 0, ok = 1;

	for (int i = 0; i < n; i++) {
		int row = 0, column = 0;
		for (int j = 0; j < n; j++) {
			row += m[i][j];
			column += m[j][i];
		}
		ok &= row == want && column == want;
		d1 += m[i][i];
		d2 += m[i][n - 1 - i];
	}
	return ok && d1 == want && d2 == want;
}

static int build(int n)
{
	int m[n][n];

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			m[i][j] = 0;
	if (n % 2) {
		for (int k = 1, i = 0, j = n / 2; k <= n * n; k++) {
			m[i][j] = k;
			int up = (i + n - 1) % n, right = (j + 1) % n;
			if (m[up][right])
				i = (i + 1) % n;
			else
				i = up, j = right;
		}
	} else {
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++) {
				int v = i * n + j + 1;
				m[i][j] = (i % 4 == j % 4 || i % 4 + j % 4 == 3) ? n * n + 1 - v : v;
			}
	}
	printf("%d %d %d:", n, m[0][0], m[n - 1][n / 2]);
	return check(n, m);
}

int main(void)
{
	int good = 0;

	for (int n = 3; n <= 12; n++) {
		if (n % 4 == 2)
			continue;
		int ok = build(n);
		printf("%d ", ok);
		good += ok;
	}
	printf("\n");
	return good;
}
