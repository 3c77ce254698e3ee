/* Builds a list on the heap, reverses it and walks it, many times. */
#include <stdio.h>
#include <stdlib.h>

struct node {
	struct node *next;
	unsigned int value;
};

static struct node *push(struct node *head, unsigned int value)
{
	struct node *node = malloc(sizeof(*node));

	if (!node)
		exit(1);
	node->next = head;
	node->value = value;
	return node;
}

static struct node *reverse(struct node *head)
{
	struct node *done = NULL;

	while (head) {
		struct node *next = head->next;

		head->next = done;
		done = head;
		head = next;
	}
	return done;
}

static unsigned int sum(const struct node *head)
{
	unsigned int total = 0;

	for (; head; head = head->next)
		total = total * 31 + head->value;
	return total;
}

int main(void)
{
	struct node *head = NULL;
	unsigned int total = 0;
	int i;

	for (i = 0; i < 2000; i++)
		head = push(head, (unsigned int)i * 2654435761u);
	for (i = 0; i < 1500; i++) {
		head = reverse(head);
		total = total * 7 + sum(head);
	}
	printf("%u\n", total);
	return 0;
}
