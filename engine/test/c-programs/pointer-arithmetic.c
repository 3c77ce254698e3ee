/* Moving, subtracting and comparing pointers. */
#include <stddef.h>
#include <stdio.h>

struct item {
	short a;
	long b;
	char c;
};

int main(void)
{
	struct item items[5];
	struct item *first = items, *last = items + 4, *end = &items[5];
	int grid[3][4];
	int *flat = &grid[0][0];
	int (*row)[4] = grid;

	for (int i = 0; i < 5; i++)
		items[i] = (struct item){ i, i * 100L, 'a' + i };
	printf("%td %td %td\n", last - first, first - last, end - first);
	printf("%d\n", (int)((char *)last - (char *)first));
	printf("%ld %c\n", (first + 2)->b, (*(last - 1)).c);
	printf("%ld %ld\n", 3[items].b, first[1].b);
	printf("%d %d %d\n", first < last, end > last, first == items);
	printf("%d\n", (int)((char *)(row + 1) - (char *)row));
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 3; j++)
			row[j][i] = j * 10 + i;
	printf("%d %d\n", flat[3], *(*(row + 2) + 1));
	flat += 3;
	flat -= 2;
	printf("%d %d\n", *flat, flat[-1]);
	long n = 0;
	for (struct item *p = items; p != end; ++p)
		n += p->a * p->b;
	printf("%ld\n", n);
	return (int)(&items[3].b - &items[3].b) + (int)offsetof(struct item, c);
}
