/* Arithmetic in a field of 256 elements and a code that repairs erasures. */
#include <stdio.h>

typedef unsigned char u8;

static u8 power[255], logarithm[256];

static void init(void)
{
	unsigned x = 1;

	for (int i = 0; i < 255; i++) {
		power[i] = x;
		logarithm[x] = i;
		x <<= 1;
		if (x & 0x100)
			x ^= 0x11d;
	}
}

static u8 mul(u8 a, u8 b) { return a && b ? power[(logarithm[a] + logarithm[b]) % 255] : 0; }
static u8 inverse(u8 a) { return power[(255 - logarithm[a]) % 255]; }

static u8 slow_mul(u8 a, u8 b)
{
	u8 r = 0;

	for (; b; b >>= 1) {
		if (b & 1)
			r ^= a;
		a = a << 1 ^ (a & 0x80 ? 0x1d : 0);
	}
	return r;
}

int main(void)
{
	static const u8 data[4] = { 0x12, 0xab, 0x00, 0xff };
	u8 p = 0, q = 0, got[4], a, b, g;
	int wrong = 0;

	init();
	for (int i = 0; i < 256; i += 3)
		for (int j = 0; j < 256; j += 5)
			wrong += mul(i, j) != slow_mul(i, j);
	for (int i = 1; i < 256; i++)
		wrong += mul(i, inverse(i)) != 1;
	for (int i = 0; i < 4; i++) {
		p ^= data[i];
		q ^= mul(power[i], data[i]);
	}
	printf("%d %02x %02x\n", wrong, p, q);
	/* Elements 1 and 3 are lost. */
	a = p ^ data[0] ^ data[2];
	b = q ^ data[0] ^ mul(power[2], data[2]);
	g = inverse(power[1] ^ power[3]);
	got[1] = mul(b ^ mul(power[3], a), g);
	got[3] = a ^ got[1];
	printf("%02x %02x\n", got[1], got[3]);
	return got[1] == data[1] && got[3] == data[3];
}
