/* Unsigned arithmetic modulo its width, with differences of counters. */
#include <stdio.h>

static int time_after(unsigned a, unsigned b) { return (int)(b - a) < 0; }
static int seq_before(unsigned char a, unsigned char b) { return (signed char)(a - b) < 0; }

int main(void)
{
	unsigned now = 0xfffffff0, later = now + 0x20;
	unsigned long total = 0;
	unsigned short wrap = 65530;

	printf("%u %d %d\n", later, time_after(later, now), later > now);
	for (int i = 0; i < 10; i++)
		total += ++wrap;
	printf("%lu %u\n", total, wrap);
	int before = 0;
	for (int i = 0; i < 256; i++)
		before += seq_before(i, i + 100) + !seq_before(i, i + 200);
	printf("%d\n", before);
	printf("%u\n", 3u - 5);
	printf("%lu\n", 3ul - 5);
	printf("%u\n", -1u / 3 * 3 == -1u);
	printf("%x\n", 0xffffu * 0xffffu);
	printf("%lx\n", 0xfffffffful * 0xfffffffful);
	unsigned x = 1;
	for (int i = 0; i < 20; i++)
		x *= 3;
	printf("%u\n", x);
	return -(unsigned char)5 & 0x7f;
}
