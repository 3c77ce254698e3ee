/* typeof of expressions, types, arrays and functions. */
#include <stdio.h>

struct item { unsigned short id; int list[3]; };

static int twice(int x) { return x * 2; }

int main(void)
{
	struct item item = { 7, { 1, 2, 3 } };
	__typeof__(item) copy = item;
	__typeof__(item.id) id = 65535;
	__typeof__(item.list) list = { 9, 8, 7 };
	__typeof__(&item) p = &copy;
	__typeof__(p->list[0]) sum = 0;
	__typeof__(twice) *f = twice;
	__typeof__(int (*)[3]) rows = &item.list;
	__typeof__(*rows) row = { 4, 5, 6 };
	const int fixed = 3;
	__typeof__(fixed + 0) loose = fixed;
	int side = 1;
	__typeof__(side++) same = side;
	__auto_type big = 1UL << 33;
	__auto_type q = p;

	id++;
	loose++;
	for (int i = 0; i < 3; i++)
		sum += list[i] * row[i] + (*rows)[i];
	printf("%d %d %d %d\n", id, loose, sum, f(21));
	printf("%d %d %d\n", (int)sizeof(list), (int)sizeof(__typeof__(char[5])), same);
	printf("%lu %d\n", big, q->id);
	printf("%d\n", side);
	return (__typeof__(id))70000 & 0xff;
}
