/* Values exchanged in many ways. */
#include <stdio.h>
#include <string.h>

struct pair { short a; char b[3]; };

#define swap(a, b) do { __typeof__(a) __tmp = (a); (a) = (b); (b) = __tmp; } while (0)
#define SWAP_BITS(v, i, j) ({ unsigned _x = ((v) >> (i) ^ (v) >> (j)) & 1; (v) ^ (_x << (i) | _x << (j)); })

static void by_pointer(long *a, long *b) { long t = *a; *a = *b; *b = t; }
static void by_xor(unsigned *a, unsigned *b) { if (a != b) { *a ^= *b; *b ^= *a; *a ^= *b; } }

static void by_bytes(void *a, void *b, size_t n)
{
	char t[16];

	memcpy(t, a, n);
	memcpy(a, b, n);
	memcpy(b, t, n);
}

int main(void)
{
	long l = 1L << 50, m = -7;
	unsigned u = 0xdead, v = 0xbeef;
	struct pair p = { 1, "ab" }, q = { -2, "cd" };
	const char *s = "left", *t = "right";
	unsigned char c = 1, d = 255;

	by_pointer(&l, &m);
	by_xor(&u, &v);
	by_xor(&u, &u);
	by_bytes(&p, &q, sizeof(p));
	swap(s, t);
	swap(c, d);
	printf("%ld %ld %x %x\n", l, m, u, v);
	printf("%d %s %d %s\n", p.a, p.b, q.a, q.b);
	printf("%s %s %d %d\n", s, t, c, d);
	swap(p, q);
	swap(p.b[0], q.b[1]);
	printf("%s %s %x\n", p.b, q.b, SWAP_BITS(0x81u, 0, 3));
	return SWAP_BITS(6u, 0, 1);
}
