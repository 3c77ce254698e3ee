/* Declarators read inside out. */
#include <stdio.h>

typedef int number, *pointer, array[4], function(int);
typedef pointer pair[2];
typedef int (*callback)(array, function *);
typedef char *(*namer)(int), *name;

static function increment, *chosen = increment;
static int increment(int x) { return x + 1; }
static int sum(array a, function *f) { int s = 0; for (int i = 0; i < 4; i++) s += f(a[i]); return s; }
static char *label(int i) { static char b[4]; b[0] = 'a' + i; b[1] = 0; return b; }
static int (*(*outer(int which))(void))(int);
static function *inner(void) { return chosen; }
static int (*(*outer(int which))(void))(int) { return which ? inner : NULL; }
static int (*matrix_row(int (*m)[4], int i))[4] { return m + i; }

int main(void)
{
	array a = { 1, 2, 3, 4 };
	pointer p = a + 1, q = &a[3];
	pair both = { p, q };
	callback call = sum;
	int *(*find)(int *) = 0, (*v)[4] = &a, grid[2][4] = { { 0 }, { 5, 6, 7, 8 } };
	const pointer fixed = p;
	const number *readable = a;

	printf("%d %d\n", *both[0], *both[1]);
	printf("%d %d\n", call(a, increment), (*call)(*v, chosen));
	namer n = label;
	name text = n(2);
	printf("%s %d\n", text, find == 0);
	printf("%d\n", outer(1)()(41));
	printf("%d\n", (*matrix_row(grid, 1))[2]);
	*fixed = 9;
	printf("%d %d\n", readable[1], (int)sizeof(pair));
	return outer(0) == NULL;
}
