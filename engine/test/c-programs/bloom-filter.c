/* Membership with false answers only one way. */
#include <stdio.h>

#define BITS 512

static unsigned long filter[BITS / 64];

static void positions(unsigned key, unsigned out[3])
{
	unsigned a = key * 0x9e3779b1u, b = (key ^ key >> 15) * 0x85ebca6bu | 1;

	for (int i = 0; i < 3; i++)
		out[i] = (a + i * b) >> 16 & (BITS - 1);
}

static void add(unsigned key)
{
	unsigned p[3];

	positions(key, p);
	for (int i = 0; i < 3; i++)
		filter[p[i] / 64] |= 1ul << p[i] % 64;
}

static int may_have(unsigned key)
{
	unsigned p[3];
	int all = 1;

	positions(key, p);
	for (int i = 0; i < 3; i++)
		all &= filter[p[i] / 64] >> p[i] % 64;
	return all;
}

int main(void)
{
	int hits = 0, wrong = 0, set = 0;

	for (unsigned k = 0; k < 60; k++)
		add(k * k + 1);
	for (unsigned k = 0; k < 60; k++)
		hits += may_have(k * k + 1);
	for (unsigned k = 10000; k < 11000; k++)
		wrong += may_have(k);
	for (int i = 0; i < BITS / 64; i++)
		set += __builtin_popcountl(filter[i]);
	printf("%d %d %d\n", hits, wrong, set);
	printf("%d\n", wrong < 100);
	return hits;
}
