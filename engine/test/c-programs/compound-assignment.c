/* The left operand is converted, combined and converted back. */
#include <stdio.h>

static int calls;

static int *once(int *p)
{
	calls++;
	return p;
}

int main(void)
{
	int v[3] = { 100, 7, -9 };
	unsigned char c = 250;
	short s = -5;
	unsigned u = 10;
	long l = 1;

	*once(&v[0]) += 11;
	*once(&v[1]) <<= 3;
	*once(&v[2]) %= 4;
	printf("%d %d %d %d\n", v[0], v[1], v[2], calls);
	c += 10;
	printf("%d\n", c);
	c -= 10;
	printf("%d\n", c);
	c *= 2;
	printf("%d\n", c);
	s *= s;
	printf("%d\n", s);
	u -= 11;
	printf("%u\n", u);
	u /= -1;
	printf("%u\n", u);
	l <<= 40;
	l |= 0xff;
	l ^= -1;
	printf("%ld\n", l);
	c = 0x5a;
	c &= ~0x0f;
	c |= c >> 4;
	printf("%x\n", c);
	v[0] = v[1] = v[2] = 3;
	v[0] += v[1] -= v[2] *= 2;
	printf("%d %d %d\n", v[0], v[1], v[2]);
	return (s += 300) & 0xff;
}
