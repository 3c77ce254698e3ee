/* Shifts of every width, up to the last allowed count. */
#include <stdio.h>

int main(void)
{
	unsigned char u8 = 0x81;
	signed char s8 = -127;
	unsigned u32 = 0x80000001u;
	int s32 = -2147483647;
	unsigned long u64 = 0x8000000000000001ul;
	long s64 = -9223372036854775807l;

	for (int n = 0; n < 32; n += 7) {
		printf("%x %x %d\n", u32 << n, u32 >> n, s32 >> n);
		printf("%x %d\n", u8 << (n % 20), s8 >> n);
	}
	for (int n = 0; n < 64; n += 9)
		printf("%lx %lx %ld\n", u64 << n, u64 >> n, s64 >> n);
	for (unsigned char n = 31; n < 34; n++)
		printf("%lx %ld\n", u64 >> n, s64 >> n);
	u8 >>= 4;
	u32 <<= 31;
	s64 >>= 63;
	u64 <<= 63;
	printf("%d %u %ld %lu\n", u8, u32, s64, u64);
	printf("%lx\n", (unsigned long)1 << 32 | 1u << 31);
	return u32 >> 25;
}
