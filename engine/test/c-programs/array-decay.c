/* Where arrays become pointers and where they do not. */
#include <stdio.h>

static int first(int v[]) { return v[0]; }
static int size_of_parameter(int v[10]) { return sizeof(v) == sizeof(int *); }
static int second_row(int m[][3]) { return m[1][0]; }
static int through(int (*p)[3]) { return (*p)[2] + sizeof(*p); }
static int *tail(int *v, int n) { return &v[n]; }

static int table[3][3] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } };

int main(void)
{
	int v[3] = { 10, 20, 30 }, *p = v;
	int (*whole)[3] = &v;
	char text[] = "text", *q = text;
	int *rows[3] = { table[2], table[0], *(table + 1) };

	printf("%d %d\n", first(v), size_of_parameter(v));
	printf("%d %d %d\n", second_row(table), through(table + 2), through(&v));
	printf("%d %d\n", (int)sizeof(v), (int)sizeof(&v[0]));
	printf("%d %d\n", (int)sizeof(text), (int)sizeof(q));
	printf("%d %d\n", (void *)whole == (void *)v, (*whole)[1]);
	printf("%d %d %d\n", rows[0][1], *rows[1], rows[2][2]);
	printf("%d\n", (int)((char *)(whole + 1) - (char *)v));
	printf("%d %d\n", *tail(v, 2), tail(v, 3)[-1]);
	printf("%d\n", *(1 + p) + *(v + 1) + 1[p] + 1[v]);
	printf("%d\n", (int)(&table[2][1] - &table[0][0]));
	printf("%c%c\n", *"abc", "xyz"[2]);
	return (p == &v[0]) + (q == text) + !!text;
}
