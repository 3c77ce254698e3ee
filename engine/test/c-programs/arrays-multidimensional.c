/* Rows, planes and pointers to them. */
#include <stdio.h>

static int cube[2][3][4];

static int plane_sum(int (*plane)[4], int rows)
{
	int total = 0;

	for (int i = 0; i < rows; i++)
		for (int j = 0; j < 4; j++)
			total += plane[i][j];
	return total;
}

static int row_max(const int row[static 4])
{
	int best = row[0];

	for (int i = 1; i < 4; i++)
		if (row[i] > best)
			best = row[i];
	return best;
}

int main(void)
{
	int n = 0;

	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 3; j++)
			for (int k = 0; k < 4; k++)
				cube[i][j][k] = (n++ * 7) % 13;
	printf("%d %d\n", plane_sum(cube[0], 3), plane_sum(cube[1], 3));
	printf("%d %d\n", row_max(cube[0][2]), row_max(*cube[1]));
	printf("%d %d %d %d\n", (int)sizeof(cube), (int)sizeof(cube[0]), (int)sizeof(*cube[0]),
	       (int)sizeof(***cube));
	int (*all)[2][3][4] = &cube;
	printf("%d\n", (*all)[1][2][3]);
	char names[][8] = { "ab", "cdefg", "" };
	printf("%d %s %d\n", (int)(sizeof(names) / sizeof(*names)), names[1] + 1, names[0][7]);
	return cube[1][1][1];
}
