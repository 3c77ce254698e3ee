/* The next of many periodic events found through bits of slots. */
#include <stdio.h>

struct event { unsigned char period, next; unsigned short fired; };

static struct event events[5] = { { 3, 3 }, { 5, 5 }, { 7, 7 }, { 11, 11 }, { 60, 60 } };
static unsigned long slots;
static unsigned char by_slot[64];

static unsigned now;

static void arm(int i)
{
	struct event *e = &events[i];

	e->next = (now + e->period) % 64;
	slots |= 1ul << e->next;
	by_slot[e->next] |= 1u << i;
}

static unsigned advance(void)
{
	unsigned long turned = slots >> now % 64 | (now % 64 ? slots << (64 - now % 64) : 0);

	turned &= ~1ul;
	return turned ? (unsigned)__builtin_ctzl(turned) : 64;
}

int main(void)
{
	unsigned jumps = 0, order = 0;

	for (int i = 0; i < 5; i++)
		arm(i);
	while (now < 200) {
		now += advance();
		jumps++;
		unsigned at = now % 64, ready = by_slot[at];
		by_slot[at] = 0;
		slots &= ~(1ul << at);
		for (; ready; ready &= ready - 1) {
			int i = __builtin_ctz(ready);
			events[i].fired++;
			order = (order * 5 + i) % 10007;
			arm(i);
		}
	}
	for (int i = 0; i < 5; i++)
		printf("%d ", events[i].fired);
	printf("%u %u %u\n", now, jumps, order);
	return jumps % 100;
}
