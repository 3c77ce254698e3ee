/* A priority queue used to merge sorted sequences and to count events. */
#include <stdio.h>

struct event { unsigned time; int source; };
struct heap { struct event e[32]; int n; };

static int before(struct event a, struct event b)
{
	return a.time != b.time ? a.time < b.time : a.source < b.source;
}

static void push(struct heap *h, struct event e)
{
	int i = h->n++;

	for (; i > 0 && before(e, h->e[(i - 1) / 2]); i = (i - 1) / 2)
		h->e[i] = h->e[(i - 1) / 2];
	h->e[i] = e;
}

static struct event pop(struct heap *h)
{
	struct event top = h->e[0], last = h->e[--h->n];
	int i = 0, c;

	while ((c = 2 * i + 1) < h->n) {
		if (c + 1 < h->n && before(h->e[c + 1], h->e[c]))
			c++;
		if (!before(h->e[c], last))
			break;
		h->e[i] = h->e[c];
		i = c;
	}
	h->e[i] = last;
	return top;
}

int main(void)
{
	struct heap h = { .n = 0 };
	static const unsigned period[] = { 7, 5, 11, 3 };
	int counts[4] = { 0 };
	unsigned digest = 0, last = 0;

	for (int s = 0; s < 4; s++)
		push(&h, (struct event){ period[s], s });
	for (;;) {
		struct event e = pop(&h);
		if (e.time > 60)
			break;
		if (e.time < last)
			return 1;
		last = e.time;
		counts[e.source]++;
		digest = digest * 5 + e.source;
		push(&h, (struct event){ e.time + period[e.source], e.source });
	}
	printf("%d %d %d %d %u %d\n", counts[0], counts[1], counts[2], counts[3], digest, h.n);
	return counts[3];
}
