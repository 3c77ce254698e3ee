/* One-dimensional rules over words and the patterns they leave. */
#include <stdio.h>

static unsigned long step(unsigned long cells, unsigned char rule)
{
	unsigned long left = cells << 1 | cells >> 63, right = cells >> 1 | cells << 63, next = 0;

	for (int p = 0; p < 8; p++) {
		if (!(rule >> p & 1))
			continue;
		unsigned long m = ~0ul;
		m &= p & 4 ? left : ~left;
		m &= p & 2 ? cells : ~cells;
		m &= p & 1 ? right : ~right;
		next |= m;
	}
	return next;
}

int main(void)
{
	static const unsigned char rules[] = { 30, 90, 110, 184 };
	unsigned long mix = 0;

	for (int r = 0; r < 4; r++) {
		unsigned long cells = r == 3 ? 0x123456789abcdef0 : 1ul << 32;
		int before = __builtin_popcountl(cells);
		for (int i = 0; i < 40; i++) {
			cells = step(cells, rules[r]);
			mix = (mix << 7 | mix >> 57) ^ cells;
		}
		printf("%d %016lx %d\n", rules[r], cells, __builtin_popcountl(cells) - before);
	}
	unsigned long s = 1ul << 32;
	for (int i = 0; i < 8; i++, s = step(s, 90)) {
		for (int b = 42; b > 22; b--)
			putchar(s >> b & 1 ? '#' : ' ');
		putchar('|');
	}
	printf("\n%lx\n", mix);
	return __builtin_popcountl(mix);
}
