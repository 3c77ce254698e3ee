/* Objects of one size with a free list threaded through them. */
#include <stdio.h>
#include <string.h>

#define OBJECT 24
#define COUNT 6

struct cache {
	_Alignas(16) unsigned char memory[OBJECT * COUNT];
	int free, in_use, peak;
};

static void *at(struct cache *c, int i) { return c->memory + i * OBJECT; }

static void init(struct cache *c)
{
	memset(c, 0, sizeof(*c));
	for (int i = 0; i < COUNT; i++) {
		int next = i + 1 < COUNT ? i + 1 : -1;
		memcpy(at(c, i), &next, sizeof(next));
	}
}

static void *take(struct cache *c)
{
	if (c->free < 0)
		return NULL;
	unsigned char *object = at(c, c->free);
	memcpy(&c->free, object, sizeof(c->free));
	memset(object, 0xa5, OBJECT);
	if (++c->in_use > c->peak)
		c->peak = c->in_use;
	return object;
}

static void give(struct cache *c, void *object)
{
	int index = ((unsigned char *)object - c->memory) / OBJECT;

	memset(object, 0x6b, OBJECT);
	memcpy(object, &c->free, sizeof(c->free));
	c->free = index;
	c->in_use--;
}

int main(void)
{
	static struct cache c;
	unsigned char *p[COUNT + 1];

	init(&c);
	for (int i = 0; i <= COUNT; i++)
		p[i] = take(&c);
	printf("%d %d %x\n", p[COUNT] == NULL, c.in_use, p[3][OBJECT - 1]);
	give(&c, p[4]);
	give(&c, p[1]);
	printf("%x %d\n", p[1][5], c.free);
	unsigned char *again = take(&c);
	printf("%d %d\n", again == p[1], take(&c) == p[4]);
	give(&c, p[0]);
	printf("%d %d %d\n", c.in_use, c.peak, c.free);
	return c.peak * 10 + c.in_use;
}
