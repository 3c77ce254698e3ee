/* Builtins that the compiler answers itself. */
#include <stdio.h>

struct s { int a; long b; };

#define same(a, b) __builtin_types_compatible_p(__typeof__(a), __typeof__(b))
#define is_array(x) (!same((x), &(x)[0]))
#define pick(c, a, b) __builtin_choose_expr(c, a, b)

static int check(int x)
{
	if (__builtin_expect(x > 3, 0))
		return __builtin_expect(x, 4);
	return -1;
}

int main(void)
{
	int i = 0, list[3] = { 1, 2, 3 };
	int *p = list;
	const int c = 5;

	printf("%d %d %d\n", same(i, int), same(i, long), same(i, c));
	printf("%d %d %d\n", same(int[], int[3]), same(p, int *), same(p, const int *));
	printf("%d %d\n", same(struct s, struct s *), same(char, signed char));
	printf("%d\n", (int)sizeof(pick(1, (char)1, 2L)));
	printf("%d\n", pick(sizeof(i) == 4, i + 10, p));
	printf("%d %d\n", check(1), check(7));
	printf("%d %d\n", __builtin_constant_p(3 + 4), __builtin_constant_p("x"[0]) >= 0);
	printf("%d\n", (int)__builtin_offsetof(struct s, b));
	printf("%d\n", (int)__builtin_strlen("builtin"));
	if (i)
		__builtin_unreachable();
	__builtin_prefetch(p);
	return is_array(list) * 2 + is_array(p);
}
