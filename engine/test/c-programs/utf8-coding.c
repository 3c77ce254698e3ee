/* UTF-8 there and back, and what is not valid. */
#include <stdio.h>

static int encode(unsigned c, unsigned char *to)
{
	if (c < 0x80) {
		to[0] = c;
		return 1;
	}
	int n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (int i = n - 1; i > 0; i--, c >>= 6)
		to[i] = 0x80 | (c & 0x3f);
	to[0] = (0xf00 >> n & 0xff) | c;
	return n;
}

static int decode(const unsigned char *p, int n, unsigned *c)
{
	static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	int length = p[0] < 0x80 ? 1 : p[0] >> 5 == 6 ? 2 : p[0] >> 4 == 14 ? 3 : p[0] >> 3 == 30 ? 4 : 0;

	if (!length || length > n)
		return -1;
	*c = length == 1 ? p[0] : p[0] & 0x7f >> length;
	for (int i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return -2;
		*c = *c << 6 | (p[i] & 0x3f);
	}
	if (*c < least[length] || *c > 0x10ffff || (*c >= 0xd800 && *c < 0xe000))
		return -3;
	return length;
}

int main(void)
{
	static const unsigned points[] = { 0x24, 0xa2, 0x20ac, 0x10348, 0x7ff, 0x800, 0xffff, 0x10ffff };
	static const unsigned char bad[][4] = { { 0xc0, 0x80 }, { 0xed, 0xa0, 0x80 }, { 0xe2, 0x28, 0xa1 }, { 0x80 }, { 0xf4, 0x90, 0x80, 0x80 } };
	unsigned char b[4];
	unsigned c = 0, total = 0;

	for (unsigned i = 0; i < 8; i++) {
		int n = encode(points[i], b);
		for (int k = 0; k < n; k++)
			printf("%02x", b[k]);
		int m = decode(b, n, &c);
		printf(" %d%s", m == n && c == points[i], i < 7 ? " " : "\n");
		total += n;
	}
	for (unsigned i = 0; i < 5; i++)
		printf("%d ", decode(bad[i], 4, &c));
	printf("%d\n", decode((const unsigned char *)"\xe2\x82", 2, &c));
	return total;
}
