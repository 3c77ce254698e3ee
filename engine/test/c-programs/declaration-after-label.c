/* A declaration right behind a label or a case, as later C allows. */
#include <stdio.h>

static short table[4];

static int pick(int v)
{
	switch (v & 3) {
	case 3:
		short *p = &table[v & 3];
		*p |= p - table;
		return *p;
	case 2:
		int doubled = v * 2;
		v = doubled;
		/* fall through */
	default:
		struct { int a, b; } s = { v, 1 };
		s.b += s.a;
		return s.b;
	}
}

int main(void)
{
	int n = 0;

again:
	int square = n * n;
	n++;
	printf("%d ", square);
	if (square < 20)
		goto again;
	printf("\n%d %d %d %d\n", pick(3), pick(2), pick(1), pick(7));
	return table[3] + n;
}
