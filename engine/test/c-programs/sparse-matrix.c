/* Rows of compressed columns, multiplied by a vector and transposed. */
#include <stdio.h>

#define MAX 24
struct sparse { int rows, columns, start[9], column[MAX], value[MAX]; };

static struct sparse build(const int *dense, int rows, int columns)
{
	struct sparse s = { rows, columns, { 0 }, { 0 }, { 0 } };
	int n = 0;

	for (int r = 0; r < rows; r++) {
		s.start[r] = n;
		for (int c = 0; c < columns; c++) {
			if (!dense[r * columns + c])
				continue;
			s.column[n] = c;
			s.value[n++] = dense[r * columns + c];
		}
	}
	s.start[rows] = n;
	return s;
}

static struct sparse transpose(const struct sparse *a)
{
	struct sparse t = { .rows = a->columns, .columns = a->rows };
	int next[9] = { 0 }, n = a->start[a->rows];

	for (int i = 0; i < n; i++)
		t.start[a->column[i] + 1]++;
	for (int i = 0; i < t.rows; i++)
		next[i + 1] = t.start[i + 1] += t.start[i];
	for (int r = 0; r < a->rows; r++)
		for (int i = a->start[r]; i < a->start[r + 1]; i++) {
			int at = next[a->column[i]]++;
			t.column[at] = r;
			t.value[at] = a->value[i];
		}
	return t;
}

static void times(const struct sparse *a, const int *x, int *y)
{
	for (int r = 0; r < a->rows; r++) {
		y[r] = 0;
		for (int i = a->start[r]; i < a->start[r + 1]; i++)
			y[r] += a->value[i] * x[a->column[i]];
	}
}

int main(void)
{
	static const int dense[4][5] = { { 1, 0, 0, 2, 0 }, { 0, 0, 3, 0, 0 }, { 0 }, { 4, 0, 5, 0, 6 } };
	struct sparse a = build(&dense[0][0], 4, 5), t = transpose(&a), back = transpose(&t);
	int x[5] = { 1, 2, 3, 4, 5 }, y[5], same = 1;

	times(&a, x, y);
	printf("%d %d %d %d\n", y[0], y[1], y[2], y[3]);
	times(&t, x, y);
	printf("%d %d %d %d %d\n", y[0], y[1], y[2], y[3], y[4]);
	for (int i = 0; i < a.start[4]; i++)
		same &= a.value[i] == back.value[i] && a.column[i] == back.column[i];
	printf("%d %d\n", same, t.start[5]);
	return y[4];
}
