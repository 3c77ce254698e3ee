/* Type names hidden by variables, parameters and members of the same name. */
#include <stdio.h>

typedef unsigned char T;
typedef struct T { T T; } S;
typedef int F(T);

static int f(T T) { return T + 1; }
static int g(T (x)) { return sizeof(x); }
static F f2;
static int f2(T t) { T u = t; { int T = 300; u += T; } return u; }

static int label(int v)
{
	T t = v;

	goto T;
	t = 0;
T:
	return t;
}

int main(void)
{
	S s = { 255 };
	struct T other = { .T = 7 };
	F *p = f;
	int n = sizeof(T);

	{
		long T = 5;
		n += sizeof(T) + sizeof T + (T)+1;
	}
	{
		typedef short T;
		T x = (T)70000;
		n += x + (int)sizeof(T);
	}
	for (int T = 0; T < 3; T++)
		n += T;
	T back = (T)-1;
	printf("%d %d %d\n", f(255), g(3), f2(1));
	printf("%d %d %d\n", s.T, other.T, p(back));
	printf("%d %d\n", n, label(511));
	enum { T_ = sizeof(T) };
	return T_ + (T)257;
}
