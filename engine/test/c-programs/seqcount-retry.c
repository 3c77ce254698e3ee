/* Readers that begin again when a writer came between. */
#include <stdio.h>

struct seq { unsigned sequence; };
struct data { struct seq lock; long a, b; };

static int steps;
static void (*interrupt)(struct data *);

static unsigned read_begin(const struct seq *s)
{
	unsigned v;

	while ((v = *(const volatile unsigned *)&s->sequence) & 1)
		steps++;
	return v;
}
static int read_retry(const struct seq *s, unsigned start) { return *(const volatile unsigned *)&s->sequence != start; }
static void write_begin(struct seq *s) { s->sequence++; }
static void write_end(struct seq *s) { s->sequence++; }

static void update(struct data *d)
{
	write_begin(&d->lock);
	d->a += 10;
	d->b = -d->a;
	write_end(&d->lock);
}

static void twice_then_stop(struct data *d)
{
	static int n;

	update(d);
	if (++n == 2)
		interrupt = NULL;
}

static long read_both(struct data *d, int *tries)
{
	long a, b;
	unsigned start;

	do {
		++*tries;
		start = read_begin(&d->lock);
		a = d->a;
		if (interrupt)
			interrupt(d);
		b = d->b;
	} while (read_retry(&d->lock, start));
	return a + b;
}

int main(void)
{
	struct data d = { { 0 }, 1, -1 };
	int tries = 0;

	printf("%ld ", read_both(&d, &tries));
	printf("%d\n", tries);
	interrupt = twice_then_stop;
	printf("%ld ", read_both(&d, &tries));
	printf("%d %ld %u\n", tries, d.a, d.lock.sequence);
	return tries + steps;
}
