/* A pairing heap of records with links inside, merged and cut. */
#include <stddef.h>
#include <stdio.h>

struct link { struct link *child, *sibling, **back; };
struct job { const char *name; struct link link; unsigned due; };

#define job_of(l) ((struct job *)((char *)(l) - offsetof(struct job, link)))

static struct link *merge(struct link *a, struct link *b)
{
	if (!a || !b)
		return a ? a : b;
	if (job_of(b)->due < job_of(a)->due) {
		struct link *t = a;
		a = b;
		b = t;
	}
	b->sibling = a->child;
	if (a->child)
		a->child->back = &b->sibling;
	a->child = b;
	b->back = &a->child;
	return a;
}

static struct link *pairs(struct link *l)
{
	if (!l || !l->sibling)
		return l;
	struct link *second = l->sibling, *rest = second->sibling;
	l->sibling = second->sibling = NULL;
	return merge(merge(l, second), pairs(rest));
}

static struct link *sooner(struct link *root, struct job *j, unsigned due)
{
	j->due = due;
	if (&j->link == root)
		return root;
	*j->link.back = j->link.sibling;
	if (j->link.sibling)
		j->link.sibling->back = j->link.back;
	j->link.sibling = NULL;
	return merge(root, &j->link);
}

int main(void)
{
	static struct job jobs[8] = { { "a" }, { "b" }, { "c" }, { "d" }, { "e" }, { "f" }, { "g" }, { "h" } };
	struct link *root = NULL;
	unsigned last = 0, sum = 0;

	for (int i = 0; i < 8; i++) {
		jobs[i].due = 10 + i * 5 % 8 * 3;
		root = merge(root, &jobs[i].link);
	}
	root = pairs(merge(NULL, root));
	root = sooner(root, &jobs[4], 1);
	root = sooner(root, &jobs[6], 11);
	while (root) {
		struct job *j = job_of(root);
		printf("%s%u ", j->name, j->due);
		if (j->due < last)
			printf("! ");
		last = j->due;
		sum = sum * 2 + last;
		root = pairs(root->child);
	}
	printf("%u\n", sum);
	return sum % 100;
}
