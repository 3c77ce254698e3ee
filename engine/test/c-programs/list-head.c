/* The kernel's circular lists: adding, removing, moving, splicing. */
#include <stddef.h>
#include <stdio.h>

struct list_head { struct list_head *next, *prev; };
struct item { int value; struct list_head node; };

#define LIST_HEAD(name) struct list_head name = { &(name), &(name) }
#define list_entry(ptr, type, member) ((type *)((char *)(ptr) - offsetof(type, member)))
#define list_for_each(p, head) for (p = (head)->next; p != (head); p = p->next)
#define list_for_each_safe(p, n, head) \
	for (p = (head)->next, n = p->next; p != (head); p = n, n = p->next)

static void insert(struct list_head *e, struct list_head *prev, struct list_head *next)
{
	next->prev = e;
	e->next = next;
	e->prev = prev;
	prev->next = e;
}

static void list_add(struct list_head *e, struct list_head *h) { insert(e, h, h->next); }
static void list_add_tail(struct list_head *e, struct list_head *h) { insert(e, h->prev, h); }
static int list_empty(const struct list_head *h) { return h->next == h; }

static void list_del(struct list_head *e)
{
	e->next->prev = e->prev;
	e->prev->next = e->next;
	e->next = e->prev = NULL;
}

static void list_splice(struct list_head *from, struct list_head *to)
{
	if (list_empty(from))
		return;
	from->next->prev = to;
	from->prev->next = to->next;
	to->next->prev = from->prev;
	to->next = from->next;
	from->next = from->prev = from;
}

static void show(const char *name, struct list_head *h)
{
	struct list_head *p;

	printf("%s:", name);
	list_for_each(p, h)
		printf(" %d", list_entry(p, struct item, node)->value);
	printf("\n");
}

int main(void)
{
	LIST_HEAD(a);
	LIST_HEAD(b);
	struct item items[8];
	struct list_head *p, *n;
	int sum = 0;

	for (int i = 0; i < 8; i++) {
		items[i].value = i * i;
		i % 2 ? list_add(&items[i].node, &a) : list_add_tail(&items[i].node, &b);
	}
	show("a", &a);
	show("b", &b);
	list_for_each_safe(p, n, &a) {
		if (list_entry(p, struct item, node)->value > 20) {
			list_del(p);
			list_add_tail(p, &b);
		}
	}
	show("a", &a);
	show("b", &b);
	list_splice(&b, &a);
	show("a", &a);
	list_for_each(p, &a)
		sum += list_entry(p, struct item, node)->value;
	return sum % 100 + list_empty(&b);
}
