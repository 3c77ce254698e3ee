/* Ranges within ranges as siblings and children, requested and freed. */
#include <stdio.h>

struct resource { unsigned long start, end; const char *name; struct resource *parent, *sibling, *child; };

static struct resource root = { 0, 0xffff, "root", NULL, NULL, NULL };

static struct resource *request(struct resource *in, struct resource *new)
{
	struct resource **p = &in->child;

	if (new->end < new->start || new->start < in->start || new->end > in->end)
		return in;
	for (;;) {
		struct resource *t = *p;
		if (!t || t->start > new->end) {
			new->sibling = t;
			*p = new;
			new->parent = in;
			return NULL;
		}
		p = &t->sibling;
		if (t->end < new->start)
			continue;
		return t;
	}
}

static int release(struct resource *old)
{
	for (struct resource **p = &old->parent->child; *p; p = &(*p)->sibling) {
		if (*p == old) {
			*p = old->sibling;
			old->parent = NULL;
			return 0;
		}
	}
	return -22;
}

static int show(const struct resource *r, int depth)
{
	int n = 0;

	for (; r; r = r->sibling) {
		printf("%*s%04lx-%04lx %s\n", depth * 2, "", r->start, r->end, r->name);
		n += 1 + show(r->child, depth + 1);
	}
	return n;
}

int main(void)
{
	static struct resource list[] = {
		{ 0x1000, 0x1fff, "ram" }, { 0x8000, 0x8fff, "pci" }, { 0x1800, 0x27ff, "bad" },
		{ 0x0000, 0x00ff, "rom" }, { 0x2000, 0x7fff, "free" }, { 0xf000, 0x10000, "out" },
	};
	static struct resource inner[] = { { 0x1100, 0x11ff, "code" }, { 0x1200, 0x12ff, "data" }, { 0x12ff, 0x1300, "lap" } };

	for (int i = 0; i < 6; i++) {
		struct resource *c = request(&root, &list[i]);
		if (c)
			printf("%s meets %s\n", list[i].name, c->name);
	}
	for (int i = 0; i < 3; i++) {
		struct resource *c = request(&list[0], &inner[i]);
		if (c)
			printf("%s meets %s\n", inner[i].name, c->name);
	}
	int n = show(root.child, 0);
	n = n * 10 + (release(&list[1]) == 0);
	n += show(root.child, 1);
	return n % 100;
}
