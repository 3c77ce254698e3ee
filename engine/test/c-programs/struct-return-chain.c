/* Members, elements and calls on the results of functions. */
#include <stdio.h>

struct vec { int x, y, z; };
struct box { struct vec lo, hi; char name[4]; };
struct list { int n; int items[5]; };

static struct vec vec(int x, int y, int z) { return (struct vec){ x, y, z }; }
static struct vec add(struct vec a, struct vec b) { return vec(a.x + b.x, a.y + b.y, a.z + b.z); }
static struct box grow(struct box b, int by)
{
	b.lo = add(b.lo, vec(-by, -by, -by));
	b.hi = add(b.hi, vec(by, by, by));
	b.name[0]++;
	return b;
}

static struct list push(struct list l, int v)
{
	l.items[l.n++] = v;
	return l;
}

int main(void)
{
	struct box b = { { 1, 2, 3 }, { 4, 5, 6 }, "abc" };

	printf("%d %d\n", grow(b, 2).hi.z, grow(grow(b, 1), 1).lo.x);
	printf("%s\n", grow(grow(b, 0), 0).name);
	printf("%c\n", grow(b, 0).name[1]);
	printf("%d\n", push(push(push((struct list){ 0 }, 7), 8), 9).items[2]);
	printf("%d\n", push((struct list){ 1, { 5 } }, 6).items[0]);
	struct vec v = (b.lo.x > 0 ? b.hi : b.lo);
	printf("%d\n", (v.y > 0 ? add(v, b.lo) : v).y);
	printf("%d\n", (vec(1, 2, 3), vec(4, 5, 6)).z);
	return add(add(v, v), v).x;
}
