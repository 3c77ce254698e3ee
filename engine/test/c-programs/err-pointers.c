/* Error numbers kept in pointers. */
#include <stdio.h>

#define MAX_ERRNO 4095
#define IS_ERR_VALUE(x) ((unsigned long)(void *)(x) >= (unsigned long)-MAX_ERRNO)
#define ENOENT 2
#define ENOMEM 12
#define EINVAL 22

static void *ERR_PTR(long error) { return (void *)error; }
static long PTR_ERR(const void *p) { return (long)p; }
static int IS_ERR(const void *p) { return IS_ERR_VALUE((unsigned long)p); }
static int IS_ERR_OR_NULL(const void *p) { return !p || IS_ERR(p); }

static int objects[3] = { 10, 20, 30 };

static int *get(int id)
{
	if (id < 0)
		return ERR_PTR(-EINVAL);
	if (id == 7)
		return NULL;
	if (id >= 3)
		return ERR_PTR(-ENOENT);
	return &objects[id];
}

static long sum(const int *ids, int n)
{
	long total = 0, err;

	for (int i = 0; i < n; i++) {
		int *p = get(ids[i]);
		if (IS_ERR(p)) {
			err = PTR_ERR(p);
			goto fail;
		}
		total += p ? *p : 1;
	}
	return total;
fail:
	return err;
}

int main(void)
{
	printf("%ld\n", sum((int[]){ 0, 1, 2 }, 3));
	printf("%ld\n", sum((int[]){ 0, 7, 1 }, 3));
	printf("%ld\n", sum((int[]){ 0, 9, -1 }, 3));
	printf("%ld\n", sum((int[]){ -1 }, 1));
	printf("%d %d %d\n", IS_ERR(&objects), IS_ERR_OR_NULL(NULL), IS_ERR(ERR_PTR(-4096)));
	printf("%d\n", IS_ERR_VALUE(-ENOMEM));
	return -PTR_ERR(ERR_PTR(-ENOMEM));
}
