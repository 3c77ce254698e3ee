/* Arrays whose size is known when they are declared. */
#include <stdio.h>

static int pascal(int n)
{
	int row[n + 1];
	int total = 0;

	row[0] = 1;
	for (int i = 1; i <= n; i++) {
		row[i] = 1;
		for (int j = i - 1; j > 0; j--)
			row[j] += row[j - 1];
	}
	for (int i = 0; i <= n; i++)
		total = total * 3 + row[i];
	return total % 10007;
}

static long trace(int n, int m[n][n])
{
	long sum = 0;

	for (int i = 0; i < n; i++)
		sum += m[i][i];
	return sum;
}

int main(void)
{
	for (int n = 1; n < 8; n++)
		printf("%d ", pascal(n));
	printf("\n");
	for (int n = 2; n < 5; n++) {
		int m[n][n];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				m[i][j] = i * 10 + j;
		printf("%ld %d %d\n", trace(n, m), (int)sizeof(m), (int)sizeof(m[0]));
	}
	int k = 3;
	char text[k++ + 2];
	printf("%d %d\n", (int)sizeof(text), k);
	return (int)sizeof(int[k]);
}
