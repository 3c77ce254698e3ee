/* Checked arithmetic of many widths. */
#include <stdio.h>

static int fails;

#define TRY(op, type, a, b) do { \
	type _r; \
	int _o = __builtin_##op##_overflow(a, b, &_r); \
	fails += _o; \
	printf("%d %lld\n", _o, (long long)_r); \
} while (0)

int main(void)
{
	TRY(add, int, 2147483647, 1);
	TRY(add, int, 2147483646, 1);
	TRY(add, unsigned, 4294967295u, 1u);
	TRY(add, unsigned char, 200, 55);
	TRY(add, unsigned char, 200, 56);
	TRY(add, signed char, -100, -29);
	TRY(sub, unsigned, 1, 2);
	TRY(sub, int, 1u, 2u);
	TRY(sub, long, -9223372036854775807L, 2L);
	TRY(sub, unsigned long, 5ul, 5ul);
	TRY(mul, int, 65536, 32768);
	TRY(mul, int, -65536, 32768);
	TRY(mul, unsigned, 65536, 65536);
	TRY(mul, long, 3037000500L, 3037000500L);
	TRY(mul, unsigned long, 4294967296ul, 4294967295ul);
	TRY(mul, unsigned long, 4294967296ul, 4294967296ul);
	TRY(add, short, 32767L, 0x100000000L);
	TRY(mul, unsigned long, -1, 1);
	TRY(add, int, -1, 1ul);
	return fails;
}
