/* Updates that wait in a queue until they are flushed, and reads that see them or not. */
#include <stdio.h>
#include <string.h>

#define QUEUE 4

struct update { unsigned char slot; unsigned long value; };

static unsigned long table[8];
static struct update queue[QUEUE];
static int queued, lazy, flushes;

static void flush(void)
{
	for (int i = 0; i < queued; i++)
		table[queue[i].slot] = queue[i].value;
	flushes += queued > 0;
	queued = 0;
}

static void set(int slot, unsigned long value)
{
	if (!lazy) {
		table[slot] = value;
		return;
	}
	for (int i = 0; i < queued; i++) {
		if (queue[i].slot == slot) {
			queue[i].value = value;
			return;
		}
	}
	if (queued == QUEUE)
		flush();
	queue[queued++] = (struct update){ slot, value };
}

static void enter(void) { lazy++; }
static void leave(void) { if (!--lazy) flush(); }

static int stale(int slot, unsigned long want) { return table[slot] != want; }

int main(void)
{
	int n = 0;

	set(0, 5);
	n += stale(0, 5);
	enter();
	set(1, 6);
	n += stale(1, 6);
	enter();
	set(1, 7);
	set(2, 8);
	leave();
	n += stale(2, 8) * 10;
	for (int i = 3; i < 8; i++)
		set(i, i * i);
	n += stale(3, 9) * 100 + stale(7, 49) * 1000;
	leave();
	for (int i = 0; i < 8; i++)
		printf("%lu ", table[i]);
	printf("%d %d %d\n", n, flushes, queued);
	memset(table, 0xff, sizeof(table));
	return table[3] == -1ul ? flushes : 0;
}
