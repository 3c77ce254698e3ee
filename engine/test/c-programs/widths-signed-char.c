/* Every signed char added, multiplied and shifted. */
#include <stdio.h>

int main(void)
{
	long sums[6] = { 0 };

	for (int i = -128; i < 128; i++) {
		signed char a = i, b = a * 3, c = a + 100, d = -a, e = a >> 2, f = (unsigned char)a << 1;
		sums[0] += b;
		sums[1] += c;
		sums[2] += d;
		sums[3] += e;
		sums[4] += f;
		sums[5] += (unsigned char)a ^ (a & 0x55);
	}
	for (int i = 0; i < 6; i++)
		printf("%ld ", sums[i]);
	printf("\n");
	signed char low = -128;
	low -= 1;
	printf("%d %d\n", low, (signed char)-low);
	return (unsigned char)(low * low) + 3;
}
