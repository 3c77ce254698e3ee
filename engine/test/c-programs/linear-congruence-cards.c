/* Cards shuffled, dealt, sorted and ranked as hands. */
#include <stdio.h>

typedef unsigned char card;

static unsigned state = 2024;
static unsigned roll(unsigned n) { state = state * 1664525u + 1013904223u; return (state >> 16) % n; }

static void shuffle(card *deck, int n)
{
	for (int i = n - 1; i > 0; i--) {
		int j = roll(i + 1);
		card t = deck[i];
		deck[i] = deck[j];
		deck[j] = t;
	}
}

static int rank(const card *hand)
{
	unsigned suits = 0, seen = 0;
	unsigned long counts = 0;
	int pairs = 0, best = 0;

	for (int i = 0; i < 5; i++) {
		suits |= 1u << hand[i] / 13;
		seen |= 1u << hand[i] % 13;
		counts += 1ul << hand[i] % 13 * 4;
	}
	for (int v = 0; v < 13; v++) {
		int c = counts >> v * 4 & 15;
		pairs += c == 2;
		best = c > best ? c : best;
	}
	int flush = !(suits & (suits - 1));
	int straight = (seen / (seen & -seen)) == 0x1f || seen == 0x100f;
	if (straight && flush) return 8;
	if (best == 4) return 7;
	if (best == 3 && pairs) return 6;
	if (flush) return 5;
	if (straight) return 4;
	if (best == 3) return 3;
	return pairs;
}

int main(void)
{
	card deck[52];
	int counts[9] = { 0 };

	for (int i = 0; i < 52; i++)
		deck[i] = i;
	for (int round = 0; round < 60; round++) {
		shuffle(deck, 52);
		for (int h = 0; h + 5 <= 50; h += 5)
			counts[rank(deck + h)]++;
	}
	for (int i = 0; i < 9; i++)
		printf("%d ", counts[i]);
	printf("\n%d %d %d\n", rank((card[]){ 0, 1, 2, 3, 4 }), rank((card[]){ 0, 13, 26, 39, 4 }), rank((card[]){ 12, 13, 1, 2, 3 }));
	return counts[1] % 100;
}
