/* Tables of functions, functions that return functions. */
#include <stdio.h>

static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static int mul(int a, int b) { return a * b; }

typedef int (*operation)(int, int);

static const struct { char sign; operation apply; } operations[] = {
	{ '+', add }, { '-', &sub }, { '*', mul },
};

static operation find(char sign)
{
	for (unsigned i = 0; i < sizeof(operations) / sizeof(operations[0]); i++)
		if (operations[i].sign == sign)
			return operations[i].apply;
	return 0;
}

static int (*choose(int yes))(int, int)
{
	return yes ? add : sub;
}

static int fold(int (*f)(int, int), const int *v, int n, int start)
{
	for (int i = 0; i < n; i++)
		start = (*f)(start, v[i]);
	return start;
}

int main(void)
{
	static const int v[] = { 3, 5, 7 };
	int (*list[2])(int, int) = { add, mul };

	printf("%d %d %d\n", find('+')(2, 3), find('-')(2, 3), (**find('*'))(2, 3));
	printf("%d\n", find('/') == 0);
	printf("%d %d\n", choose(1)(10, 4), choose(0)(10, 4));
	printf("%d %d %d\n", fold(add, v, 3, 0), fold(mul, v, 3, 1), fold(sub, v, 3, 100));
	printf("%d\n", list[1](list[0](1, 2), 4));
	printf("%d %d\n", add == &add, choose(1) != add);
	return (list[0] = sub)(50, 8);
}
