/* Addresses of members, elements, parameters, results of casts and functions. */
#include <stdio.h>

struct s { int a; struct { short b[2]; } in; };

static int bump(int *p) { return ++*p; }
static int parameter(int v) { int *p = &v; *p += 5; return v; }
static int array_parameter(int v[3]) { int **p = &v; (*p)++; return *v; }
static int (*const self)(int *) = &bump;

int main(void)
{
	struct s s = { 1, { { 2, 3 } } }, *p = &s, **pp = &p;
	int v[3] = { 10, 20, 30 };
	short *middle = &(&s)->in.b[1], *first = &p->in.b[0];
	int (*whole)[3] = &v;

	printf("%d ", bump(&s.a));
	printf("%d\n", bump(&(*pp)->a));
	printf("%d %d\n", *middle, (int)(middle - first));
	printf("%d %d\n", parameter(3), array_parameter(v));
	printf("%d %d\n", *&v[1], *&*&*&s.a);
	printf("%d %d\n", &v[2] - &*v == 2, &(*whole)[1] == v + 1);
	printf("%d %d\n", self(&v[0]), (*self)(&(int){ 40 }));
	printf("%d\n", &*p == p);
	*&s = (struct s){ .in.b = { 7, 8 } };
	printf("%d %d\n", *first, *middle);
	(&s)->a = (&*whole)[0][2];
	return (*&s).a;
}
