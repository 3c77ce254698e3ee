/* Initialisers with braces left out. */
#include <stdio.h>

struct in { int a; short b[2]; };
struct out { struct in first; int mid; struct in rest[2]; char tail[4]; };

static struct out full = { { 1, { 2, 3 } }, 4, { { 5, { 6, 7 } }, { 8, { 9, 10 } } }, "xyz" };
static struct out flat = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, "xyz" };
static struct out some = { { 1 }, 4, 5, 6, 7, { 8, 9 }, { 'q', [3] = 'r' } };
static int grid[3][3] = { 1, 2, 3, { 4 }, 7, 8 };

static long digest(const struct out *o)
{
	long d = o->first.a + 3L * o->first.b[0] + 5L * o->first.b[1] + 7L * o->mid;

	for (int i = 0; i < 2; i++)
		d = d * 11 + o->rest[i].a * 9 + o->rest[i].b[0] * 4 + o->rest[i].b[1];
	for (int i = 0; i < 4; i++)
		d = d * 2 + o->tail[i];
	return d;
}

int main(void)
{
	struct out local = { 1, { 2, 3 }, 4, 5, 6, 7, { 8, { 9, 10 } }, { "xyz" } };

	printf("%ld %ld %ld %ld\n", digest(&full), digest(&flat), digest(&some), digest(&local));
	for (int i = 0; i < 9; i++)
		printf("%d ", grid[i / 3][i % 3]);
	printf("\n");
	int scalar = { 12 };
	char chars[] = { "braced" };
	printf("%d %d %s\n", scalar, (int)sizeof(chars), chars);
	return digest(&full) == digest(&flat);
}
