/* Entries whose pointers carry chain and end marks, walked across chunks. */
#include <stdio.h>

struct scatter { unsigned long link; unsigned int offset, length; };

#define CHAIN 1ul
#define END 2ul
#define page_of(s) ((const unsigned char *)((s)->link & ~3ul))
#define for_each(s, list) for (s = (list); s; s = next(s))

static _Alignas(4) unsigned char pages[4][16];

static void set(struct scatter *s, const void *page, unsigned offset, unsigned length)
{
	*s = (struct scatter){ (unsigned long)page | (s->link & 3), offset, length };
}

static void chain(struct scatter *s, struct scatter *to) { s->link = (unsigned long)to | CHAIN; }

static struct scatter *next(struct scatter *s)
{
	if (s->link & END)
		return NULL;
	s++;
	return s->link & CHAIN ? (struct scatter *)(s->link & ~3ul) : s;
}

static int copy_out(struct scatter *list, char *to, unsigned skip, unsigned n)
{
	struct scatter *s;
	unsigned done = 0;

	for_each(s, list) {
		for (unsigned i = 0; i < s->length && done < n; i++) {
			if (skip) {
				skip--;
				continue;
			}
			to[done++] = page_of(s)[s->offset + i];
		}
	}
	to[done] = 0;
	return done;
}

int main(void)
{
	static struct scatter a[3], b[2];
	char out[40];

	for (int p = 0; p < 4; p++)
		for (int i = 0; i < 16; i++)
			pages[p][i] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-"[p * 16 + i];
	set(&a[0], pages[0], 2, 5);
	set(&a[1], pages[2], 0, 16);
	chain(&a[2], b);
	set(&b[0], pages[1], 15, 1);
	set(&b[1], pages[3], 8, 4);
	b[1].link |= END;
	int n = copy_out(a, out, 0, 39);
	printf("%d %s\n", n, out);
	n = copy_out(a, out, 20, 4);
	printf("%d %s\n", n, out);
	return copy_out(a, out, 24, 10);
}
