/* Values looked up through several tables of different element types. */
#include <stdio.h>

static const signed char deltas[] = { -3, 5, -128, 127, 0, 9 };
static const unsigned char sizes[] = { 1, 2, 4, 8, 16, 255 };
static const short offsets[] = { -1000, 1000, 32767, -32768, 12, 0 };
static const unsigned int masks[] = { 1, 0x80000000, 0xffffffff, 0xf0f0f0f0, 0, 7 };
static const long bases[] = { 1L << 40, -(1L << 40), 0, 99, -99, 1 };
static const _Bool enabled[] = { 1, 0, 1, 1, 0, 1 };

static long entry(int i)
{
	long v = bases[i] + deltas[i] * sizes[i];

	if (enabled[i])
		v ^= masks[i];
	return v - offsets[i];
}

int main(void)
{
	long sum = 0;
	const signed char *d = deltas + 5;

	for (int i = 0; i < 6; i++) {
		printf("%ld ", entry(i));
		sum += entry(i);
	}
	printf("%ld\n", sum);
	for (; d >= deltas + 1; d--)
		sum = sum * 2 + *d;
	printf("%ld\n", sum);
	printf("%d\n", (int)(sizeof(offsets) / sizeof(offsets[0]) * sizes[1]));
	return (int)(masks[3] >> deltas[1] & 0x3f);
}
