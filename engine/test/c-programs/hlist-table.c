/* A hash table of lists with back pointers to the pointers. */
#include <stddef.h>
#include <stdio.h>

struct hlist_node { struct hlist_node *next, **pprev; };
struct hlist_head { struct hlist_node *first; };
struct entry { unsigned key; int value; struct hlist_node hash; };

#define BITS 3
static struct hlist_head table[1 << BITS];

static unsigned bucket(unsigned key)
{
	return key * 0x61c88647u >> (32 - BITS);
}

static void add(struct entry *e)
{
	struct hlist_head *h = &table[bucket(e->key)];

	e->hash.next = h->first;
	if (h->first)
		h->first->pprev = &e->hash.next;
	h->first = &e->hash;
	e->hash.pprev = &h->first;
}

static void del(struct entry *e)
{
	*e->hash.pprev = e->hash.next;
	if (e->hash.next)
		e->hash.next->pprev = e->hash.pprev;
}

static struct entry *find(unsigned key)
{
	for (struct hlist_node *n = table[bucket(key)].first; n; n = n->next) {
		struct entry *e = (struct entry *)((char *)n - offsetof(struct entry, hash));
		if (e->key == key)
			return e;
	}
	return NULL;
}

int main(void)
{
	static struct entry entries[20];
	int longest = 0;

	for (int i = 0; i < 20; i++) {
		entries[i] = (struct entry){ .key = i * 37 % 101, .value = i };
		add(&entries[i]);
	}
	for (int b = 0; b < 1 << BITS; b++) {
		int n = 0;
		for (struct hlist_node *p = table[b].first; p; p = p->next)
			n++;
		longest = n > longest ? n : longest;
		printf("%d ", n);
	}
	printf("\n%d %d\n", find(74)->value, find(75) == NULL);
	for (int i = 0; i < 20; i += 3)
		del(&entries[i]);
	int left = 0;
	for (unsigned k = 0; k < 101; k++)
		left += find(k) != NULL;
	printf("%d %d\n", left, longest);
	return left;
}
