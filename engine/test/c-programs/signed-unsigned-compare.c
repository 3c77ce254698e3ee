/* A negative number is large when it meets an unsigned one of its width. */
#include <stdio.h>

static int classify(int a, unsigned b)
{
	return (a < b) | (a > b) << 1 | (a == b) << 2 | (a <= b) << 3 | (a >= b) << 4;
}

int main(void)
{
	static const int left[] = { -1, 0, 1, 2147483647, -2147483647 - 1 };
	static const unsigned right[] = { 0, 1, 2147483648u, 4294967295u };
	unsigned total = 0;

	for (unsigned i = 0; i < sizeof(left) / sizeof(left[0]); i++) {
		for (unsigned j = 0; j < sizeof(right) / sizeof(right[0]); j++) {
			int bits = classify(left[i], right[j]);
			printf("%d ", bits);
			total = total * 31 + bits;
		}
		printf("\n");
	}
	printf("%d %d\n", -1L < 1u, -1 < 1ul);
	printf("%d\n", (long)-1 == (unsigned)-1);
	printf("%d\n", -1 == (unsigned long)-1);
	return total % 200;
}
