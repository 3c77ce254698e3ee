/* Ints as unsigned and back, on both sides of the middle. */
#include <limits.h>
#include <stdio.h>

int main(void)
{
	static const int v[] = { 0, 1, -1, INT_MAX, INT_MIN, INT_MIN + 1, 0x5555, -0x5555 };
	unsigned digest = 0;

	for (unsigned i = 0; i < 8; i++) {
		unsigned u = v[i];
		long wide = v[i], uwide = u;
		printf("%u %ld %ld %x\n", u, wide, uwide, (unsigned)(v[i] >> 31));
		digest = digest * 33 + (unsigned)(wide ^ uwide >> 7);
		for (unsigned j = 0; j < 8; j++) {
			digest ^= (u + (unsigned)v[j]) * 3 + (u < (unsigned)v[j]) + 2 * (v[i] < v[j]);
			digest = digest << 5 | digest >> 27;
		}
	}
	printf("%u\n", digest);
	printf("%d\n", (int)4294967295u + (int)2147483648u / 2);
	return digest & 63;
}
