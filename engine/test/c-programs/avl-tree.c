/* A balanced tree kept in an array, links as indexes. */
#include <stdio.h>

struct node { int key; unsigned char height; short left, right; };

static struct node nodes[128] = { { 0 } };
static int used = 1;

#define N(i) nodes[i]

static int max(int a, int b) { return a > b ? a : b; }
static void update(int i) { N(i).height = 1 + max(N(N(i).left).height, N(N(i).right).height); }
static int balance(int i) { return N(N(i).left).height - N(N(i).right).height; }

static int rotate_right(int i)
{
	int up = N(i).left;

	N(i).left = N(up).right;
	N(up).right = i;
	update(i);
	update(up);
	return up;
}

static int rotate_left(int i)
{
	int up = N(i).right;

	N(i).right = N(up).left;
	N(up).left = i;
	update(i);
	update(up);
	return up;
}

static int insert(int i, int key)
{
	if (!i) {
		nodes[used] = (struct node){ .key = key, .height = 1 };
		return used++;
	}
	if (key < N(i).key) {
		int l = insert(N(i).left, key);
		N(i).left = l;
	} else {
		int r = insert(N(i).right, key);
		N(i).right = r;
	}
	update(i);
	int b = balance(i);
	if (b > 1) {
		if (balance(N(i).left) < 0)
			N(i).left = rotate_left(N(i).left);
		return rotate_right(i);
	}
	if (b < -1) {
		if (balance(N(i).right) > 0)
			N(i).right = rotate_right(N(i).right);
		return rotate_left(i);
	}
	return i;
}

static int verify(int i, int *previous)
{
	if (!i)
		return 1;
	int ok = verify(N(i).left, previous) && N(i).key >= *previous && balance(i) * balance(i) <= 1;
	*previous = N(i).key;
	return ok && verify(N(i).right, previous);
}

int main(void)
{
	int root = 0, previous = -1;

	for (int i = 0; i < 100; i++)
		root = insert(root, i < 50 ? i : i * 37 % 101);
	printf("%d %d\n", N(root).height, verify(root, &previous));
	printf("%d %d %d\n", N(root).key, previous, used);
	return N(root).height;
}
