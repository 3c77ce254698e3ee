/* Object-like and function-like macros with the same shapes as functions. */
#include <stdio.h>

static int put(int v) { return v + 1; }
static int (get)(int v) { return v - 1; }

#define put(v) (put(v) * 10)
#define get(v) get((v) + 100)
#define set put
#define twice(m, x) m(m(x))
#define NEG -
#define POS +
#define STAR *
#define EMPTY()
#define CALL(f) f EMPTY() (5)
#define f(x) x f
#define OPEN (
#define CLOSE )
#define str(x) #x
#define xstr(x) str(x)

int main(void)
{
	int a = 7, *p = &a;

	printf("%d %d\n", put(1), (put)(1));
	printf("%d %d\n", get(1), set(3));
	printf("%d\n", twice(put, 2));
	printf("%d %d %d\n", NEG NEG a, NEG-a, a POS POS a);
	printf("%d\n", 3 STAR STAR p);
	printf("%d\n", CALL(put));
	printf("%s\n", xstr(f(1)(2)(3)));
	printf("%s\n", xstr(NEG-NEG +POS));
	printf("%d\n", put OPEN 4 CLOSE);
	printf("%s %s\n", xstr(put(x)), str(put(x)));
	return put(get(a)) % 100;
}
