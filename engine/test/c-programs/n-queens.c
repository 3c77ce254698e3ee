/* Queens on boards of several sizes, by bit masks and by arrays. */
#include <stdio.h>

static int bits(unsigned all, unsigned columns, unsigned left, unsigned right)
{
	int found = 0;

	if (columns == all)
		return 1;
	for (unsigned free = all & ~(columns | left | right); free;) {
		unsigned place = free & -free;
		free ^= place;
		found += bits(all, columns | place, (left | place) << 1, (right | place) >> 1);
	}
	return found;
}

static int first_solution(int *queen, int row, int n)
{
	if (row == n)
		return 1;
	for (int c = 0; c < n; c++) {
		int ok = 1;
		for (int r = 0; r < row && ok; r++)
			ok = queen[r] != c && queen[r] - c != row - r && c - queen[r] != row - r;
		if (!ok)
			continue;
		queen[row] = c;
		if (first_solution(queen, row + 1, n))
			return 1;
	}
	return 0;
}

int main(void)
{
	int queen[8];

	for (int n = 1; n <= 7; n++)
		printf("%d ", bits((1u << n) - 1, 0, 0, 0));
	printf("\n%d:", first_solution(queen, 0, 8));
	for (int i = 0; i < 8; i++)
		printf(" %d", queen[i]);
	printf("\n%d\n", first_solution(queen, 0, 3));
	return bits(63, 0, 0, 0);
}
