/* Fields around the borders of their storage units, packed and not. tcc differs: it does not pack across units. */
#include <stdio.h>
#include <string.h>

struct loose {
	unsigned a : 20;
	unsigned b : 20;
	unsigned char c : 5;
	unsigned char d : 5;
	unsigned long e : 33;
};

struct tight {
	unsigned a : 20;
	unsigned b : 20;
	unsigned char c : 5;
	unsigned long e : 33;
} __attribute__((packed));

static void dump(const void *p, unsigned long n)
{
	const unsigned char *bytes = p;

	while (n--)
		printf("%02x", *bytes++);
	printf("\n");
}

int main(void)
{
	struct loose l;
	struct tight t;

	memset(&l, 0, sizeof(l));
	memset(&t, 0, sizeof(t));
	l.a = t.a = 0xabcde;
	l.b = t.b = 0x12345;
	l.c = t.c = 0x15;
	l.d = 0x0a;
	l.e = t.e = 0x1deadbeefUL;
	dump(&l, sizeof(l));
	dump(&t, sizeof(t));
	t.b += 0xfffff;
	t.e++;
	l.d -= 11;
	dump(&l, sizeof(l));
	dump(&t, sizeof(t));
	printf("%x %x %x %lx\n", t.a, t.b, t.c, (unsigned long)t.e);
	return sizeof(l) + sizeof(t);
}
