/* Switches over dense, sparse, negative and 64-bit values. */
#include <stdio.h>

static int dense(int v)
{
	switch (v) {
	case 0: return 5;
	case 1: return 3;
	case 2: case 3: return 8;
	case 4: v += 2; /* fall through */
	case 5: return v;
	case 6: break;
	case 7: return -1;
	}
	return 100;
}

static int sparse(unsigned v)
{
	switch (v) {
	case 1: return 1;
	case 1000: return 2;
	case 1000000: return 3;
	case 0x80000000: return 4;
	case 0xffffffff: return 5;
	default: return 0;
	}
}

static int negative(long v)
{
	switch (v) {
	case -0x7fffffffffffffff - 1: return 1;
	case -1: return 2;
	case 0x7fffffffffffffff: return 3;
	case -5 ... -3: return 4;
	case 0x100000000: return 5;
	}
	return 0;
}

static int small(signed char c)
{
	switch (c) {
	case -128: return 1;
	case 127: return 2;
	case 'a' ... 'c': return 3;
	default: return c < 0;
	}
}

int main(void)
{
	static const unsigned u[] = { 1, 999, 1000, 1000000, 0x80000000, -1 };
	static const long l[] = { -1, -2, -3, -5, -6, 0x100000000, 0, 0x7fffffffffffffff, -0x7fffffffffffffff - 1 };
	int sum = 0;

	for (int i = -1; i < 9; i++)
		printf("%d ", dense(i));
	for (int i = 0; i < 6; i++)
		printf("%d", sparse(u[i]));
	for (int i = 0; i < 9; i++)
		printf("%d", negative(l[i]));
	for (int i = -128; i < 128; i++)
		sum += small(i);
	printf(" %d\n", sum);
	return sum & 63;
}
