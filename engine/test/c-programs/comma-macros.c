/* Arguments with commas, parentheses and empty ones. */
#include <stdio.h>

#define ID(...) __VA_ARGS__
#define PAIR(a, b) ((a) * 100 + (b))
#define TUPLE (3, 4)
#define APPLY(m, args) m args
#define SECOND(a, b, ...) b
#define PROBE() ~, 1
#define IS_PROBE(...) SECOND(__VA_ARGS__, 0, 0)
#define NOT_0 PROBE()
#define NOT(x) IS_PROBE(CAT(NOT_, x))
#define CAT(a, b) CAT_(a, b)
#define CAT_(a, b) a##b
#define IF(c) CAT(IF_, NOT(NOT(c)))
#define IF_1(t, ...) t
#define IF_0(t, ...) __VA_ARGS__
#define REPEAT3(m, x) m(0, x) m(1, x) m(2, x)
#define FIELD(i, x) x##i,
#define DECLARE(t, ...) t __VA_ARGS__

enum names { REPEAT3(FIELD, name_) n_names };

int main(void)
{
	DECLARE(int, a = 1, b = PAIR(2, 5), c[] = { 1, 2, 3 });

	printf("%d %d %d\n", APPLY(PAIR, TUPLE), APPLY(PAIR, (a, b)), PAIR(ID(7), (8, 9)));
	printf("%d %d\n", NOT(0), NOT(1));
	printf("%d %d\n", IF(1)(10, 20), IF(0)(10, 20));
	printf("%d %d\n", name_2, n_names);
	printf("%d\n", SECOND(ID(1, 2), 3));
	printf("%d\n", SECOND(1, ID(2, 3)));
	printf("%d\n", c[ID(0 + 1)]);
	return IF(0)(5, 6) + PAIR(0, +4);
}
