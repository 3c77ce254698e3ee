/* Backtracking with masks of what is still possible. */
#include <stdio.h>

static unsigned short rows[9], columns[9], boxes[9];
static unsigned char grid[81];
static int steps;

static unsigned possible(int cell)
{
	int r = cell / 9, c = cell % 9;

	return 0x1ff & ~(rows[r] | columns[c] | boxes[r / 3 * 3 + c / 3]);
}

static void toggle(int cell, unsigned bit)
{
	int r = cell / 9, c = cell % 9;

	rows[r] ^= bit;
	columns[c] ^= bit;
	boxes[r / 3 * 3 + c / 3] ^= bit;
}

static int solve(void)
{
	int best = -1, fewest = 10;

	steps++;
	for (int i = 0; i < 81; i++) {
		if (!grid[i] && __builtin_popcount(possible(i)) < fewest) {
			best = i;
			fewest = __builtin_popcount(possible(i));
		}
	}
	if (best < 0)
		return 1;
	for (unsigned m = possible(best); m; m &= m - 1) {
		unsigned bit = m & -m;
		grid[best] = __builtin_ctz(bit) + 1;
		toggle(best, bit);
		if (solve())
			return 1;
		toggle(best, bit);
	}
	grid[best] = 0;
	return 0;
}

int main(void)
{
	static const char puzzle[] =
		"53..7...." "6..195..." ".98....6." "8...6...3" "4..8.3..1" "7...2...6"
		".6....28." "...419..5" "....8..79";

	for (int i = 0; i < 81; i++) {
		if (puzzle[i] == '.')
			continue;
		grid[i] = puzzle[i] - '0';
		toggle(i, 1u << (grid[i] - 1));
	}
	printf("%d\n", solve());
	for (int r = 0; r < 9; r++, puts(""))
		for (int c = 0; c < 9; c++)
			printf("%d", grid[r * 9 + c]);
	return steps;
}
