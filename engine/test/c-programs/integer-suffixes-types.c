/* The types of constants, told by size, sign and _Generic. */
#include <stdio.h>

#define T(x) _Generic((x), int: 1, unsigned: 2, long: 3, unsigned long: 4, long long: 5, unsigned long long: 6)
#define S(x) ((int)sizeof(x) * ((x) - (x) - 1 < 0 ? 1 : -1))

int main(void)
{
	printf("%d%d%d%d%d%d\n", T(1), T(1u), T(1l), T(1ul), T(1ll), T(1ull));
	printf("%d%d%d%d\n", T(2147483647), T(2147483648), T(4294967295), T(9223372036854775807));
	printf("%d%d%d%d\n", T(0x7fffffff), T(0x80000000), T(0xffffffff), T(0x100000000));
	printf("%d%d%d\n", T(0x7fffffffffffffff), T(0x8000000000000000), T(0xffffffffffffffff));
	printf("%d%d%d\n", T(037777777777), T(040000000000), T(01777777777777777777777));
	printf("%d%d%d\n", T(1LU), T(1uLL), T(0b1L));
	printf("%d%d%d%d\n", T('a'), T(sizeof(int)), T(1 + 1u), T(1l + 1u));
	printf("%d%d%d\n", T((char)1 + (char)1), T(1u << 1l), T(~(unsigned short)0));
	printf("%d %d %d %d\n", S(1), S(1u), S(1l), S(1ul));
	printf("%d %d\n", S(2147483648), S(0x80000000));
	printf("%d\n", -2147483648 == (int)-2147483648);
	return T(1 ? 1l : 1u) * 10 + T(0 ? (short)1 : (char)2);
}
