/* switch with ranges, negatives, fall-through and a default in the middle. */
#include <stdio.h>

static const char *classify(int c)
{
	switch (c) {
	case '0' ... '9':
		return "digit";
	case 'a' ... 'f':
	case 'A' ... 'F':
		return "hex";
	default:
		return c < 0 ? "negative" : "other";
	case 'g' ... 'z':
		return "lower";
	case -100 ... -50:
		return "cold";
	}
}

static int wide(unsigned long v)
{
	switch (v) {
	case 0: return 0;
	case 1 ... 0xffffffff: return 1;
	case 0x100000000 ... 0x7fffffffffffffff: return 2;
	case 0xffffffffffffffff: return 3;
	}
	return 4;
}

static int fall(int n)
{
	int r = 0;

	switch (n) {
	case 3: r += 3;
	case 2: r += 20;
	case 1: r += 100; break;
	case 0: r = -1;
	}
	return r;
}

int main(void)
{
	for (const char *p = "5cGzF!"; *p; p++)
		printf("%s ", classify(*p));
	printf("%s %s %s\n", classify(-60), classify(-49), classify(-101));
	printf("%d%d%d%d%d\n", wide(0), wide(77), wide(1ul << 40), wide(-1), wide(1ul << 63));
	for (int i = 4; i >= -1; i--)
		printf("%d ", fall(i));
	printf("\n");
	return fall(2);
}
