/* Bitmaps over words: set, clear, find, ranges. */
#include <stdio.h>

#define BITS_PER_LONG 64
#define BITMAP_SIZE 150
#define WORDS ((BITMAP_SIZE + BITS_PER_LONG - 1) / BITS_PER_LONG)

static unsigned long map[WORDS];

static void set_range(unsigned start, unsigned n)
{
	unsigned long *p = map + start / BITS_PER_LONG;
	int bits = BITS_PER_LONG - start % BITS_PER_LONG;
	unsigned long mask = ~0ul << start % BITS_PER_LONG;
	int left = n;

	while (left - bits >= 0) {
		*p++ |= mask;
		left -= bits;
		bits = BITS_PER_LONG;
		mask = ~0ul;
	}
	if (left) {
		unsigned end = start + n;
		mask &= ~0ul >> (-end & (BITS_PER_LONG - 1));
		*p |= mask;
	}
}

static unsigned find_next(unsigned from, unsigned long invert)
{
	while (from < BITMAP_SIZE) {
		unsigned long word = (map[from / 64] ^ invert) & ~0ul << from % 64;
		if (word) {
			from = (from & ~63u) + __builtin_ctzl(word);
			return from < BITMAP_SIZE ? from : BITMAP_SIZE;
		}
		from = (from | 63) + 1;
	}
	return BITMAP_SIZE;
}

static int weight(void)
{
	int w = 0;

	for (int i = 0; i < WORDS; i++)
		w += __builtin_popcountl(map[i]);
	return w;
}

int main(void)
{
	set_range(3, 5);
	set_range(60, 10);
	set_range(100, 50);
	printf("%lx %lx %lx %d\n", map[0], map[1], map[2], weight());
	for (unsigned at = 0; (at = find_next(at, 0)) < BITMAP_SIZE;) {
		unsigned end = find_next(at, ~0ul);
		printf("%u-%u ", at, end - 1);
		at = end;
	}
	map[1] &= ~(1ul << 40);
	map[2] ^= 0xf;
	printf("\n%u %u %d\n", find_next(104, ~0ul), find_next(128, 0), weight());
	return weight();
}
