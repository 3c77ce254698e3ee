/* Members and elements named out of order, again, and in ranges. tcc differs: a range hides the element named after it. */
#include <stdio.h>

struct point { int x, y; };
struct shape { const char *name; struct point corner[4]; unsigned char color[3]; };

static const int table[] = { [3] = 30, 31, [1] = 10, [8] = 80, [6 ... 7] = 5 };
static struct shape shapes[] = {
	[1] = { .name = "square", .corner = { [2] = { 1, 1 }, [1].x = 1, [3].y = 1 } },
	[0] = { "dot", .color = { [2] = 255 }, .corner[0] = { .y = 4, .x = 3 } },
};
static const char classes[128] = {
	['0' ... '9'] = 1, ['a' ... 'f'] = 2, ['A' ... 'F'] = 2, ['_'] = 3, ['c'] = 9,
};

int main(void)
{
	int sum = 0;

	printf("%d:", (int)(sizeof(table) / sizeof(*table)));
	for (unsigned i = 0; i < sizeof(table) / sizeof(*table); i++)
		printf(" %d", table[i]);
	printf("\n");
	for (int i = 0; i < 2; i++) {
		printf("%s", shapes[i].name);
		for (int j = 0; j < 4; j++)
			printf(" %d,%d", shapes[i].corner[j].x, shapes[i].corner[j].y);
		printf(" %d\n", shapes[i].color[2]);
	}
	for (const char *p = "a9_cZFg0"; *p; p++)
		sum = sum * 4 + classes[(int)*p];
	printf("%d\n", sum);
	struct point late = { .x = 1, .y = 2, .x = 3 };
	printf("%d %d\n", late.x, late.y);
	int local[5] = { [1 ... 3] = 7, [2] = late.x };
	return local[0] + local[1] * local[2] + local[3] + local[4];
}
