/* Which type two operands meet in. */
#include <stdio.h>

#define NAME(x) _Generic((x), int: "int", unsigned int: "unsigned", long: "long", \
	unsigned long: "unsigned long", long long: "long long", \
	unsigned long long: "unsigned long long", default: "other")

int main(void)
{
	char c = 1;
	short s = 2;
	int i = 3;
	unsigned u = 4;
	long l = 5;
	unsigned long ul = 6;
	long long ll = 7;
	unsigned long long ull = 8;
	_Bool b = 1;

	puts(NAME(c + s));
	puts(NAME(i + u));
	puts(NAME(u + l));
	puts(NAME(l + ul));
	puts(NAME(l + ll));
	puts(NAME(ul + ll));
	puts(NAME(ull + c));
	puts(NAME(b + b));
	puts(NAME(s << l));
	puts(NAME(1 ? i : ul));
	puts(NAME(!ull));
	puts(NAME(u < ull));
	puts(NAME(2147483648));
	puts(NAME(0x80000000));
	puts(NAME(0xffffffffffffffff));
	puts(NAME(1u + 1l));
	puts(NAME('a'));
	return -1 < u ? 1 : 2;
}
