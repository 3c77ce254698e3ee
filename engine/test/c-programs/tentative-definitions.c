/* Declarations that become definitions, and types completed late. */
#include <stdio.h>

struct late;
typedef struct tree tree;
int counter;
int counter;
extern int counter;
extern int table[];
extern struct late shared;
static int forward(int n);
static int backward(int);
struct late { int a; struct late *self; };
int table[4] = { 1, 2, 3 };
struct tree { tree *left, *right; int key; };
struct late shared = { 5, &shared };
static tree leaf = { .key = 3 }, root = { &leaf, &leaf, 4 };
static int *inside = &table[1] + 1, *const ends[] = { table, table + 4 };
static const char *tail = "file scope" + 5;
static long distance = (char *)&((tree *)0)->key - (char *)0;

static int forward(int n)
{
	return n > 0 ? backward(n - 1) + 1 : 100;
}

static int backward(n)
	int n;
{
	return n > 0 ? forward(n - 2) * 2 : 50;
}

int main()
{
	extern int counter;
	int local(int);

	counter += 3;
	printf("%d %d %d\n", counter, shared.self->self->a, local(2));
	printf("%d %d %d\n", root.left->key, root.right == &leaf, *inside);
	printf("%d %s %ld\n", (int)(ends[1] - ends[0]), tail, distance);
	printf("%d %d\n", forward(4), backward(3));
	return sizeof(table) + table[3];
}

int local(int x)
{
	return x * counter;
}
