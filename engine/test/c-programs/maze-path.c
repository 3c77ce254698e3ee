/* Flood fill in a text map and the path back. */
#include <stdio.h>
#include <string.h>

static char map[7][12] = {
	"S.#........", "..#.#####..", ".##.#...#..", "....#.#.#..", ".####.#.##.", "......#....", "#.###.####E",
};

struct at { signed char y, x; };

static int inside(struct at a) { return a.y >= 0 && a.y < 7 && a.x >= 0 && a.x < 11; }

int main(void)
{
	static const struct at moves[4] = { { 0, 1 }, { 1, 0 }, { 0, -1 }, { -1, 0 } };
	struct at queue[77], from[7][11];
	unsigned char seen[7][11];
	int head = 0, tail = 0, length = 0;

	memset(seen, 0, sizeof(seen));
	queue[tail++] = (struct at){ 0, 0 };
	seen[0][0] = 1;
	while (head < tail) {
		struct at a = queue[head++];
		for (int i = 0; i < 4; i++) {
			struct at b = { a.y + moves[i].y, a.x + moves[i].x };
			if (!inside(b) || map[(int)b.y][(int)b.x] == '#' || seen[(int)b.y][(int)b.x])
				continue;
			seen[(int)b.y][(int)b.x] = 1;
			from[(int)b.y][(int)b.x] = a;
			queue[tail++] = b;
		}
	}
	for (struct at a = { 6, 10 }; a.y || a.x; a = from[(int)a.y][(int)a.x], length++)
		if (map[(int)a.y][(int)a.x] == '.')
			map[(int)a.y][(int)a.x] = '*';
	for (int i = 0; i < 7; i++)
		puts(map[i]);
	printf("%d %d\n", length, tail);
	return length;
}
