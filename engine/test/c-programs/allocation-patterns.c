/* malloc, calloc, realloc and free in loops, grown and shrunk. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buffer { char *data; size_t n, room; };

static int append(struct buffer *b, const char *s)
{
	size_t add = strlen(s);

	if (b->n + add + 1 > b->room) {
		size_t room = (b->n + add + 1) * 3 / 2;
		char *grown = realloc(b->data, room);
		if (!grown)
			return -12;
		b->data = grown;
		b->room = room;
	}
	memcpy(b->data + b->n, s, add + 1);
	b->n += add;
	return 0;
}

int main(void)
{
	struct buffer b = { NULL, 0, 0 };
	long *list = NULL, sum = 0;
	void *blocks[10];
	int zeros = 0;

	for (int i = 0; i < 20; i++)
		append(&b, i % 3 ? "ab" : "xyz-");
	printf("%s %zu\n", b.data, b.n);
	b.data = realloc(b.data, 8);
	b.data[7] = 0;
	printf("%s\n", b.data);
	free(b.data);
	for (int n = 1; n <= 64; n *= 2) {
		list = realloc(list, n * sizeof(*list));
		for (int i = n / 2; i < n; i++)
			list[i] = i * n;
	}
	for (int i = 0; i < 64; i++)
		sum += list[i];
	free(list);
	for (int i = 0; i < 10; i++) {
		blocks[i] = calloc(i + 1, 8);
		for (int k = 0; k < (i + 1) * 8; k++)
			zeros += ((char *)blocks[i])[k] == 0;
		memset(blocks[i], 0xee, (i + 1) * 8);
		if (i % 2)
			free(blocks[i - 1]), blocks[i - 1] = NULL;
	}
	for (int i = 0; i < 10; i++)
		free(blocks[i]);
	free(NULL);
	char *copy = strdup("duplicate");
	printf("%ld %d %s\n", sum, zeros, copy);
	free(copy);
	return zeros % 100;
}
