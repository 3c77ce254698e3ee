/* Calls as arguments of calls, with many arguments and results of all widths. */
#include <stdio.h>

static int sum8(int a, int b, int c, int d, int e, int f, int g, int h)
{
	return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h;
}

static long mix(signed char a, unsigned short b, long c, _Bool d, unsigned e, short f, unsigned long g, int h, long i, unsigned char j)
{
	return a + b * 2L + c * 3 + d * 5 + e * 7L + f * 11 + (long)(g * 13) + h * 17L + i * 19 + j * 23;
}

static unsigned char narrow(int v) { return v; }
static short halve(int v) { return v / 2; }
static long widen(unsigned v) { return -(long)v; }

int main(void)
{
	int x = sum8(1, sum8(1, 1, 1, 1, 1, 1, 1, 1), narrow(300), halve(-9), 0, narrow(halve(1000)), 2, halve(narrow(-1)));

	printf("%d\n", x);
	printf("%ld\n", mix(300 & 0x7f, 70000 & 0xffff, widen(5), 256, widen(1) + 3, halve(99), 1ul << 33, -8, widen(narrow(513)), narrow(halve(-2))));
	printf("%ld\n", mix(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1));
	printf("%d\n", sum8(sum8(0, 0, 0, 0, 0, 0, 0, 1), 0, 0, 0, 0, 0, 0, sum8(1, 0, 0, 0, 0, 0, 0, 0)));
	long (*f)(signed char, unsigned short, long, _Bool, unsigned, short, unsigned long, int, long, unsigned char) = mix;
	printf("%d\n", f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) == mix(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
	return narrow(x) % 100;
}
