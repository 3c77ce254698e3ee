/* A red-black tree with parent pointers and colours in their low bit. */
#include <stdint.h>
#include <stdio.h>

struct node { uintptr_t parent_color; struct node *left, *right; int key; };

static struct node *root;

#define parent(n) ((struct node *)((n)->parent_color & ~(uintptr_t)1))
#define is_black(n) ((n)->parent_color & 1)
static void set_parent(struct node *n, struct node *p) { n->parent_color = (uintptr_t)p | (n->parent_color & 1); }
static void set_black(struct node *n, int b) { n->parent_color = (uintptr_t)parent(n) | b; }

static void rotate(struct node *n, int left)
{
	struct node *up = left ? n->right : n->left, *p = parent(n);
	struct node **inner = left ? &up->left : &up->right;

	if (left) n->right = *inner; else n->left = *inner;
	if (*inner)
		set_parent(*inner, n);
	*inner = n;
	set_parent(up, p);
	if (!p) root = up;
	else if (p->left == n) p->left = up;
	else p->right = up;
	set_parent(n, up);
}

static void insert(struct node *n)
{
	struct node *p = NULL, **link = &root, *g, *u;

	while (*link) {
		p = *link;
		link = n->key < p->key ? &p->left : &p->right;
	}
	n->parent_color = (uintptr_t)p;
	n->left = n->right = NULL;
	*link = n;
	while ((p = parent(n)) && !is_black(p)) {
		int left = p == (g = parent(p))->left;
		u = left ? g->right : g->left;
		if (u && !is_black(u)) {
			set_black(u, 1), set_black(p, 1), set_black(g, 0);
			n = g;
			continue;
		}
		if (n == (left ? p->right : p->left)) {
			rotate(p, left);
			n = p;
			p = parent(n);
		}
		set_black(p, 1), set_black(g, 0);
		rotate(g, !left);
	}
	set_black(root, 1);
}

static int check(struct node *n, int *previous)
{
	if (!n)
		return 1;
	int l = check(n->left, previous);
	if (n->key < *previous) printf("order!\n");
	*previous = n->key;
	int r = check(n->right, previous);
	if (l != r || (!is_black(n) && !is_black(parent(n)))) printf("balance!\n");
	return l + is_black(n);
}

int main(void)
{
	static struct node nodes[200];
	int previous = -1, depth = 0;

	for (int i = 0; i < 200; i++) {
		nodes[i].key = i * 73 % 211;
		insert(&nodes[i]);
	}
	printf("%d\n", check(root, &previous));
	for (struct node *n = root; n; n = n->left)
		depth++;
	printf("%d %d %d\n", root->key, depth, previous);
	return depth;
}
