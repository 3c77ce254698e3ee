/* Rows of characters against arrays of pointers. */
#include <stdio.h>
#include <string.h>

static const char fixed[][6] = { "alpha", "beta", "gamma" };
static const char *const loose[] = { "one", "three", "seventeen", NULL };
static char grid[3][4] = { "abc", { 'd', 'e' }, "" };

static int total(const char *const *list)
{
	int n = 0;

	while (*list)
		n += strlen(*list++);
	return n;
}

static int columns(int n, const char rows[][6])
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += rows[i][i];
	return sum;
}

static const char *longest(int n, const char *list[])
{
	const char *best = "";

	while (n--)
		if (strlen(list[n]) >= strlen(best))
			best = list[n];
	return best;
}

int main(void)
{
	const char *mixed[] = { fixed[1], loose[1], grid[0], "last" };

	printf("%d %d %d\n", (int)sizeof(fixed), (int)sizeof(loose), (int)sizeof(fixed[0]));
	printf("%d %d\n", total(loose), columns(3, fixed));
	printf("%s\n", longest(4, mixed));
	mixed[0] = strchr(fixed[2], 'm');
	printf("%s %c\n", mixed[0], mixed[1][strlen(mixed[1]) - 1]);
	grid[2][0] = 'z';
	strcpy(grid[1] + 2, "f");
	printf("%s %s %s\n", grid[0], grid[1], grid[2]);
	printf("%c%c%c\n", *fixed[0], *(fixed[1] + 1), (*(fixed + 2))[4]);
	return (int)(&fixed[2][0] - &fixed[0][0]);
}
