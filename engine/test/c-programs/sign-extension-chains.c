/* Values passed through many widths on the way to one result. */
#include <stdio.h>

static long a(signed char c) { return c; }
static unsigned long b(unsigned char c) { return c; }
static int c(short s) { return s; }
static unsigned d(short s) { return s; }
static unsigned short e(int v) { return v; }
static signed char f(unsigned v) { return v; }
static _Bool g(long v) { return v; }
static long h(unsigned v) { return v; }
static unsigned long i(int v) { return v; }

int main(void)
{
	static const long v[] = { 0x80, 0xff, 0x7fff, 0x8000, 0xffff8000, 0x80000000, 0xffffffff, -1, 0x123456789abcdef0 };

	for (unsigned k = 0; k < sizeof(v) / sizeof(v[0]); k++) {
		long x = v[k];
		printf("%ld %lx %d %x ", a(x), b(x), c(x), d(x));
		printf("%x %d %d %ld %lx\n", e(x), f(x), g(x), h(x), i(x));
	}
	printf("%ld\n", a(b(a(-1))));
	printf("%lx\n", i(c(e(-2))));
	printf("%lx\n", i(d(e(0x18000))));
	printf("%ld\n", h(f(0x1ff)));
	printf("%lx\n", (unsigned long)(unsigned)(int)(short)(signed char)0x80);
	return (unsigned char)a(200) - 100;
}
