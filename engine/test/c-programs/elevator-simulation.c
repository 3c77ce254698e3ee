/* An elevator with requests up and down, step by step. */
#include <stdio.h>

enum direction { DOWN = -1, IDLE, UP };
struct lift { int floor; enum direction going; unsigned calls; int load, moved; };

static int above(const struct lift *l) { return (l->calls & ~0u << l->floor << 1) != 0; }
static int below(const struct lift *l) { return (l->calls & ((1u << l->floor) - 1)) != 0; }

static void choose(struct lift *l)
{
	switch (l->going) {
	case UP:
		if (above(l)) return;
		l->going = below(l) ? DOWN : IDLE;
		return;
	case DOWN:
		if (below(l)) return;
		l->going = above(l) ? UP : IDLE;
		return;
	case IDLE:
		l->going = above(l) ? UP : below(l) ? DOWN : IDLE;
	}
}

static void step(struct lift *l)
{
	if (l->calls >> l->floor & 1) {
		l->calls &= ~(1u << l->floor);
		printf("[%d] ", l->floor);
		l->load += l->floor % 2 ? 1 : -1;
		return;
	}
	choose(l);
	l->floor += l->going;
	l->moved += l->going != IDLE;
}

int main(void)
{
	static const struct { int when, floor; } requests[] = { { 0, 3 }, { 1, 7 }, { 2, 1 }, { 6, 5 }, { 9, 0 }, { 9, 9 } };
	struct lift l = { 2, IDLE, 0, 0, 0 };

	for (int t = 0, r = 0; t < 40; t++) {
		while (r < 6 && requests[r].when == t)
			l.calls |= 1u << requests[r++].floor;
		step(&l);
	}
	printf("%d %d %d %d\n", l.floor, l.going, l.load, l.moved);
	return l.moved;
}
