/* Shorts at their limits. */
#include <stdio.h>

static short step(short v, int by)
{
	v += by;
	return v;
}

static unsigned short ustep(unsigned short v, int by)
{
	v -= by;
	return v;
}

int main(void)
{
	short s = 32767;
	unsigned short u = 0;

	printf("%d %d\n", step(s, 1), step(-32768, -1));
	printf("%d %d\n", ustep(u, 1), ustep(65535, -2));
	printf("%d\n", s * s);
	printf("%d\n", (short)(s * s));
	printf("%u\n", (unsigned)u - 1);
	printf("%d ", s++ == 32767);
	printf("%d\n", s);
	printf("%d ", --u);
	printf("%d\n", u >> 15);
	printf("%d %d\n", (short)0x18000, (unsigned short)-2);
	printf("%d %d\n", (s / 3) % 100, s % 7);
	s >>= 4;
	u >>= 4;
	printf("%d %d\n", s, u);
	return s == -2048 && u == 4095;
}
