/* From a member back to its record. */
#include <stddef.h>
#include <stdio.h>

#define container_of(ptr, type, member) ({ \
	const __typeof__(((type *)0)->member) *__mptr = (ptr); \
	(type *)((char *)__mptr - offsetof(type, member)); })

struct hook { struct hook *next; };
struct device { int id; struct hook a; char name[5]; struct hook b; };
struct nested { long pad; struct { struct device inner[2]; } in; };

static int sum_a(struct hook *h)
{
	int n = 0;

	for (; h; h = h->next)
		n = n * 10 + container_of(h, struct device, a)->id;
	return n;
}

static int sum_b(struct hook *h)
{
	int n = 0;

	for (; h; h = h->next)
		n = n * 10 + container_of(h, struct device, b)->name[0] - 'a';
	return n;
}

int main(void)
{
	struct device d[3] = { { 1, .name = "c" }, { 2, .name = "e" }, { 3, .name = "g" } };
	struct nested n = { .in.inner[1].id = 9 };

	d[0].a.next = &d[2].a;
	d[2].a.next = &d[1].a;
	d[2].b.next = &d[1].b;
	d[1].b.next = &d[0].b;
	printf("%d %d\n", sum_a(&d[0].a), sum_b(&d[2].b));
	struct hook *deep = &n.in.inner[1].b;
	struct nested *back = container_of(deep, struct nested, in.inner[1].b);
	printf("%d\n", back == &n);
	printf("%d\n", container_of(&back->in.inner[1].id, struct device, id)->id);
	return (int)offsetof(struct nested, in.inner[1].b);
}
