/* Loops that count with wide, narrow, down-counting and wrapping variables. */
#include <stdio.h>

int main(void)
{
	unsigned long sum = 0;
	int n = 0;

	for (unsigned long i = 0xfffffffffffffffe; i != 3; i++)
		n++;
	for (unsigned char c = 250; c > 5; c++)
		n++;
	for (signed char c = 3; c >= 0; c--)
		n += c;
	for (unsigned i = 10; i-- > 0;)
		sum = sum << 1 ^ i;
	for (long i = -3; i <= 3; i += 2)
		sum += (unsigned long)(i * i);
	for (unsigned short s = 1; s; s <<= 1)
		n++;
	for (unsigned long address = 0x1ff0; address < 0x3010; address = (address | 0xfff) + 1)
		printf("%lx ", address);
	for (unsigned long next, a = 0x7ffe00000, end = 0x800000000 + 0x123; a != end; a = next) {
		next = (a + 0x200000) & ~0x1ffffful;
		if (next - 1 >= end - 1)
			next = end;
		printf("%lx-%lx ", a, next);
	}
	printf("\n%d %lu\n", n, sum);
	return n & 0x7f;
}
