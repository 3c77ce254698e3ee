/* A tour by the rule of fewest exits. */
#include <stdio.h>

#define N 6

static signed char board[N][N];
static const signed char jumps[8][2] = { { 1, 2 }, { 2, 1 }, { 2, -1 }, { 1, -2 }, { -1, -2 }, { -2, -1 }, { -2, 1 }, { -1, 2 } };

static int open(int y, int x) { return y >= 0 && y < N && x >= 0 && x < N && !board[y][x]; }

static int exits(int y, int x)
{
	int n = 0;

	for (int i = 0; i < 8; i++)
		n += open(y + jumps[i][0], x + jumps[i][1]);
	return n;
}

static int tour(int y, int x, int step)
{
	board[y][x] = step;
	if (step == N * N)
		return 1;
	unsigned tried = 0;
	for (;;) {
		int pick = -1, fewest = 9;
		for (int i = 0; i < 8; i++) {
			int ny = y + jumps[i][0], nx = x + jumps[i][1];
			if (tried >> i & 1 || !open(ny, nx))
				continue;
			int e = exits(ny, nx);
			if (e < fewest)
				fewest = e, pick = i;
		}
		if (pick < 0)
			break;
		tried |= 1u << pick;
		if (tour(y + jumps[pick][0], x + jumps[pick][1], step + 1))
			return 1;
	}
	board[y][x] = 0;
	return 0;
}

int main(void)
{
	int sum = 0;

	printf("%d\n", tour(0, 0, 1));
	for (int y = 0; y < N; y++) {
		for (int x = 0; x < N; x++) {
			printf("%3d", board[y][x]);
			sum = (sum * 7 + board[y][x]) % 1009;
		}
		printf("\n");
	}
	return sum % 100;
}
