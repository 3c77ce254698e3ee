/* Quicksort in place and mergesort over a linked list. */
#include <stdio.h>

struct node { int key; int order; struct node *next; };

static void quick(struct node *v, int low, int high)
{
	while (low < high) {
		int pivot = v[low + (high - low) / 2].key, i = low, j = high;
		while (i <= j) {
			while (v[i].key < pivot) i++;
			while (v[j].key > pivot) j--;
			if (i <= j) {
				struct node t = v[i];
				v[i++] = v[j];
				v[j--] = t;
			}
		}
		if (j - low < high - i) {
			quick(v, low, j);
			low = i;
		} else {
			quick(v, i, high);
			high = j;
		}
	}
}

static struct node *merge(struct node *a, struct node *b)
{
	struct node *head, **tail = &head;

	while (a && b) {
		struct node **from = a->key <= b->key ? &a : &b;
		*tail = *from;
		tail = &(*tail)->next;
		*from = (*from)->next;
	}
	*tail = a ? a : b;
	return head;
}

static struct node *sort(struct node *list)
{
	if (!list || !list->next)
		return list;
	struct node *slow = list, *fast = list->next;
	while (fast && fast->next) {
		slow = slow->next;
		fast = fast->next->next;
	}
	struct node *half = slow->next;
	slow->next = NULL;
	return merge(sort(list), sort(half));
}

int main(void)
{
	static struct node a[60], b[60];
	int ok = 1, stable = 1;

	for (int i = 0; i < 60; i++) {
		a[i].key = b[i].key = i * i * 31 % 23;
		b[i].order = i;
		b[i].next = i < 59 ? &b[i + 1] : NULL;
	}
	quick(a, 0, 59);
	int i = 0;
	for (struct node *n = sort(b); n; n = n->next, i++) {
		ok &= n->key == a[i].key;
		if (n->next && n->key == n->next->key)
			stable &= n->order < n->next->order;
	}
	printf("%d %d %d\n", i, ok, stable);
	printf("%d %d %d\n", a[0].key, a[30].key, a[59].key);
	return a[40].key;
}
