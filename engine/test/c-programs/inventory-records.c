/* Records kept sorted by several keys through arrays of indexes. */
#include <stdio.h>
#include <string.h>

struct item { char name[10]; unsigned short amount; int price; };

static const struct item items[] = {
	{ "bolt", 500, 12 }, { "nut", 800, 7 }, { "gear", 40, 950 }, { "spring", 40, 120 }, { "axle", 15, 4000 }, { "cap", 0, 3 },
};

#define N (sizeof(items) / sizeof(items[0]))

typedef int (*order)(const struct item *, const struct item *);

static int by_name(const struct item *a, const struct item *b) { return strcmp(a->name, b->name); }
static int by_amount(const struct item *a, const struct item *b) { return b->amount - a->amount ?: by_name(a, b); }
static int by_value(const struct item *a, const struct item *b)
{
	long x = (long)a->amount * a->price, y = (long)b->amount * b->price;

	return (x > y) - (x < y);
}

static void sort(unsigned char *index, order compare)
{
	for (unsigned i = 0; i < N; i++) {
		unsigned j = i;
		for (; j && compare(&items[index[j - 1]], &items[i]) > 0; j--)
			index[j] = index[j - 1];
		index[j] = (unsigned char)i;
	}
}

int main(void)
{
	static const order orders[] = { by_name, by_amount, by_value };
	unsigned char index[3][N];
	long value = 0;
	int moved = 0;

	for (int o = 0; o < 3; o++) {
		sort(index[o], orders[o]);
		for (unsigned i = 0; i < N; i++) {
			printf("%s ", items[index[o][i]].name);
			moved += index[o][i] != i;
		}
		printf("\n");
	}
	for (unsigned i = 0; i < N; i++)
		value += (long)items[i].amount * items[i].price;
	printf("%ld %zu\n", value, sizeof(struct item));
	return moved;
}
