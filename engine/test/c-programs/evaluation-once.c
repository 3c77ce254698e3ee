/* Macros and operators evaluate their operands as often as they say. */
#include <stdio.h>

#define BAD_MAX(a, b) ((a) > (b) ? (a) : (b))
#define MAX(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a > _b ? _a : _b; })
#define SQUARE(x) ((x) * (x))

static int n;
static int next(void) { return ++n; }
static int *slot(int *p) { n += 10; return p; }

int main(void)
{
	int a[4] = { 0 }, i = 0;
	struct { int v; } s = { 1 }, *p = &s;

	printf("%d ", MAX(next(), 0));
	printf("%d\n", n);
	printf("%d ", BAD_MAX(next(), 0));
	printf("%d\n", n);
	a[i++] = 5;
	a[i++] += 7;
	*slot(&a[i]) += 2;
	(*slot(&a[3]))++;
	printf("%d %d %d %d %d %d\n", a[0], a[1], a[2], a[3], i, n);
	(p->v)++, p->v *= 3;
	n = sizeof(next()) + 1;
	printf("%d %d\n", s.v, n);
	int *q = a;
	*q++ = 3;
	printf("%d\n", (int)(q - a));
	__typeof__(next()) same = 4;
	return same + n;
}
