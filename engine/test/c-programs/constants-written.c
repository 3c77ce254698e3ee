/* Bases, suffixes and digits of integer constants. */
#include <stdio.h>

int main(void)
{
	printf("%d %d %d %d\n", 0, 010, 0x10, 0b10);
	printf("%d %x %X\n", 0777, 0xDeadBeaf & 0xffff, 0xABCDEF);
	printf("%u %lu %llu\n", 1u, 2UL, 3uLL);
	printf("%ld %lld\n", 4l, 5LL);
	printf("%d\n", (int)sizeof(1) * 1000 + (int)sizeof(1l) * 100 + (int)sizeof(1ull));
	printf("%d %d\n", (int)sizeof(0x7fffffff), (int)sizeof(0x80000000));
	printf("%d %d\n", (int)sizeof(2147483647), (int)sizeof(2147483648));
	printf("%d\n", 0xffffffff > 0);
	printf("%d\n", -2147483648 < 0);
	printf("%d\n", -0x80000000 > 0);
	printf("%d %d %d %d\n", 'A', '\0', '\n', '\\');
	printf("%d %d %d\n", '\x41', '\101', '\'');
	printf("%d %d\n", '\xff', '\377');
	printf("%d %d %d %d %d\n", '\a', '\b', '\f', '\v', '\t');
	printf("%d %d\n", '"', '\?');
	printf("%d\n", L'a' + (int)sizeof(L'a'));
	return 0b101010;
}
