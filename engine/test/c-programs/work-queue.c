/* Jobs that queue other jobs, run in order until none is left. */
#include <stddef.h>
#include <stdio.h>

struct work { void (*run)(struct work *); struct work *next; };
struct queue { struct work *first, **last; int done; };

static struct queue queue = { NULL, &queue.first, 0 };

static void push(struct work *w)
{
	w->next = NULL;
	*queue.last = w;
	queue.last = &w->next;
}

static void drain(int limit)
{
	while (queue.first && limit--) {
		struct work *w = queue.first;
		queue.first = w->next;
		if (!queue.first)
			queue.last = &queue.first;
		queue.done++;
		w->run(w);
	}
}

struct countdown { int left; struct work work; char name; };
struct logger { struct work work; int lines; };

static struct logger logger;

static void count(struct work *w)
{
	struct countdown *c = (struct countdown *)((char *)w - offsetof(struct countdown, work));

	printf("%c%d ", c->name, c->left);
	if (--c->left > 0)
		push(w);
	else
		push(&logger.work);
}

static void log_line(struct work *w)
{
	printf("[%d] ", ++((struct logger *)w)->lines);
}

int main(void)
{
	struct countdown a = { 3, { count }, 'a' }, b = { 5, { count }, 'b' }, c = { 1, { count }, 'c' };

	logger.work.run = log_line;
	push(&a.work);
	push(&b.work);
	push(&c.work);
	drain(4);
	printf("|");
	drain(100);
	printf("%d %d\n", queue.done, logger.lines);
	return queue.last == &queue.first ? queue.done : 0;
}
