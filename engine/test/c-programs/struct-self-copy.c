/* Copies through pointers into the same object and over arrays of records. */
#include <stdio.h>

struct node { int key; struct node *links[2]; char name[7]; };

static void exchange(struct node *a, struct node *b)
{
	struct node t = *a;

	*a = *b;
	*b = t;
}

int main(void)
{
	struct node n[4];

	for (int i = 0; i < 4; i++) {
		n[i].key = i * 11;
		n[i].links[0] = &n[(i + 1) % 4];
		n[i].links[1] = &n[(i + 3) % 4];
		snprintf(n[i].name, sizeof(n[i].name), "n%d", i);
	}
	exchange(&n[0], &n[2]);
	n[1] = n[1];
	*n[3].links[0] = *n[3].links[1];
	struct node *p = n;
	for (int i = 0; i < 4; i++, p++)
		printf("%d %s %d %d\n", p->key, p->name, (int)(p->links[0] - n), (int)(p->links[1] - n));
	p = &n[1];
	*p = *p->links[1]->links[1];
	printf("%d %s\n", p->key, p->name);
	struct { struct node inner; int after; } wrap = { .after = 5 };
	wrap.inner = *p;
	return wrap.inner.key + wrap.after;
}
