/* A list whose links are two addresses in one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct node { int value; uintptr_t both; };

static struct node *step(const struct node *from, const struct node *at)
{
	return (struct node *)(at->both ^ (uintptr_t)from);
}

static void append(struct node **first, struct node **last, int value)
{
	struct node *n = malloc(sizeof(*n));

	n->value = value;
	n->both = (uintptr_t)*last;
	if (*last)
		(*last)->both ^= (uintptr_t)n;
	else
		*first = n;
	*last = n;
}

static int show(const struct node *end)
{
	const struct node *before = NULL;
	int sum = 0;

	for (const struct node *n = end; n;) {
		const struct node *next = step(before, n);
		printf("%d ", n->value);
		sum = sum * 3 + n->value;
		before = n;
		n = next;
	}
	printf("\n");
	return sum;
}

int main(void)
{
	struct node *first = NULL, *last = NULL;

	for (int i = 1; i <= 6; i++)
		append(&first, &last, i * i % 7);
	int a = show(first), b = show(last);
	for (struct node *n = first, *before = NULL; n;) {
		struct node *next = step(before, n);
		/* The address of a freed node is only a number here. */
		free(before);
		before = n;
		if (!next)
			free(n);
		n = next;
	}
	printf("%d %d\n", a, b);
	return a > b;
}
