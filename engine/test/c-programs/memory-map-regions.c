/* Regions split, protected and joined as mappings are. */
#include <stdio.h>

struct region { unsigned long start, end; unsigned prot; };
struct space { struct region r[16]; int n; };

static void insert(struct space *s, int at, struct region r)
{
	for (int i = s->n++; i > at; i--)
		s->r[i] = s->r[i - 1];
	s->r[at] = r;
}

static void split(struct space *s, unsigned long at)
{
	for (int i = 0; i < s->n; i++) {
		struct region *r = &s->r[i];
		if (r->start < at && at < r->end) {
			insert(s, i + 1, (struct region){ at, r->end, r->prot });
			r->end = at;
			return;
		}
	}
}

static void join(struct space *s)
{
	int to = 0;

	for (int i = 1; i < s->n; i++) {
		struct region *last = &s->r[to], *r = &s->r[i];
		if (last->end == r->start && last->prot == r->prot)
			last->end = r->end;
		else
			s->r[++to] = *r;
	}
	if (s->n)
		s->n = to + 1;
}

static int protect(struct space *s, unsigned long start, unsigned long end, unsigned prot)
{
	int hit = 0;

	split(s, start);
	split(s, end);
	for (int i = 0; i < s->n; i++) {
		if (s->r[i].start >= start && s->r[i].end <= end) {
			s->r[i].prot = prot;
			hit++;
		}
	}
	join(s);
	return hit;
}

static void unmap(struct space *s, unsigned long start, unsigned long end)
{
	int to = 0;

	split(s, start);
	split(s, end);
	for (int i = 0; i < s->n; i++)
		if (s->r[i].end <= start || s->r[i].start >= end)
			s->r[to++] = s->r[i];
	s->n = to;
}

static void show(const struct space *s)
{
	for (int i = 0; i < s->n; i++)
		printf("%lx-%lx:%x ", s->r[i].start, s->r[i].end, s->r[i].prot);
	printf("\n");
}

int main(void)
{
	struct space s = { { { 0x1000, 0x9000, 3 }, { 0xa000, 0xc000, 1 } }, 2 };
	int hits = protect(&s, 0x3000, 0x5000, 1);

	show(&s);
	hits += protect(&s, 0x4000, 0xb000, 5);
	show(&s);
	hits += protect(&s, 0, -1ul, 5);
	show(&s);
	unmap(&s, 0x2000, 0x2800);
	unmap(&s, 0x8800, 0xa800);
	show(&s);
	return hits * 10 + s.n;
}
