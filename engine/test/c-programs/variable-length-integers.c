/* Numbers in seven bits a byte, signed ones folded, and deltas. */
#include <stdio.h>

static int put(unsigned char *to, unsigned long v)
{
	int n = 0;

	while (v >= 0x80) {
		to[n++] = v | 0x80;
		v >>= 7;
	}
	to[n++] = v;
	return n;
}

static int get(const unsigned char *from, unsigned long *v)
{
	int n = 0, shift = 0;

	*v = 0;
	do {
		if (shift > 63)
			return -1;
		*v |= (unsigned long)(from[n] & 0x7f) << shift;
		shift += 7;
	} while (from[n++] & 0x80);
	return n;
}

static unsigned long fold(long v) { return (unsigned long)v << 1 ^ (unsigned long)(v >> 63); }
static long unfold(unsigned long u) { return (long)(u >> 1 ^ -(u & 1)); }

int main(void)
{
	static const long v[] = { 0, 1, -1, 63, 64, -64, -65, 300, 1L << 40, -(1L << 62), 0x7fffffffffffffff, -0x7fffffffffffffff - 1 };
	unsigned char data[128];
	int n = 0, at = 0, good = 0;

	for (int i = 0; i < 12; i++)
		n += put(data + n, fold(v[i]));
	for (int i = 0; i < 12; i++) {
		unsigned long u;
		int used = get(data + at, &u);
		printf("%d ", used);
		good += unfold(u) == v[i];
		at += used;
	}
	static const unsigned char endless[12] = { [0 ... 11] = 0xff };
	unsigned long u;
	printf("\n%d %d %d %d\n", n, at, good, get(endless, &u));
	return n;
}
