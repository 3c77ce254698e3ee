/* A hash table with probing, tombstones and growth. */
#include <stdio.h>
#include <stdlib.h>

enum { FREE, FULL, GONE };
struct cell { unsigned key; int value; unsigned char state; };
struct map { struct cell *cells; unsigned size, used, filled; };

static struct cell *probe(struct map *m, unsigned key, int inserting)
{
	struct cell *gone = NULL;

	for (unsigned i = key * 2654435761u, step = 0;; i += ++step) {
		struct cell *c = &m->cells[i & (m->size - 1)];
		if (c->state == FREE)
			return inserting ? gone ?: c : NULL;
		if (c->state == FULL && c->key == key)
			return c;
		if (c->state == GONE && !gone)
			gone = c;
	}
}

static void put(struct map *m, unsigned key, int value);

static void grow(struct map *m)
{
	struct map bigger = { calloc(m->size * 2, sizeof(struct cell)), m->size * 2, 0, 0 };

	for (unsigned i = 0; i < m->size; i++)
		if (m->cells[i].state == FULL)
			put(&bigger, m->cells[i].key, m->cells[i].value);
	free(m->cells);
	*m = bigger;
}

static void put(struct map *m, unsigned key, int value)
{
	if (m->filled * 4 >= m->size * 3)
		grow(m);
	struct cell *c = probe(m, key, 1);
	if (c->state != FULL) {
		m->used++;
		m->filled += c->state == FREE;
	}
	*c = (struct cell){ key, value, FULL };
}

static int drop(struct map *m, unsigned key)
{
	struct cell *c = probe(m, key, 0);

	if (!c)
		return 0;
	c->state = GONE;
	m->used--;
	return 1;
}

int main(void)
{
	struct map m = { calloc(8, sizeof(struct cell)), 8, 0, 0 };
	int dropped = 0, found = 0;
	long sum = 0;

	for (unsigned i = 0; i < 100; i++)
		put(&m, i * i, i);
	for (unsigned i = 0; i < 10000; i += 4)
		dropped += drop(&m, i);
	put(&m, 9, 900);
	put(&m, 16, 1600);
	for (unsigned i = 0; i < 10000; i++) {
		struct cell *c = probe(&m, i, 0);
		if (c) {
			found++;
			sum += c->value;
		}
	}
	printf("%u %u %d %d %ld\n", m.size, m.used, dropped, found, sum);
	free(m.cells);
	return found;
}
