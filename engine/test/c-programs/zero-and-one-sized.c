/* Empty records, arrays of no elements and single ones. */
#include <stddef.h>
#include <stdio.h>

struct empty {};
struct tail { int n; struct empty e; short zero[0]; char more[]; };
struct wrap { struct empty a, b; int v; };
struct group { int before[0]; int x; int after[0]; int y; };
struct only { char c[1]; };

static struct empty nothing(struct empty e) { return e; }
static int size_of_two(struct empty a, int v, struct empty b) { (void)a; (void)b; return v; }

int main(void)
{
	struct wrap w = { {}, {}, 5 };
	struct group g = { .x = 1, .y = 2 };
	struct empty list[3], e = nothing(list[0]);
	struct only o = { { 'o' } }, p = o;
	union { struct empty e; int v; } u = { .v = 9 };

	printf("%zu %zu %zu\n", sizeof(struct empty), sizeof(struct tail), sizeof(struct wrap));
	printf("%zu %zu\n", sizeof(list), offsetof(struct tail, more));
	printf("%zu %zu\n", offsetof(struct group, after), sizeof(struct group));
	printf("%d %d\n", (void *)g.before == (void *)&g.x, (void *)g.after == (void *)&g.y);
	printf("%d %d %c\n", w.v, size_of_two(e, 4, list[2]), p.c[0]);
	u.e = e;
	printf("%d\n", u.v);
	g.x += g.y;
	return g.x;
}
