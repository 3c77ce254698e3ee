/* What is expanded again, and what is painted. */
#include <stdio.h>

#define foo foo + 1
#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h q(~
#define t(a) a
#define AA BB
#define BB AA
#define p() int
#define q(v) v
#define r(v, w) v##w
#define LP (
#define LATER(v) v LP
#define DEFER(m) m NOTHING
#define NOTHING
#define STR(...) #__VA_ARGS__
#define XSTR(...) STR(__VA_ARGS__)

int main(void)
{
#define LINE(...) printf("%s\n", XSTR(__VA_ARGS__))
	LINE(foo);
	LINE(f(y + 1) + f(f(z)) % t(t(g)(0) + t)(1));
	LINE(g(x + 3 - q(5)) | t(f)(1));
	printf("%d\n", h 5) & t(q)(255));
	LINE(AA BB);
	LINE(p() i[q()] = { q(1), r(2, 3), r(4, ), r(, 5), r(, ) });
	LINE(LATER(q) 8));
	LINE(DEFER(q)(9));
	LINE(q (q) (1));
	LINE(q
	     (6));
	LINE(t(q)(t)(7));
	int foo_ = 5;
	return r(fo, o_);
}
