/* Pairs of letters counted in a text and the most common ones listed. */
#include <stdio.h>

static const char text[] = "the theory of the page tables is that there are other tables in the other pages";
static unsigned short counts[27][27];

static int index_of(char c) { return c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0; }
static char letter_of(int i) { return i ? 'a' + i - 1 : '_'; }

struct pair { unsigned char a, b; unsigned short n; };

static void keep(struct pair *best, int room, struct pair p)
{
	for (int i = 0; i < room; i++) {
		if (p.n <= best[i].n)
			continue;
		struct pair t = best[i];
		best[i] = p;
		p = t;
	}
}

int main(void)
{
	struct pair best[5] = { { 0 } };
	int kinds = 0, sum = 0, row = 0;

	for (const char *p = text; p[1]; p++)
		counts[index_of(p[0])][index_of(p[1])]++;
	for (int i = 0; i < 27; i++) {
		int in_row = 0;
		for (int j = 0; j < 27; j++) {
			if (!counts[i][j])
				continue;
			kinds++;
			sum += counts[i][j];
			in_row += counts[i][j];
			keep(best, 5, (struct pair){ i, j, counts[i][j] });
		}
		row = in_row > row ? in_row : row;
	}
	for (int i = 0; i < 5; i++)
		printf("%c%c %d\n", letter_of(best[i].a), letter_of(best[i].b), best[i].n);
	printf("%d %d %d\n", kinds, sum, row);
	return kinds;
}
