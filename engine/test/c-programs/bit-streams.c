/* Numbers of odd widths packed into bytes and read again. */
#include <stdio.h>
#include <string.h>

struct stream { unsigned char *data; unsigned at; };

static void put(struct stream *s, unsigned long v, int n)
{
	for (; n > 0;) {
		int room = 8 - s->at % 8, take = n < room ? n : room;
		unsigned char mask = (1u << take) - 1;
		s->data[s->at / 8] |= (v >> (n - take) & mask) << (room - take);
		s->at += take;
		n -= take;
	}
}

static unsigned long get(struct stream *s, int n)
{
	unsigned long v = 0;

	for (; n > 0;) {
		int room = 8 - s->at % 8, take = n < room ? n : room;
		v = v << take | (s->data[s->at / 8] >> (room - take) & ((1u << take) - 1));
		s->at += take;
		n -= take;
	}
	return v;
}

static void put_gamma(struct stream *s, unsigned v)
{
	int bits = 32 - __builtin_clz(v);

	put(s, 0, bits - 1);
	put(s, v, bits);
}

static unsigned get_gamma(struct stream *s)
{
	int zeros = 0;

	while (!get(s, 1))
		zeros++;
	return 1u << zeros | (unsigned)get(s, zeros);
}

int main(void)
{
	unsigned char data[64];
	struct stream w = { data, 0 }, r = { data, 0 };
	int bad = 0;

	memset(data, 0, sizeof(data));
	for (int i = 1; i <= 20; i++)
		put(&w, 0x9e3779b97f4a7c15ul >> i, i);
	put(&w, 0xfedcba9876543210, 64);
	for (unsigned v = 1; v < 3000; v = v * 3 + 1)
		put_gamma(&w, v);
	for (int i = 1; i <= 20; i++)
		bad += get(&r, i) != (0x9e3779b97f4a7c15ul >> i & ((1ul << i) - 1));
	bad += get(&r, 64) != 0xfedcba9876543210;
	for (unsigned v = 1; v < 3000; v = v * 3 + 1)
		bad += get_gamma(&r) != v;
	printf("%d %u %u\n", bad, w.at, r.at);
	for (int i = 0; i < 8; i++)
		printf("%02x", data[i]);
	printf("\n");
	return w.at % 100;
}
