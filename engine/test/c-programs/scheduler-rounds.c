/* Tasks with priorities, budgets and sleeping, run for some ticks. */
#include <stdio.h>

enum state { RUNNABLE, SLEEPING, FINISHED };
struct task { const char *name; enum state state; int priority, budget, work, wake, ran; };

static struct task tasks[] = {
	{ "init", RUNNABLE, 1, 0, 9, 0, 0 }, { "disk", RUNNABLE, 3, 0, 6, 0, 0 },
	{ "net", RUNNABLE, 3, 0, 7, 0, 0 }, { "idle", RUNNABLE, 0, 0, 1000, 0, 0 },
};

#define N (int)(sizeof(tasks) / sizeof(tasks[0]))

static struct task *pick(void)
{
	struct task *best = NULL;

	for (int i = 0; i < N; i++) {
		struct task *t = &tasks[i];
		if (t->state != RUNNABLE || t->budget <= 0)
			continue;
		if (!best || t->priority > best->priority || (t->priority == best->priority && t->ran < best->ran))
			best = t;
	}
	return best;
}

int main(void)
{
	int switches = 0;
	struct task *last = NULL;

	for (int now = 0; now < 40; now++) {
		for (int i = 0; i < N; i++)
			if (tasks[i].state == SLEEPING && tasks[i].wake <= now)
				tasks[i].state = RUNNABLE;
		struct task *t = pick();
		if (!t) {
			for (int i = 0; i < N; i++)
				tasks[i].budget = tasks[i].budget / 2 + 2 * tasks[i].priority + 1;
			t = pick();
		}
		if (!t)
			continue;
		switches += t != last;
		last = t;
		putchar(t->name[0]);
		t->ran++;
		t->budget--;
		if (--t->work == 0)
			t->state = FINISHED;
		else if (t->priority == 3 && t->ran % 2 == 0) {
			t->state = SLEEPING;
			t->wake = now + 3;
		}
	}
	printf("\n%d", switches);
	for (int i = 0; i < N; i++)
		printf(" %d/%d", tasks[i].ran, tasks[i].state);
	printf("\n");
	return switches;
}
