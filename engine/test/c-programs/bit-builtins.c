/* Counting bits and swapping bytes. */
#include <stdio.h>

int main(void)
{
	static const unsigned long v[] = { 1, 2, 0x80, 0xff00, 0x80000000, 0x123456789, 1ul << 63, -1ul };
	int total = 0;

	for (unsigned i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		unsigned low = (unsigned)v[i];
		printf("%d %d %d %d", __builtin_clzl(v[i]), __builtin_ctzl(v[i]),
		       __builtin_popcountl(v[i]), __builtin_ffsl(v[i]));
		if (low)
			printf(" %d %d %d %d", __builtin_clz(low), __builtin_ctz(low),
			       __builtin_popcount(low), __builtin_ffs(low));
		printf(" %d %d\n", __builtin_parity(low), __builtin_parityl(v[i]));
		total += __builtin_popcountll(v[i]);
	}
	printf("%d %d\n", __builtin_ffs(0), __builtin_ffsll(0x100000000));
	printf("%x %x %lx\n", __builtin_bswap16(0x1234), __builtin_bswap32(0x12345678),
	       __builtin_bswap64(0x0123456789abcdef));
	printf("%d %d\n", __builtin_clzll(0xff), __builtin_ctzll(0x100));
	printf("%d %d\n", __builtin_abs(-4), (int)__builtin_labs(-5L));
	return total;
}
