/* A chain ordered by priority whose callbacks may stop it. */
#include <stdio.h>

#define NOTIFY_DONE 0
#define NOTIFY_OK 1
#define NOTIFY_STOP_MASK 0x8000
#define NOTIFY_BAD (NOTIFY_STOP_MASK | 2)

struct notifier { int (*call)(struct notifier *, unsigned long, void *); struct notifier *next; int priority; };

static struct notifier *chain;

static void subscribe(struct notifier *n)
{
	struct notifier **p = &chain;

	while (*p && (*p)->priority >= n->priority)
		p = &(*p)->next;
	n->next = *p;
	*p = n;
}

static int unsubscribe(struct notifier *n)
{
	for (struct notifier **p = &chain; *p; p = &(*p)->next) {
		if (*p == n) {
			*p = n->next;
			return 0;
		}
	}
	return -2;
}

static int notify(unsigned long event, void *data)
{
	int ret = NOTIFY_DONE;

	for (struct notifier *n = chain, *next; n; n = next) {
		next = n->next;
		ret = n->call(n, event, data);
		if (ret & NOTIFY_STOP_MASK)
			break;
	}
	return ret & ~NOTIFY_STOP_MASK;
}

static int add(struct notifier *n, unsigned long event, void *data)
{
	*(int *)data += n->priority * (int)event;
	return NOTIFY_OK;
}

static int stop_odd(struct notifier *n, unsigned long event, void *data)
{
	(void)n;
	(*(int *)data)++;
	return event & 1 ? NOTIFY_BAD : NOTIFY_DONE;
}

int main(void)
{
	struct notifier a = { add, NULL, 10 }, b = { stop_odd, NULL, 5 }, c = { .call = add, .priority = 1 };
	int value = 0;

	subscribe(&c);
	subscribe(&a);
	subscribe(&b);
	printf("%d ", notify(2, &value));
	printf("%d\n", value);
	printf("%d ", notify(3, &value));
	printf("%d\n", value);
	printf("%d ", unsubscribe(&b));
	printf("%d\n", unsubscribe(&b));
	printf("%d ", notify(3, &value));
	printf("%d\n", value);
	return value;
}
