/* _Generic and typeof over qualified pointers, arrays and functions. */
#include <stdio.h>

struct s { int x; };
typedef int (*fn)(int);

static int f(int v) { return v; }

#define KIND(x) _Generic((x), \
	int *: "int *", const int *: "const int *", volatile int *: "volatile int *", \
	int **: "int **", int *const *: "int *const *", char *: "char *", const char *: "const char *", \
	struct s *: "s *", const struct s *: "const s *", fn: "fn", int (*)[3]: "int (*)[3]", \
	void *: "void *", default: "other")

int main(void)
{
	int v[3] = { 0 }, *p = v;
	const int *cp = v;
	volatile int *vp = v;
	int *const fixed = v;
	struct s s = { 1 };
	const struct s cs = { 2 };

	puts(KIND(v));
	puts(KIND(&v));
	puts(KIND(p + 1));
	puts(KIND(cp));
	puts(KIND(vp));
	puts(KIND(&p));
	puts(KIND(&fixed));
	puts(KIND("x"));
	puts(KIND((const char *)"x"));
	puts(KIND(&s));
	puts(KIND(&cs));
	puts(KIND(f));
	puts(KIND(&f));
	puts(KIND((void *)p));
	puts(KIND(1 ? p : NULL));
	puts(KIND(1 ? cp : p));
	puts(KIND(&cs.x));
	puts(KIND(&v[1]));
	return cs.x + s.x;
}
