/* A puzzle of switches solved by elimination over single bits. */
#include <stdio.h>

#define N 4
#define CELLS (N * N)

static unsigned effect(int cell)
{
	int y = cell / N, x = cell % N;
	unsigned m = 1u << cell;

	if (y) m |= 1u << (cell - N);
	if (y < N - 1) m |= 1u << (cell + N);
	if (x) m |= 1u << (cell - 1);
	if (x < N - 1) m |= 1u << (cell + 1);
	return m;
}

static int solve(unsigned lights, unsigned *presses)
{
	unsigned row[CELLS];
	int rank = 0, pivot[CELLS];

	for (int i = 0; i < CELLS; i++)
		row[i] = effect(i) | (lights >> i & 1u) << CELLS;
	for (int c = 0; c < CELLS; c++) {
		int p = rank;
		while (p < CELLS && !(row[p] >> c & 1))
			p++;
		if (p == CELLS)
			continue;
		unsigned t = row[p];
		row[p] = row[rank];
		row[rank] = t;
		for (int i = 0; i < CELLS; i++)
			if (i != rank && row[i] >> c & 1)
				row[i] ^= row[rank];
		pivot[rank++] = c;
	}
	*presses = 0;
	for (int i = 0; i < CELLS; i++) {
		if (!(row[i] >> CELLS))
			continue;
		if (i >= rank)
			return -1;
		*presses |= 1u << pivot[i];
	}
	return rank;
}

int main(void)
{
	static const unsigned boards[] = { 0xffff, 0x8421, 0x0001, 0x6006 };
	int solved = 0, rank = 0;

	for (int i = 0; i < 4; i++) {
		unsigned presses, left = boards[i];
		rank = solve(boards[i], &presses);
		for (int c = 0; c < CELLS; c++)
			if (presses >> c & 1)
				left ^= effect(c);
		printf("%d %04x %x\n", rank, presses, rank < 0 ? 0 : left);
		solved += rank >= 0 && !left;
	}
	return solved;
}
