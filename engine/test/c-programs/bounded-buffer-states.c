/* Producers and consumers as state machines over one buffer. */
#include <stdio.h>

enum state { READY, WAIT_FULL, WAIT_EMPTY, DONE };
struct actor { enum state state; int id, made, limit; void (*act)(struct actor *); };

static int buffer[3], count, first, log_sum, waits;

static void produce(struct actor *a)
{
	if (a->made == a->limit) {
		a->state = DONE;
		return;
	}
	if (count == 3) {
		a->state = WAIT_FULL;
		waits++;
		return;
	}
	buffer[(first + count++) % 3] = a->id * 100 + a->made++;
}

static void consume(struct actor *a)
{
	if (!count) {
		a->state = WAIT_EMPTY;
		waits++;
		return;
	}
	int v = buffer[first];
	first = (first + 1) % 3;
	count--;
	log_sum = (log_sum * 31 + v) % 10007;
	printf("%d%s", v, ++a->made == a->limit ? "\n" : " ");
	if (a->made == a->limit)
		a->state = DONE;
}

int main(void)
{
	struct actor actors[] = {
		{ READY, 1, 0, 6, produce }, { READY, 2, 0, 5, produce }, { READY, 3, 0, 11, consume },
	};
	unsigned pick = 1;
	int rounds = 0;

	while (actors[2].state != DONE && rounds < 500) {
		struct actor *a = &actors[(pick = pick * 1103515245u + 12345u) >> 16 & 1 ? 2 : pick >> 20 & 1];
		rounds++;
		if (a->state == WAIT_FULL && count < 3)
			a->state = READY;
		if (a->state == WAIT_EMPTY && count)
			a->state = READY;
		if (a->state == READY)
			a->act(a);
		if (rounds % 3 == 0 && actors[0].state == READY)
			actors[0].act(&actors[0]);
		if (rounds % 5 == 0 && actors[1].state != DONE)
			actors[1].act(&actors[1]);
	}
	printf("%d %d %d\n", log_sum, waits > 0, actors[2].made);
	return log_sum % 100;
}
