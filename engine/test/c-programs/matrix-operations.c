/* Products, transposition and determinants of integer matrices. */
#include <stdio.h>
#include <string.h>

#define N 4
typedef long matrix[N][N];

static void multiply(matrix to, const matrix a, const matrix b)
{
	matrix r;

	for (int i = 0; i < N; i++) {
		for (int j = 0; j < N; j++) {
			r[i][j] = 0;
			for (int k = 0; k < N; k++)
				r[i][j] += a[i][k] * b[k][j];
		}
	}
	memcpy(to, r, sizeof(r));
}

static void transpose(matrix m)
{
	for (int i = 0; i < N; i++) {
		for (int j = i + 1; j < N; j++) {
			long t = m[i][j];
			m[i][j] = m[j][i];
			m[j][i] = t;
		}
	}
}

static long determinant(const long *m, int n, int stride)
{
	long sum = 0;

	if (n == 1)
		return *m;
	for (int c = 0; c < n; c++) {
		long minor[N * N];
		for (int i = 1; i < n; i++)
			for (int j = 0, k = 0; j < n; j++)
				if (j != c)
					minor[(i - 1) * N + k++] = m[i * stride + j];
		sum += (c % 2 ? -1 : 1) * m[c] * determinant(minor, n - 1, N);
	}
	return sum;
}

int main(void)
{
	matrix a = { { 2, -1, 0, 3 }, { 1, 4, -2, 0 }, { 0, 5, 1, -1 }, { 3, 0, 2, 1 } }, b, p;

	memcpy(b, a, sizeof(a));
	transpose(b);
	multiply(p, a, b);
	for (int i = 0; i < N; i++)
		printf("%ld %ld %ld %ld\n", p[i][0], p[i][1], p[i][2], p[i][3]);
	long d = determinant(&a[0][0], N, N);
	printf("%ld %ld\n", d, determinant(&p[0][0], N, N));
	multiply(p, p, p);
	printf("%ld\n", p[3][0]);
	return d == determinant(&b[0][0], N, N);
}
