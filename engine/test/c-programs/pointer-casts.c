/* The same bytes seen through pointers to characters, and records through their beginnings. */
#include <stdio.h>
#include <string.h>

struct base { int kind; };
struct circle { struct base base; int radius; };
struct square { struct base base; short side; char name[6]; };

static int area(const struct base *b)
{
	switch (b->kind) {
	case 1: return 3 * ((const struct circle *)b)->radius * ((const struct circle *)b)->radius;
	case 2: {
		const struct square *s = (const struct square *)b;
		return s->side * s->side + s->name[0];
	}
	}
	return -1;
}

static unsigned load32(const void *p) { unsigned v; memcpy(&v, p, 4); return v; }
static void store16(void *p, unsigned short v) { *(unsigned char *)p = v; *((unsigned char *)p + 1) = v >> 8; }

int main(void)
{
	struct circle c = { { 1 }, 5 };
	struct square s = { .base.kind = 2, .side = 4, .name = "a" };
	const struct base *all[] = { &c.base, (struct base *)&s };
	unsigned long word = 0x0807060504030201;
	unsigned char *bytes = (unsigned char *)&word;
	signed char *signedly = (signed char *)&word;

	printf("%d %d\n", area(all[0]), area(all[1]));
	printf("%d %d\n", bytes[0], bytes[7]);
	bytes[3] = 0xff;
	printf("%lx %d\n", word, signedly[3]);
	printf("%x %x\n", load32(bytes + 1), load32(&word));
	store16(bytes + 5, 0xabcd);
	printf("%lx\n", word);
	const void *anywhere = &s.side;
	printf("%d\n", *(const short *)anywhere);
	return (int)(signed char)(long)(void *)0x1f5 + 20;
}
