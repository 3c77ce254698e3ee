/* Addresses, differences and expressions in initialisers of objects. */
#include <stddef.h>
#include <stdio.h>

struct node { int value; struct node *link; const char *name; int *where; int (*get)(const struct node *); };

static int get(const struct node *n) { return n->value; }
static int twice(const struct node *n) { return n->value * 2; }

static int numbers[4] = { 1, 2, 3, 4 };
static struct node a, b;
static struct node a = { 10, &b, "a" "lpha", numbers + 1, get };
static struct node b = { .link = &a, .where = &numbers[3], .name = &"xbeta"[1], .get = &twice, .value = sizeof(numbers) };
static struct node *const both[] = { &a, &b, &(struct node){ 30, NULL, "inline", (int[]){ 7, 8 } + 1, get } };
static char *ends[2] = { (char *)numbers, (char *)(numbers + 4) };
static int **indirect = &a.where;
static unsigned long offset = offsetof(struct node, where), negative = -1;
static long distance = &numbers[3] - &numbers[1];
static const int *tail = (const int *)((char *)numbers + 2 * sizeof(int));
static int flags = 1 << 3 | (sizeof(struct node) > 8 ? 1 : 2);
static _Bool truth = &a;

int main(void)
{
	for (int i = 0; i < 3; i++)
		printf("%d %s %d %d\n", both[i]->value, both[i]->name, *both[i]->where, both[i]->get(both[i]));
	printf("%d %d\n", (int)(ends[1] - ends[0]), **indirect);
	printf("%lu %lx %ld %d %d %d\n", offset, negative, distance, *tail, flags, truth);
	a.link->link->where++;
	printf("%d\n", **indirect);
	return a.link->link == &a;
}
