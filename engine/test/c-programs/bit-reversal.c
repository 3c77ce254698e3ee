/* Reversing, rotating, interleaving and gray codes. */
#include <stdio.h>

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;

static u32 reverse(u32 x)
{
	x = (x & 0x55555555) << 1 | (x >> 1 & 0x55555555);
	x = (x & 0x33333333) << 2 | (x >> 2 & 0x33333333);
	x = (x & 0x0f0f0f0f) << 4 | (x >> 4 & 0x0f0f0f0f);
	return __builtin_bswap32(x);
}

static u8 reverse8(u8 b)
{
	return (b * 0x80200802ul & 0x0884422110ul) * 0x0101010101ul >> 32;
}

static u32 rol(u32 x, int n) { return x << (n & 31) | x >> (-n & 31); }
static u8 ror8(u8 x, int n) { return x >> n | x << (8 - n); }

static u64 spread(u32 x)
{
	u64 v = x;

	v = (v | v << 16) & 0x0000ffff0000ffff;
	v = (v | v << 8) & 0x00ff00ff00ff00ff;
	v = (v | v << 4) & 0x0f0f0f0f0f0f0f0f;
	v = (v | v << 2) & 0x3333333333333333;
	return (v | v << 1) & 0x5555555555555555;
}

static u32 gray(u32 n) { return n ^ n >> 1; }
static u32 ungray(u32 g)
{
	for (int s = 16; s; s >>= 1)
		g ^= g >> s;
	return g;
}

int main(void)
{
	printf("%08x %08x\n", reverse(1), reverse(0x12345678));
	printf("%02x %02x %02x\n", reverse8(0x01), reverse8(0xa3), ror8(0x81, 3));
	printf("%08x %08x %08x\n", rol(0x80000001, 1), rol(0x12345678, 36), rol(0x12345678, 0));
	printf("%lx\n", spread(0xffff) | spread(0xabcd) << 1);
	for (u32 i = 0; i < 8; i++)
		printf("%u ", gray(i));
	int ok = 1;
	for (u32 i = 0; i < 300; i++)
		ok &= ungray(gray(i)) == i && __builtin_popcount(gray(i) ^ gray(i + 1)) == 1;
	printf("%d\n", ok);
	return reverse8(reverse8(0x5c)) == 0x5c;
}
