/* Neighbours on a hexagonal grid through offset tables chosen by row. */
#include <stdio.h>

#define W 10
#define H 8

static const signed char offsets[2][6][2] = {
	{ { -1, -1 }, { -1, 0 }, { 0, -1 }, { 0, 1 }, { 1, -1 }, { 1, 0 } },
	{ { -1, 0 }, { -1, 1 }, { 0, -1 }, { 0, 1 }, { 1, 0 }, { 1, 1 } },
};

static unsigned char now[H][W], next[H][W];

static int around(int y, int x)
{
	int n = 0;

	for (int k = 0; k < 6; k++) {
		int ny = y + offsets[y & 1][k][0], nx = x + offsets[y & 1][k][1];
		if ((unsigned)ny < H && (unsigned)nx < W)
			n += now[ny][nx];
	}
	return n;
}

int main(void)
{
	int alive = 0, history = 0;

	for (int i = 0; i < 20; i++)
		now[i * 7 % H][i * 3 % W] = 1;
	for (int g = 0; g < 6; g++) {
		alive = 0;
		for (int y = 0; y < H; y++)
			for (int x = 0; x < W; x++) {
				int n = around(y, x);
				next[y][x] = n == 2 || (n == 3 && now[y][x]);
				alive += next[y][x];
			}
		for (int i = 0; i < W * H; i++)
			now[i / W][i % W] = next[i / W][i % W];
		history = history * 7 + alive;
		printf("%d ", alive);
	}
	printf("\n");
	for (int y = 0; y < H; y++) {
		printf("%s", y & 1 ? " " : "");
		for (int x = 0; x < W; x++)
			printf("%c ", now[y][x] ? 'O' : '.');
		printf("\n");
	}
	return history & 0x7f;
}
