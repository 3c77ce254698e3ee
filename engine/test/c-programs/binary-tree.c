/* A search tree: insert, remove, three orders of walking. */
#include <stdio.h>
#include <stdlib.h>

struct tree { int key; struct tree *left, *right; };

static int insert(struct tree **t, int key)
{
	while (*t) {
		if (key == (*t)->key)
			return 0;
		t = key < (*t)->key ? &(*t)->left : &(*t)->right;
	}
	*t = calloc(1, sizeof(**t));
	(*t)->key = key;
	return 1;
}

static int delete(struct tree **t, int key)
{
	while (*t && (*t)->key != key)
		t = key < (*t)->key ? &(*t)->left : &(*t)->right;
	struct tree *gone = *t;
	if (!gone)
		return 0;
	if (gone->left && gone->right) {
		struct tree **least = &gone->right;
		while ((*least)->left)
			least = &(*least)->left;
		gone->key = (*least)->key;
		gone = *least;
		t = least;
	}
	*t = gone->left ? gone->left : gone->right;
	free(gone);
	return 1;
}

static void walk(const struct tree *t, int order)
{
	if (!t)
		return;
	if (order == 0) printf("%d ", t->key);
	walk(t->left, order);
	if (order == 1) printf("%d ", t->key);
	walk(t->right, order);
	if (order == 2) printf("%d ", t->key);
}

static int height(const struct tree *t)
{
	if (!t)
		return 0;
	int l = height(t->left), r = height(t->right);
	return 1 + (l > r ? l : r);
}

int main(void)
{
	struct tree *root = NULL;
	int inserted = 0, deleted = 0;

	for (int i = 0; i < 20; i++)
		inserted += insert(&root, i * 7 % 17 + i % 3);
	for (int order = 0; order < 3; order++) {
		walk(root, order);
		printf("\n");
	}
	int h = height(root);
	for (int i = 3; i < 30; i += 3)
		deleted += delete(&root, i);
	walk(root, 1);
	printf("| %d %d %d\n", inserted, deleted, h);
	while (root)
		delete(&root, root->key);
	return inserted;
}
