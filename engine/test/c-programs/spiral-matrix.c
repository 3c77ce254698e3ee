/* A matrix filled in a spiral, turned and read along diagonals. */
#include <stdio.h>

#define N 5

static void fill(int m[N][N])
{
	int top = 0, left = 0, bottom = N - 1, right = N - 1, n = 1;

	while (top <= bottom && left <= right) {
		for (int i = left; i <= right; i++) m[top][i] = n++;
		top++;
		for (int i = top; i <= bottom; i++) m[i][right] = n++;
		right--;
		for (int i = right; i >= left && top <= bottom; i--) m[bottom][i] = n++;
		bottom--;
		for (int i = bottom; i >= top && left <= right; i--) m[i][left] = n++;
		left++;
	}
}

static void turn(int (*m)[N])
{
	for (int r = 0; r < N / 2; r++) {
		for (int i = r; i < N - 1 - r; i++) {
			int t = m[r][i], e = N - 1;
			m[r][i] = m[e - i][r];
			m[e - i][r] = m[e - r][e - i];
			m[e - r][e - i] = m[i][e - r];
			m[i][e - r] = t;
		}
	}
}

int main(void)
{
	int m[N][N], trace = 0;

	fill(m);
	for (int i = 0; i < N; i++)
		printf("%2d %2d %2d %2d %2d\n", m[i][0], m[i][1], m[i][2], m[i][3], m[i][4]);
	turn(m);
	for (int d = 0; d < 2 * N - 1; d++)
		for (int r = d < N ? 0 : d - N + 1; r <= d && r < N; r++)
			trace = trace * 3 % 9973 + m[r][d - r];
	printf("%d %d %d\n", m[0][0], m[2][4], trace);
	return trace % 100;
}
