/* Timers in slots of two levels, cascaded as time goes on. */
#include <stdio.h>

#define SLOTS 8

struct timer { unsigned expires; int id; struct timer *next; };

static struct timer *near[SLOTS], *far[SLOTS];
static unsigned now;
static int fired[16], n_fired;

static void enqueue(struct timer *t)
{
	unsigned delta = t->expires - now;
	struct timer **slot;

	if (delta < SLOTS)
		slot = &near[t->expires % SLOTS];
	else
		slot = &far[t->expires / SLOTS % SLOTS];
	t->next = *slot;
	*slot = t;
}

static void cascade(void)
{
	struct timer *t = far[now / SLOTS % SLOTS], *next;

	far[now / SLOTS % SLOTS] = NULL;
	for (; t; t = next) {
		next = t->next;
		enqueue(t);
	}
}

static void tick(void)
{
	now++;
	if (now % SLOTS == 0)
		cascade();
	struct timer *t = near[now % SLOTS];
	near[now % SLOTS] = NULL;
	for (; t; t = t->next) {
		fired[n_fired++] = t->id;
		printf("%d@%u ", t->id, now);
		if (t->expires != now)
			printf("late! ");
	}
}

int main(void)
{
	static struct timer timers[10];

	for (int i = 0; i < 10; i++) {
		timers[i] = (struct timer){ .expires = 1 + i * i * 5 % 47, .id = i };
		enqueue(&timers[i]);
	}
	while (now < 50)
		tick();
	printf("\n%d\n", n_fired);
	int order = 0;
	for (int i = 0; i < n_fired; i++)
		order = (order * 10 + fired[i]) % 997;
	return order % 100;
}
