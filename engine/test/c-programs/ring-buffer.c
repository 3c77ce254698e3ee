/* A ring of a power of two with free running indexes. */
#include <stdio.h>

#define SIZE 8u
#define MASK (SIZE - 1)

struct ring { unsigned head, tail; unsigned char data[SIZE]; };

static unsigned used(const struct ring *r) { return r->head - r->tail; }
static unsigned space(const struct ring *r) { return SIZE - used(r); }

static unsigned put(struct ring *r, const char *from, unsigned n)
{
	if (n > space(r))
		n = space(r);
	for (unsigned i = 0; i < n; i++)
		r->data[r->head++ & MASK] = from[i];
	return n;
}

static unsigned get(struct ring *r, char *to, unsigned n)
{
	unsigned i;

	for (i = 0; i < n && used(r); i++)
		to[i] = r->data[r->tail++ & MASK];
	to[i] = 0;
	return i;
}

int main(void)
{
	/* Indexes start just before they wrap. */
	struct ring r = { .head = -5u, .tail = -5u };
	static const char text[] = "the ring goes around and around";
	char out[16];
	unsigned at = 0, total = 0;

	for (int round = 0; at < sizeof(text) - 1; round++) {
		unsigned want = round % 6 + 2, left = sizeof(text) - 1 - at;
		at += put(&r, text + at, want < left ? want : left);
		total += get(&r, out, round % 4 + 2);
		printf("%s|%u ", out, used(&r));
	}
	while (get(&r, out, 3)) {
		total += 0;
		printf("%s.", out);
	}
	printf("\n%u %u %u\n", at, total, r.head);
	return space(&r);
}
