/* A traffic light of function pointers that name their successors. */
#include <stdio.h>

struct machine;
typedef struct machine *(*state_fn)(struct machine *);
struct machine { state_fn state; int timer; unsigned log; const char *shown; };

static struct machine *red(struct machine *m);
static struct machine *green(struct machine *m);
static struct machine *amber(struct machine *m);

static struct machine *enter(struct machine *m, state_fn next, int time, char mark)
{
	m->state = next;
	m->timer = time;
	m->log = m->log * 5 + mark % 5;
	return m;
}

static struct machine *red(struct machine *m)
{
	m->shown = "R";
	return --m->timer ? m : enter(m, green, 4, 'g');
}

static struct machine *green(struct machine *m)
{
	m->shown = "G";
	return m->timer-- > 1 ? m : enter(m, amber, 1, 'a');
}

static struct machine *amber(struct machine *m)
{
	m->shown = "A";
	return m->log % 2 ? enter(m, red, 2, 'r') : enter(m, red, 3, 's');
}

int main(void)
{
	struct machine m = { red, 2, 0, "" }, *p = &m;
	int reds = 0;

	for (int i = 0; i < 30; i++) {
		p = p->state(p);
		printf("%s", p->shown);
		reds += p->state == red;
	}
	printf("\n%u %d %d\n", p->log, p->timer, p->state == green);
	return reds;
}
