/* A list with express lanes whose heights come from a counter. */
#include <stdio.h>
#include <stdlib.h>

#define LEVELS 4

struct node { int key; int levels; struct node *next[]; };

static struct node *head;
static unsigned counter;
static int steps;

static struct node *new_node(int key, int levels)
{
	struct node *n = malloc(sizeof(*n) + levels * sizeof(n->next[0]));

	n->key = key;
	n->levels = levels;
	for (int i = 0; i < levels; i++)
		n->next[i] = NULL;
	return n;
}

static void insert(int key)
{
	struct node *before[LEVELS], *n = head;
	int levels = __builtin_ctz(++counter | 1u << (LEVELS - 1)) + 1;

	for (int i = LEVELS - 1; i >= 0; i--) {
		while (n->next[i] && n->next[i]->key < key)
			n = n->next[i];
		before[i] = n;
	}
	struct node *added = new_node(key, levels);
	for (int i = 0; i < levels; i++) {
		added->next[i] = before[i]->next[i];
		before[i]->next[i] = added;
	}
}

static int contains(int key)
{
	struct node *n = head;

	for (int i = n->levels - 1; i >= 0; i--)
		for (; n->next[i] && n->next[i]->key <= key; steps++)
			n = n->next[i];
	return n != head && n->key == key;
}

int main(void)
{
	int found = 0;

	head = new_node(-1, LEVELS);
	for (int i = 0; i < 64; i++)
		insert(i * 29 % 67 * 2);
	for (int i = 0; i < 140; i++)
		found += contains(i);
	printf("%d %d\n", found, steps < 140 * 20);
	int last = -1, sorted = 1;
	for (struct node *n = head->next[0], *next; n; n = next) {
		sorted &= n->key > last;
		last = n->key;
		next = n->next[0];
		free(n);
	}
	printf("%d %d\n", sorted, last);
	free(head);
	return found;
}
