/* A page walk with callbacks for each level, holes and early stops. */
#include <stdio.h>

struct walk;
struct walk_ops {
	int (*upper)(unsigned long *e, unsigned long a, unsigned long next, struct walk *w);
	int (*lower)(unsigned long *e, unsigned long a, unsigned long next, struct walk *w);
	int (*hole)(unsigned long a, unsigned long next, struct walk *w);
};
struct walk { const struct walk_ops *ops; void *private; unsigned action; };

enum { CONTINUE, AGAIN };

#define LOW_SIZE 0x10ul
#define HIGH_SIZE 0x80ul
#define addr_end(a, size, end) ({ unsigned long _b = ((a) + (size)) & ~((size) - 1); _b - 1 < (end) - 1 ? _b : (end); })

static unsigned long lower[4][8], upper[8] = { 1, 0, 2, 3, 0, 0, 4 };

static int walk_lower(unsigned long *table, unsigned long a, unsigned long end, struct walk *w)
{
	unsigned long next;
	int err = 0;

	for (unsigned long *e = table + a / LOW_SIZE % 8; a < end && !err; a = next, e++) {
		next = addr_end(a, LOW_SIZE, end);
		if (!*e)
			err = w->ops->hole ? w->ops->hole(a, next, w) : 0;
		else
			err = w->ops->lower(e, a, next, w);
	}
	return err;
}

static int walk_range(unsigned long a, unsigned long end, struct walk *w)
{
	unsigned long next, *e = upper + a / HIGH_SIZE;
	int err = 0;

	do {
again:
		next = addr_end(a, HIGH_SIZE, end);
		if (!*e) {
			err = w->ops->hole ? w->ops->hole(a, next, w) : 0;
			continue;
		}
		w->action = CONTINUE;
		if (w->ops->upper)
			err = w->ops->upper(e, a, next, w);
		if (err)
			break;
		if (w->action == AGAIN)
			goto again;
		if (w->ops->lower)
			err = walk_lower(lower[*e - 1], a, next, w);
	} while (e++, a = next, !err && a != end);
	return err;
}

struct tally { int uppers, lowers, holes; unsigned long sum; };

static int count_upper(unsigned long *e, unsigned long a, unsigned long next, struct walk *w)
{
	struct tally *t = w->private;

	if (*e == 2 && t->uppers++ < 3)
		w->action = AGAIN;
	return (int)(a > next);
}
static int count_lower(unsigned long *e, unsigned long a, unsigned long next, struct walk *w)
{
	struct tally *t = w->private;

	t->lowers++;
	t->sum += *e * (next - a);
	return *e == 77 ? 77 : 0;
}
static int count_hole(unsigned long a, unsigned long next, struct walk *w)
{
	((struct tally *)w->private)->holes += (int)(next - a);
	return 0;
}

int main(void)
{
	static const struct walk_ops all = { count_upper, count_lower, count_hole }, few = { .lower = count_lower };
	struct tally t = { 0 }, u = { 0 };

	for (int i = 0; i < 32; i++)
		lower[i / 8][i % 8] = i % 5 ? i : 0;
	int r = walk_range(0x18, 0x3f8, &(struct walk){ &all, &t, 0 });
	printf("%d %d %d %d %lu\n", r, t.uppers, t.lowers, t.holes, t.sum);
	lower[1][2] = 77;
	r = walk_range(0, 0x400, &(struct walk){ .ops = &few, .private = &u });
	printf("%d %d %d %lu\n", r, u.lowers, u.holes, u.sum);
	return r;
}
