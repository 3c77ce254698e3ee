/* Cycles in lists, their beginnings, and middles. */
#include <stdio.h>

struct node { int v; struct node *next; };

static struct node *cycle(struct node *head)
{
	struct node *slow = head, *fast = head;

	do {
		if (!fast || !fast->next)
			return NULL;
		slow = slow->next;
		fast = fast->next->next;
	} while (slow != fast);
	for (slow = head; slow != fast; slow = slow->next, fast = fast->next)
		;
	return slow;
}

static struct node *middle(struct node *head)
{
	struct node *slow = head;

	for (; head && head->next; head = head->next->next)
		slow = slow->next;
	return slow;
}

static struct node *reverse(struct node *n)
{
	struct node *back = NULL;

	while (n) {
		struct node *next = n->next;
		n->next = back;
		back = n;
		n = next;
	}
	return back;
}

static struct node *drop(struct node *n, int (*bad)(int))
{
	struct node **p = &n;

	while (*p) {
		if (bad((*p)->v))
			*p = (*p)->next;
		else
			p = &(*p)->next;
	}
	return n;
}

static int odd(int v) { return v & 1; }

int main(void)
{
	struct node n[10], *list;

	for (int i = 0; i < 10; i++)
		n[i] = (struct node){ i * i, i < 9 ? n + i + 1 : NULL };
	printf("%d %d\n", cycle(n) == NULL, middle(n)->v);
	n[9].next = &n[4];
	printf("%d\n", cycle(n)->v);
	n[9].next = NULL;
	list = reverse(n);
	printf("%d %d\n", list->v, middle(list)->v);
	list = drop(list, odd);
	int sum = 0;
	for (struct node *p = list; p; p = p->next) {
		printf("%d ", p->v);
		sum += p->v;
	}
	printf("\n");
	return sum;
}
