/* Bitfields in conditions, loops, compound assignments and calls. */
#include <stdio.h>

struct clock { unsigned second : 6, minute : 6, hour : 5, day : 3; int zone : 6; unsigned long ticks : 44; };

static void tick(struct clock *c)
{
	c->ticks++;
	if (c->second < 59) {
		c->second++;
		return;
	}
	c->second = 0;
	if (++c->minute < 60)
		return;
	c->minute = 0;
	if (c->hour++ < 23)
		return;
	c->hour = 0;
	c->day = (c->day + 1) % 7;
}

static int show(struct clock c)
{
	return printf("%d %02d:%02d:%02d %+d %lu\n", c.day, c.hour, c.minute, c.second, c.zone, (unsigned long)c.ticks);
}

int main(void)
{
	struct clock c = { 58, 59, 23, 6, -32, 0xfffffffffff };
	int n = 0;

	show(c);
	for (int i = 0; i < 3; i++)
		tick(&c);
	n += show(c);
	c.zone--;
	c.zone += c.zone > 0 ? -1 : 1;
	c.minute |= c.second << 3;
	c.hour ^= 0x15;
	c.day -= 3;
	n += show(c);
	c.ticks = -1;
	c.ticks >>= 4;
	c.second = c.minute = c.hour + 50;
	while (c.minute-- > 1)
		n += c.minute & 1;
	show(c);
	return n + (c.zone < 0) + (c.second - 63 < 0);
}
