/* The bytes of one type read as another through a union. */
#include <stdio.h>

union view {
	unsigned long whole;
	unsigned int half[2];
	unsigned short quarter[4];
	unsigned char byte[8];
	signed char sbyte[8];
};

static unsigned long swap_bytes(unsigned long v)
{
	union view in = { v }, out;

	for (int i = 0; i < 8; i++)
		out.byte[i] = in.byte[7 - i];
	return out.whole;
}

int main(void)
{
	union view v = { .quarter = { 0x1122, 0x3344, 0x5566, 0xff88 } };

	printf("%lx\n", v.whole);
	printf("%x %x\n", v.half[0], v.half[1]);
	printf("%d %d\n", v.byte[7], v.sbyte[7]);
	v.half[1]++;
	v.byte[0] ^= 0xff;
	printf("%lx\n", v.whole);
	printf("%lx\n", swap_bytes(v.whole));
	v = (union view){ .sbyte = { -1, 1 } };
	printf("%x %lx\n", v.quarter[0], v.whole);
	union { struct { char kind; int i; } a; struct { char kind; long l; } b; } tagged = { { 1, 5 } };
	tagged.b.l = 1L << 40;
	tagged.b.kind = 2;
	printf("%d %ld\n", tagged.a.kind, tagged.b.l);
	return v.byte[1] + (int)sizeof(tagged);
}
