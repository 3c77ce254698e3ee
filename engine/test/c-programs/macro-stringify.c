/* # and ## with and without expansion of their operands. */
#include <stdio.h>

#define STR(x) #x
#define XSTR(x) STR(x)
#define CAT(a, b) a##b
#define XCAT(a, b) CAT(a, b)
#define VALUE 42
#define NAME(n) XCAT(item_, n)
#define EMPTY
#define F(x) <x>
#define hash_hash # ## #
#define mkstr(a) # a
#define in_between(a) mkstr(a)
#define join(c, d) in_between(c hash_hash d)

int main(void)
{
	int item_42 = 1, item_VALUE = 2, x1 = 3;

	printf("%s\n", STR(VALUE));
	printf("%s\n", XSTR(VALUE));
	printf("%s\n", STR("a\n" '\'' x));
	printf("%s\n", STR(  a   +
		b  /* gone */ c ));
	printf("[%s] [%s]\n", STR(), XSTR(EMPTY));
	printf("%d %d\n", NAME(VALUE), CAT(item_, VALUE));
	printf("%d %d\n", CAT(x, 1), CAT(, 5) CAT(+, ) 6);
	printf("%d\n", CAT(1, 0) - CAT(5, ) ? CAT(item_, 42
	) : 0);
	printf("%s\n", XSTR(F(F(1))));
	printf("%s\n", join(x, y));
	printf("%s\n", XSTR(CAT(a, b) CAT(<, <) CAT(0x, ff)));
	return CAT(0x, 1f);
}
