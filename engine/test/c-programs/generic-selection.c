/* _Generic chooses by type, and evaluates only what it chose. */
#include <stdio.h>

static int hits;
static int hit(int v) { hits++; return v; }

struct s { int x; };

#define kind(x) _Generic((x), \
	_Bool: "bool", char: "char", signed char: "schar", unsigned char: "uchar", \
	short: "short", int: "int", unsigned: "unsigned", long: "long", \
	char *: "string", const char *: "const string", void *: "pointer", \
	int (*)(int): "function", struct s: "s", struct s *: "s pointer", default: "?")

#define absolute(x) _Generic((x), long: labs_, int: abs_)(x)

static long labs_(long v) { return v < 0 ? -v : v; }
static int abs_(int v) { return v < 0 ? -v : v; }

int main(void)
{
	struct s s = { 1 };
	const int c = 1;
	char array[3];

	printf("%s %s %s\n", kind((_Bool)1), kind((char)1), kind((signed char)1));
	printf("%s %s %s\n", kind("x"), kind((const char *)"x"), kind(array));
	printf("%s %s %s\n", kind(&s), kind(s), kind(hit));
	printf("%s %s %s\n", kind(c), kind((void *)0), kind(1ull));
	printf("%s %s\n", kind((short)1), kind((short)1 + 1));
	printf("%d %ld\n", absolute(-5), absolute(-(1L << 40) >> 3));
	int r = _Generic(hit(1), int: 5, default: hit(2));
	printf("%d %d\n", r, hits);
	r = _Generic(1, long: hit(1), default: hit(3));
	return r + hits;
}
