/* Generations of cells on a torus, one byte a cell and one bit a cell. */
#include <stdio.h>
#include <string.h>

#define W 8
#define H 6

static unsigned char cells[H][W];

static void step_bytes(void)
{
	unsigned char next[H][W];

	for (int y = 0; y < H; y++) {
		for (int x = 0; x < W; x++) {
			int n = 0;
			for (int dy = -1; dy <= 1; dy++)
				for (int dx = -1; dx <= 1; dx++)
					if (dx || dy)
						n += cells[(y + dy + H) % H][(x + dx + W) % W];
			next[y][x] = n == 3 || (n == 2 && cells[y][x]);
		}
	}
	memcpy(cells, next, sizeof(cells));
}

static unsigned long step_bits(unsigned long board)
{
	unsigned long next = 0;

	for (int i = 0; i < W * H; i++) {
		int x = i % W, y = i / W, n = 0;
		for (int k = 0; k < 9; k++) {
			int j = (y + k / 3 - 1 + H) % H * W + (x + k % 3 - 1 + W) % W;
			n += k == 4 ? 0 : (int)(board >> j & 1);
		}
		next |= (unsigned long)(n == 3 || (n == 2 && board >> i & 1)) << i;
	}
	return next;
}

int main(void)
{
	unsigned long board = 0;

	cells[0][1] = cells[1][2] = cells[2][0] = cells[2][1] = cells[2][2] = 1;
	for (int i = 0; i < W * H; i++)
		board |= (unsigned long)cells[i / W][i % W] << i;
	for (int g = 0; g < 12; g++) {
		step_bytes();
		board = step_bits(board);
	}
	int same = 1, alive = 0;
	for (int y = 0; y < H; y++) {
		for (int x = 0; x < W; x++) {
			putchar(cells[y][x] ? '#' : '.');
			same &= (board >> (y * W + x) & 1) == cells[y][x];
			alive += cells[y][x];
		}
		putchar('\n');
	}
	printf("%d %d %lx\n", same, alive, board);
	return alive;
}
