/* Variadic macros, named and not, with and without arguments. */
#include <stdio.h>

#define LOG(fmt, ...) printf("log: " fmt "\n", ##__VA_ARGS__)
#define NAMED(args...) printf(args)
#define COUNT_(a, b, c, d, e, n, ...) n
#define COUNT(...) COUNT_(__VA_ARGS__, 5, 4, 3, 2, 1)
#define FIRST(a, ...) a
#define REST(a, ...) __VA_ARGS__
#define STR(...) #__VA_ARGS__
#define SUM(...) sum((int[]){ __VA_ARGS__ }, sizeof((int[]){ __VA_ARGS__ }) / sizeof(int))
#define CALL(f, ...) f(__VA_ARGS__)
#define EACH(m, a, ...) m(a) __VA_OPT__(m(FIRST(__VA_ARGS__)))
#define OPT(x, ...) x __VA_OPT__(+ 100 +) __VA_ARGS__
#define DOT(x) .x

static int sum(const int *v, int n)
{
	int s = 0;

	while (n--)
		s += v[n];
	return s;
}

int main(void)
{
	LOG("none");
	LOG("%d", 1);
	LOG("%d %s", 2, "two");
	NAMED("%d %d\n", 3, 4);
	printf("%d %d %d\n", COUNT(x), COUNT(x, y, z), COUNT(1, (2, 3), 4, 5));
	printf("%d %d\n", FIRST(7, 8, 9), (REST(7, 8, 9)));
	printf("%s\n", STR(a, b,  "c" , 'd'));
	printf("%d\n", SUM(1, 2, 3, 4));
	printf("%d\n", CALL(SUM, 5, 6));
	printf("%d %d %d\n", OPT(1), OPT(1, 2), OPT(1, 2 * 3));
	printf("%s\n", STR(EACH(DOT, a, b)));
	return CALL(COUNT, 1, 2);
}
