/* Lines, circles and filled areas in a small picture. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define W 24
#define H 12

static char picture[H][W + 1];

static void plot(int x, int y, char c)
{
	if (x >= 0 && x < W && y >= 0 && y < H)
		picture[y][x] = c;
}

static void line(int x0, int y0, int x1, int y1)
{
	int dx = abs(x1 - x0), dy = -abs(y1 - y0), sx = x0 < x1 ? 1 : -1, sy = y0 < y1 ? 1 : -1, e = dx + dy;

	for (;;) {
		plot(x0, y0, '*');
		if (x0 == x1 && y0 == y1)
			break;
		int e2 = 2 * e;
		if (e2 >= dy)
			e += dy, x0 += sx;
		if (e2 <= dx)
			e += dx, y0 += sy;
	}
}

static void circle(int cx, int cy, int r)
{
	for (int x = r, y = 0, d = 1 - r; x >= y; y++) {
		for (int k = 0; k < 8; k++)
			plot(cx + (k & 1 ? -1 : 1) * (k & 4 ? y : x), cy + (k & 2 ? -1 : 1) * (k & 4 ? x : y), 'o');
		if (d <= 0)
			d += 2 * y + 3;
		else
			d += 2 * (y - x--) + 5;
	}
}

static int fill(int x, int y)
{
	if (x < 0 || x >= W || y < 0 || y >= H || picture[y][x] != ' ')
		return 0;
	picture[y][x] = '.';
	return 1 + fill(x + 1, y) + fill(x - 1, y) + fill(x, y + 1) + fill(x, y - 1);
}

int main(void)
{
	memset(picture, ' ', sizeof(picture));
	for (int y = 0; y < H; y++)
		picture[y][W] = 0;
	line(0, 0, 23, 5);
	line(20, 11, 2, 3);
	line(5, 9, 5, 2);
	circle(14, 6, 4);
	int n = fill(14, 6);
	for (int y = 0; y < H; y++)
		printf("|%s|\n", picture[y]);
	printf("%d\n", n);
	return n;
}
