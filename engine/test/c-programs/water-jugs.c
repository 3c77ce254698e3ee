/* States searched breadth first with the moves that led there. */
#include <stdio.h>

enum { FILL_A, FILL_B, EMPTY_A, EMPTY_B, A_TO_B, B_TO_A, MOVES };
static const char *const names[MOVES] = { "Fa", "Fb", "Ea", "Eb", "ab", "ba" };

struct state { unsigned char a, b; };

static struct state apply(struct state s, int move, const struct state room)
{
	int pour;

	switch (move) {
	case FILL_A: s.a = room.a; break;
	case FILL_B: s.b = room.b; break;
	case EMPTY_A: s.a = 0; break;
	case EMPTY_B: s.b = 0; break;
	case A_TO_B:
		pour = s.a < room.b - s.b ? s.a : room.b - s.b;
		s.a -= pour, s.b += pour;
		break;
	case B_TO_A:
		pour = s.b < room.a - s.a ? s.b : room.a - s.a;
		s.b -= pour, s.a += pour;
		break;
	}
	return s;
}

static int show(short (*back)[10], signed char (*how)[10], struct state s)
{
	int from = back[s.a][s.b];

	if (from < 0)
		return 0;
	int n = show(back, how, (struct state){ from / 10, from % 10 });
	printf("%s ", names[(int)how[s.a][s.b]]);
	return n + 1;
}

static int search(struct state room, int want)
{
	short back[10][10];
	signed char how[10][10];
	struct state queue[100] = { { 0, 0 } };
	int head = 0, tail = 1;

	for (int i = 0; i < 100; i++)
		back[i / 10][i % 10] = -2;
	back[0][0] = -1;
	while (head < tail) {
		struct state s = queue[head++];
		if (s.a == want || s.b == want)
			return show(back, how, s);
		for (int m = 0; m < MOVES; m++) {
			struct state t = apply(s, m, room);
			if (back[t.a][t.b] != -2)
				continue;
			back[t.a][t.b] = s.a * 10 + s.b;
			how[t.a][t.b] = m;
			queue[tail++] = t;
		}
	}
	return -1;
}

int main(void)
{
	int a = search((struct state){ 3, 5 }, 4);

	printf("%d\n", a);
	int b = search((struct state){ 9, 4 }, 6);
	printf("%d\n", b);
	printf("%d\n", search((struct state){ 6, 4 }, 5));
	return a * 10 + b;
}
