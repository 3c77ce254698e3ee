/* Objects without a name. */
#include <stdio.h>

struct point { int x, y; };

static struct point *origin = &(struct point){ 100, 200 };
static int *numbers = (int[]){ 1, 2, 3 };

static int dot(const struct point *a, struct point b)
{
	return a->x * b.x + a->y * b.y;
}

static int sum(const int *v, int n)
{
	int s = 0;

	while (n--)
		s += *v++;
	return s;
}

int main(void)
{
	struct point p = (struct point){ .y = 5 };
	int n = 4;

	printf("%d\n", dot(&(struct point){ 2, 3 }, (struct point){ 4, 5 }));
	printf("%d\n", sum((int[]){ n, n * n, [3] = 7 }, 4));
	printf("%d %d\n", p.x, p.y);
	printf("%d %d\n", origin->y, numbers[2]);
	origin->x++;
	printf("%d\n", dot(origin, p = (struct point){ 1, 1 }));
	for (int i = 0; i < 3; i++) {
		int *fresh = (int[2]){ 0, i };
		fresh[0] += fresh[1] + 1;
		printf("%d ", fresh[0]);
	}
	printf("%s %d\n", (char[]){ "array" } + 2, (int)sizeof((short[]){ 1, 2, 3 }));
	((struct point){ 6, 7 }).x = 8;
	return ((struct point){ 6, 7 }).y + (int){ 30 };
}
