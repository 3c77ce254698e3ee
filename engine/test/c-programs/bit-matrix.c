/* Matrices of bits: transposition, products and ranks. */
#include <stdio.h>

typedef unsigned char u8;
typedef unsigned long u64;

static u64 transpose(u64 x)
{
	u64 t = (x ^ x >> 7) & 0x00aa00aa00aa00aa;
	x ^= t ^ t << 7;
	t = (x ^ x >> 14) & 0x0000cccc0000cccc;
	x ^= t ^ t << 14;
	t = (x ^ x >> 28) & 0x00000000f0f0f0f0;
	return x ^ t ^ t << 28;
}

static u64 multiply(u64 a, u64 b)
{
	u64 r = 0, bt = transpose(b);

	for (int i = 0; i < 8; i++)
		for (int j = 0; j < 8; j++)
			r |= (u64)__builtin_parity((u8)(a >> i * 8) & (u8)(bt >> j * 8)) << (i * 8 + j);
	return r;
}

static int rank(u64 m)
{
	u8 rows[8];
	int r = 0;

	for (int i = 0; i < 8; i++)
		rows[i] = m >> i * 8;
	for (int bit = 0; bit < 8; bit++) {
		int p = r;
		while (p < 8 && !(rows[p] >> bit & 1))
			p++;
		if (p == 8)
			continue;
		u8 t = rows[p];
		rows[p] = rows[r];
		rows[r] = t;
		for (int i = 0; i < 8; i++)
			if (i != r && rows[i] >> bit & 1)
				rows[i] ^= rows[r];
		r++;
	}
	return r;
}

int main(void)
{
	const u64 identity = 0x8040201008040201, m = 0x123456789abcdef1;
	u64 p = identity;
	int order = 0;

	printf("%lx %d\n", transpose(m), transpose(transpose(m)) == m);
	printf("%d %d\n", multiply(m, identity) == m, multiply(identity, m) == m);
	printf("%d %d %d\n", rank(identity), rank(m), rank(0x0101010101010101));
	const u64 shift = 0x0180402010080402;
	do {
		p = multiply(p, shift);
		order++;
	} while (p != identity && order < 100);
	printf("%d\n", order);
	return rank(multiply(m, m)) * 10 + order;
}
