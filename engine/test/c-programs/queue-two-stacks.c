/* Containers made of others: a queue of two stacks, a deque in a ring. */
#include <stdio.h>

struct stack { int items[16]; int n; };
struct queue { struct stack in, out; };
struct deque { signed char items[8]; unsigned char first, n; };

static void push(struct stack *s, int v) { s->items[s->n++] = v; }
static int pop(struct stack *s) { return s->items[--s->n]; }

static int take(struct queue *q)
{
	if (!q->out.n)
		while (q->in.n)
			push(&q->out, pop(&q->in));
	return q->out.n ? pop(&q->out) : -1;
}

static int push_back(struct deque *d, int v) { return d->n < 8 ? d->items[(d->first + d->n++) % 8] = v, 1 : 0; }
static int push_front(struct deque *d, int v)
{
	if (d->n == 8)
		return 0;
	d->first = (d->first + 7) % 8;
	d->items[d->first] = v;
	d->n++;
	return 1;
}
static int pop_back(struct deque *d) { return d->items[(d->first + --d->n) % 8]; }
static int pop_front(struct deque *d) { int v = d->items[d->first]; d->first = (d->first + 1) % 8; d->n--; return v; }

int main(void)
{
	struct queue q = { .in.n = 0 };
	struct deque d = { .first = 0 };
	int sum = 0;

	for (int i = 1; i < 12; i++) {
		push(&q.in, i * 3);
		if (i % 3 == 0)
			printf("%d ", take(&q));
	}
	while ((sum = take(&q)) >= 0)
		printf("%d ", sum);
	printf("\n");
	for (int i = 0; i < 10; i++)
		sum += i & 1 ? push_front(&d, -i) : push_back(&d, i);
	printf("%d %d\n", sum, d.first);
	while (d.n > 1) {
		int front = pop_front(&d);
		printf("%d %d ", front, pop_back(&d));
	}
	printf("\n");
	return d.n;
}
