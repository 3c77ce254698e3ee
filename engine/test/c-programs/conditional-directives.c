/* #if and its relatives, nested, with expressions of all kinds. */
#include <stdio.h>

#define A 3
#define B
#define C(x) ((x) * 2)
#define ENABLED 1
#define __ARG_PLACEHOLDER_1 0,
#define second(ignored, val, ...) val
#define is_defined(x) is_defined_(x)
#define is_defined_(val) is_defined__(__ARG_PLACEHOLDER_##val)
#define is_defined__(arg_or_junk) second(arg_or_junk 1, 0)

static int n;

int main(void)
{
#if A == 3 && defined(B) && !defined D
	n |= 1;
#endif
#if UNKNOWN || (C(A) > 5 ? 1 : 0)
	n |= 2;
#	if 0
#	error never
#	elif C(1) == 2
	n |= 4;
#	else
	n = -1000;
#	endif
#else
	syntax error here "
#endif
#ifdef D
#elif defined(ENABLED)
	n |= 8;
#endif
#ifndef D
	n |= 16;
#endif
#if 'a' == 97 && '\n' == 10 && -1 < 0 && -1 > 0u
	n |= 32;
#endif
#if 0x7fffffffffffffff + 0 > 0 && (1 << 40) == 1099511627776 && ~0 == -1
	n |= 64;
#endif
#if 1 /* a comment
	over lines */ + 1 == 2 // and another
	n |= 128;
#endif
#if 0 && (1 / 0)
#else
	n |= 256;
#endif
#if 0
#if 1
	n = 0;
#else
	n = 1;
#endif
#elif 1
	n |= 512;
#elif 1
	n = 2;
#endif
#undef A
#ifdef A
	n = 3;
#endif
	printf("%d %d %d\n", n, is_defined(ENABLED), is_defined(A));
	printf("%d %d\n", __LINE__, __COUNTER__ + __COUNTER__ * 10);
	return n & 0x7f;
}
