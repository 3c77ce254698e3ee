/* Two and three levels of indirection. */
#include <stdio.h>
#include <stdlib.h>

static void put(int **slot, int *value)
{
	*slot = value;
}

static int sum(int ***cube, int n)
{
	int total = 0;

	for (int ***p = cube; p < cube + n; p++)
		total += ***p;
	return total;
}

int main(void)
{
	int a = 1, b = 20, c = 300;
	int *pa = &a, *pb = &b, *pc = &c;
	int **list[3] = { &pa, &pb, &pc };
	const char *words[] = { "zero", "one", "two", 0 };
	const char **w = words;

	printf("%d\n", sum(list, 3));
	put(list[0], &c);
	printf("%d %d\n", *pa, sum(list, 3));
	**list[1] += 5;
	printf("%d\n", b);
	while (*w)
		printf("%s ", *w++);
	printf("%d\n", (int)(w - words));
	printf("%c%c\n", words[1][2], *(*(words + 2) + 1));
	int **rows = malloc(3 * sizeof(*rows));
	for (int i = 0; i < 3; i++) {
		rows[i] = malloc((i + 1) * sizeof(**rows));
		for (int j = 0; j <= i; j++)
			rows[i][j] = i * j + 1;
	}
	int total = rows[2][2] * 10 + rows[2][1];
	for (int i = 0; i < 3; i++)
		free(rows[i]);
	free(rows);
	return total;
}
