/* Counted references with a release function. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct kref { int count; };
struct buffer { struct kref ref; int id; struct buffer *parent; unsigned char data[8]; };

static int released;

static void kref_get(struct kref *r) { r->count++; }
static int kref_put(struct kref *r, void (*release)(struct kref *))
{
	if (--r->count)
		return 0;
	release(r);
	return 1;
}

static void buffer_release(struct kref *r)
{
	struct buffer *b = (struct buffer *)((char *)r - offsetof(struct buffer, ref));

	printf("release %d\n", b->id);
	released = released * 10 + b->id;
	if (b->parent)
		kref_put(&b->parent->ref, buffer_release);
	free(b);
}

static struct buffer *buffer_new(int id, struct buffer *parent)
{
	struct buffer *b = calloc(1, sizeof(*b));

	b->ref.count = 1;
	b->id = id;
	b->parent = parent;
	if (parent)
		kref_get(&parent->ref);
	return b;
}

int main(void)
{
	struct buffer *root = buffer_new(1, NULL);
	struct buffer *mid = buffer_new(2, root);
	struct buffer *leaf = buffer_new(3, mid), *twin = buffer_new(4, mid);

	printf("%d\n", kref_put(&root->ref, buffer_release));
	printf("%d\n", kref_put(&mid->ref, buffer_release));
	printf("%d %d\n", mid->ref.count, twin->data[7]);
	kref_get(&twin->ref);
	printf("%d\n", kref_put(&leaf->ref, buffer_release));
	kref_put(&twin->ref, buffer_release);
	kref_put(&twin->ref, buffer_release);
	printf("%d\n", released);
	return released % 100;
}
