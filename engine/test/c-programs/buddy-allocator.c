/* Blocks of powers of two, split and merged with their buddies. */
#include <stdio.h>

#define ORDERS 5
#define PAGES (1 << (ORDERS - 1))

static int order_of[PAGES];
static signed char is_free[PAGES];

static void init(void)
{
	is_free[0] = 1;
	order_of[0] = ORDERS - 1;
}

static int alloc(int order)
{
	for (int o = order; o < ORDERS; o++) {
		for (int p = 0; p < PAGES; p += 1 << o) {
			if (!is_free[p] || order_of[p] != o)
				continue;
			is_free[p] = 0;
			while (o > order) {
				o--;
				is_free[p + (1 << o)] = 1;
				order_of[p + (1 << o)] = o;
			}
			order_of[p] = order;
			return p;
		}
	}
	return -1;
}

static void release(int p)
{
	int o = order_of[p];

	for (; o < ORDERS - 1; o++) {
		int buddy = p ^ 1 << o;
		if (!is_free[buddy] || order_of[buddy] != o)
			break;
		is_free[buddy] = 0;
		p &= ~(1 << o);
	}
	is_free[p] = 1;
	order_of[p] = o;
}

static void show(void)
{
	for (int p = 0; p < PAGES; p++)
		if (is_free[p])
			printf("%d/%d ", p, order_of[p]);
	printf("\n");
}

int main(void)
{
	init();
	int a = alloc(0), b = alloc(1), c = alloc(0), d = alloc(2), e = alloc(3);
	printf("%d %d %d %d %d %d\n", a, b, c, d, e, alloc(4));
	show();
	release(b);
	release(a);
	show();
	release(c);
	release(d);
	show();
	release(e);
	show();
	return alloc(4) + 1 + alloc(0) + 1;
}
