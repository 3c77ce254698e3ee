/* A radix tree that grows in height, with values tagged in the low bit. */
#include <stdio.h>
#include <stdlib.h>

#define SHIFT 2
#define SLOTS (1 << SHIFT)

struct node { unsigned char shift, count; struct node *slot[SLOTS]; long value[SLOTS]; };
struct array { struct node *head; };

static struct node *new_node(int shift)
{
	struct node *n = calloc(1, sizeof(*n));

	n->shift = shift;
	return n;
}

static void store(struct array *a, unsigned long index, long value)
{
	if (!a->head)
		a->head = new_node(0);
	while (index >> a->head->shift >= SLOTS) {
		struct node *up = new_node(a->head->shift + SHIFT);
		up->slot[0] = a->head;
		up->count = 1;
		a->head = up;
	}
	struct node *n = a->head;
	while (n->shift) {
		int i = index >> n->shift & (SLOTS - 1);
		if (!n->slot[i]) {
			n->slot[i] = new_node(n->shift - SHIFT);
			n->count++;
		}
		n = n->slot[i];
	}
	n->value[index & (SLOTS - 1)] = value * 2 + 1;
	n->count++;
}

static long load(const struct array *a, unsigned long index)
{
	const struct node *n = a->head;

	if (!n || index >> n->shift >= SLOTS)
		return -1;
	for (; n && n->shift; n = n->slot[index >> n->shift & (SLOTS - 1)])
		;
	long v = n ? n->value[index & (SLOTS - 1)] : 0;
	return v & 1 ? v >> 1 : -1;
}

static int destroy(struct node *n)
{
	int count = 1;

	for (int i = 0; i < SLOTS; i++)
		if (n->slot[i])
			count += destroy(n->slot[i]);
	free(n);
	return count;
}

int main(void)
{
	struct array a = { NULL };

	printf("%ld\n", load(&a, 0));
	store(&a, 1, 100);
	store(&a, 17, -200);
	store(&a, 255, 300);
	store(&a, 16, 400);
	for (unsigned long i = 0; i < 4; i++)
		printf("%ld ", load(&a, (unsigned long[]){ 1, 17, 255, 16 }[i]));
	printf("%ld %ld %ld\n", load(&a, 2), load(&a, 300), load(&a, 128));
	printf("%d\n", a.head->shift);
	return destroy(a.head);
}
