/* Volatile objects of all kinds are read and written as told. */
#include <stdio.h>

struct device { volatile unsigned status; unsigned data; volatile struct { short lo, hi; } window; };

static volatile int interrupts;
static volatile unsigned char flags[4];
static struct device device;

static void handler(volatile struct device *d)
{
	interrupts++;
	d->status |= 1u << (interrupts & 7);
	d->window.lo += interrupts;
	d->window.hi = d->window.lo * 2;
}

static unsigned poll(volatile unsigned *status, unsigned mask)
{
	unsigned tries = 0;

	while (!(*status & mask)) {
		handler(&device);
		tries++;
	}
	return tries;
}

int main(void)
{
	volatile long local = -1;
	int *volatile p = (int *)&device.data;
	volatile int *q = &interrupts;

	printf("%u ", poll(&device.status, 8));
	printf("%u\n", poll(&device.status, 1 << 6));
	printf("%x %d %d\n", device.status, device.window.lo, device.window.hi);
	flags[interrupts & 3] = 200;
	flags[2] += 100;
	flags[2] += 100;
	printf("%d %d\n", flags[2], flags[interrupts & 3]);
	*p = 77;
	local = local >> 1 | local;
	printf("%u %ld %d\n", device.data, local, *q);
	return (*q)--;
}
