/* Stacks moved without recursion, compared with the recursive rule. */
#include <stdio.h>

struct peg { signed char disks[8]; int n; };

static int top(const struct peg *p) { return p->n ? p->disks[p->n - 1] : 99; }

static void move(struct peg *a, struct peg *b)
{
	if (top(a) > top(b)) {
		struct peg *t = a;
		a = b;
		b = t;
	}
	b->disks[b->n++] = a->disks[--a->n];
}

static int by_rule(unsigned step, int *from, int *to)
{
	*from = (step & (step - 1)) % 3;
	*to = ((step | (step - 1)) + 1) % 3;
	return __builtin_ctz(step);
}

int main(void)
{
	struct peg pegs[3] = { { { 7, 6, 5, 4, 3, 2, 1 }, 7 } };
	int wrong = 0, where[7] = { 0 };

	for (unsigned i = 1; i < 128; i++) {
		int from, to, disk = by_rule(i, &from, &to);
		wrong += where[disk] != from;
		where[disk] = to;
		switch (i % 3) {
		case 1: move(&pegs[0], &pegs[1]); break;
		case 2: move(&pegs[0], &pegs[2]); break;
		case 0: move(&pegs[1], &pegs[2]); break;
		}
		for (int p = 0; p < 3; p++)
			for (int d = 1; d < pegs[p].n; d++)
				wrong += pegs[p].disks[d] > pegs[p].disks[d - 1];
		if (i % 32 == 0)
			printf("%d/%d/%d ", pegs[0].n, pegs[1].n, pegs[2].n);
	}
	printf("\n%d %d %d\n", wrong, pegs[1].n + pegs[2].n, where[6]);
	return pegs[1].n * 10 + pegs[2].n;
}
