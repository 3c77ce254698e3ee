// SPDX-License-Identifier: MIT
/* Objects of one size. A new page is taken only when no free object is left. */
#include <linux/mm.h>
#include <linux/slab.h>

#define OBJECT_SIZE 256

struct object {
	struct object *next;
};

static struct object *free_objects;

void *kmalloc(size_t size, gfp_t gfp)
{
	struct object *object = free_objects;

	if (size > OBJECT_SIZE)
		return NULL;
	if (!object)
		return (void *)__get_free_page(gfp);
	free_objects = object->next;
	return object;
}

void kfree(const void *object)
{
	struct object *freed = (struct object *)object;

	freed->next = free_objects;
	free_objects = freed;
}
