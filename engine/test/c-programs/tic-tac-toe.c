/* A perfect player over bit boards. */
#include <stdio.h>

static const unsigned short lines[] = { 0x007, 0x038, 0x1c0, 0x049, 0x092, 0x124, 0x111, 0x054 };
static int nodes;

static int wins(unsigned board)
{
	for (int i = 0; i < 8; i++)
		if ((board & lines[i]) == lines[i])
			return 1;
	return 0;
}

static int best(unsigned mine, unsigned theirs, int alpha, int beta, int *move)
{
	nodes++;
	if (wins(theirs))
		return -1;
	unsigned free = 0x1ff & ~(mine | theirs);
	if (!free)
		return 0;
	for (; free; free &= free - 1) {
		unsigned bit = free & -free;
		int v = -best(theirs, mine | bit, -beta, -alpha, NULL);
		if (v > alpha) {
			alpha = v;
			if (move)
				*move = __builtin_ctz(bit);
			if (alpha >= beta)
				break;
		}
	}
	return alpha;
}

int main(void)
{
	unsigned x = 1 << 4, o = 1 << 0, *turn = &x, *other = &o;
	int result = 0;

	for (int n = 2; n < 9; n++) {
		int move = -1, v = best(*turn, *other, -2, 2, &move);
		*turn |= 1u << move;
		printf("%c%d(%d) ", turn == &x ? 'x' : 'o', move, v);
		if (wins(*turn)) {
			result = turn == &x ? 1 : 2;
			break;
		}
		unsigned *t = turn;
		turn = other;
		other = t;
	}
	printf("\n%d %x %x\n", result, x, o);
	printf("%d\n", nodes > 1000);
	return result + nodes % 50;
}
