/* A cache with a hash and a list in order of use. */
#include <stdio.h>

#define SLOTS 4
#define BUCKETS 8

struct slot { int key, value, newer, older, chain, used; };

static struct slot slots[SLOTS];
static int buckets[BUCKETS], newest, oldest, count, hits, misses;

static void unlink_slot(int i)
{
	struct slot *s = &slots[i];

	*(s->newer < 0 ? &newest : &slots[s->newer].older) = s->older;
	*(s->older < 0 ? &oldest : &slots[s->older].newer) = s->newer;
}

static void to_front(int i)
{
	slots[i].newer = -1;
	slots[i].older = newest;
	*(newest < 0 ? &oldest : &slots[newest].newer) = i;
	newest = i;
}

static int get(int key)
{
	for (int i = buckets[key % BUCKETS]; i >= 0; i = slots[i].chain) {
		if (slots[i].key == key) {
			hits++;
			unlink_slot(i);
			to_front(i);
			return slots[i].value;
		}
	}
	misses++;
	int i = count < SLOTS ? count++ : oldest;
	if (slots[i].used) {
		unlink_slot(i);
		int *p = &buckets[slots[i].key % BUCKETS];
		while (*p != i)
			p = &slots[*p].chain;
		*p = slots[i].chain;
	}
	slots[i] = (struct slot){ .key = key, .value = key * key, .chain = buckets[key % BUCKETS], .used = 1 };
	buckets[key % BUCKETS] = i;
	to_front(i);
	return slots[i].value;
}

int main(void)
{
	static const int order[] = { 1, 2, 3, 1, 4, 5, 2, 1, 9, 17, 1, 9, 25, 17 };
	long sum = 0;

	newest = oldest = -1;
	for (int i = 0; i < BUCKETS; i++)
		buckets[i] = -1;
	for (unsigned i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		sum += get(order[i]);
	for (int i = newest; i >= 0; i = slots[i].older)
		printf("%d ", slots[i].key);
	printf("\n%ld %d %d\n", sum, hits, misses);
	return hits;
}
