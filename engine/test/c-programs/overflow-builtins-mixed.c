/* Checked arithmetic whose operands and results differ in type. */
#include <stdio.h>

static int shows;

#define SHOW(op, T, a, b) do { T _r = 0; int _f = __builtin_##op##_overflow(a, b, &_r); printf("%d:%lld ", _f, (long long)_r); shows += _f; } while (0)

int main(void)
{
	unsigned char uc = 255;
	signed char sc = -128;
	unsigned u = 4000000000u;
	long l = 1L << 62;
	unsigned long ul = ~0ul;
	_Bool b = 1;

	SHOW(add, int, uc, sc);
	SHOW(add, unsigned char, uc, b);
	SHOW(sub, unsigned, uc, 256);
	SHOW(sub, signed char, sc, 1);
	SHOW(mul, int, u, 1);
	SHOW(mul, long, u, u);
	SHOW(mul, long, u, -1);
	SHOW(add, long, ul, 1);
	SHOW(add, long, ul, -1);
	SHOW(add, unsigned long, ul, -1);
	SHOW(sub, unsigned long, 0, l);
	SHOW(sub, long, 0u, l);
	SHOW(mul, unsigned long, l, 4);
	SHOW(mul, long, l, -2);
	SHOW(mul, long, l, 2);
	SHOW(mul, short, sc, sc);
	SHOW(mul, short, sc, -256);
	printf("\n%d\n", shows);
	int r;
	if (!__builtin_sadd_overflow(1, 2, &r) && r == 3 && __builtin_smul_overflow(1 << 20, 1 << 20, &r))
		shows++;
	unsigned long ur;
	shows += __builtin_uaddl_overflow(ul, 1, &ur) + (ur == 0);
	return shows;
}
