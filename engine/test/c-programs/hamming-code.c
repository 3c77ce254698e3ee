/* Single errors found and repaired in words of 12 bits. */
#include <stdio.h>

static unsigned encode(unsigned char data)
{
	unsigned word = 0;

	for (int i = 1, bit = 0; i <= 12; i++)
		if (i & (i - 1))
			word |= (data >> bit++ & 1u) << i;
	for (int p = 1; p <= 8; p <<= 1) {
		int parity = 0;
		for (int i = 1; i <= 12; i++)
			if (i & p)
				parity ^= word >> i & 1;
		word |= (unsigned)parity << p;
	}
	return word;
}

static int decode(unsigned word, int *where)
{
	int data = 0;

	*where = 0;
	for (int i = 1; i <= 12; i++)
		if (word >> i & 1)
			*where ^= i;
	if (*where > 12)
		return -1;
	if (*where)
		word ^= 1u << *where;
	for (int i = 12; i; i--)
		if (i & (i - 1))
			data = data << 1 | (word >> i & 1);
	return data;
}

int main(void)
{
	int bad = 0, places = 0, distance = 99;

	for (int v = 0; v < 256; v++) {
		int where;
		unsigned word = encode(v);
		bad += decode(word, &where) != v || where;
		for (int e = 1; e <= 12; e++) {
			bad += decode(word ^ 1u << e, &where) != v;
			places += where == e;
		}
		for (int w = 0; w < v; w++) {
			int d = __builtin_popcount(word ^ encode(w));
			distance = d < distance ? d : distance;
		}
	}
	printf("%d %d %d\n", bad, places, distance);
	printf("%x %x\n", encode(0xff), encode(0x9a));
	return distance;
}
