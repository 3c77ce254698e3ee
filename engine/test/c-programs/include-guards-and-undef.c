/* Macros defined, undefined, redefined alike and tested at each point. */
#include <stdio.h>
#include <stdio.h>
#include <limits.h>

#define A 1
#define A 1
#define F(x) ((x)+1)
#define F(x) ((x)+1)
static const int first = A;
#undef A
#undef NEVER_DEFINED
#define A first + 1
static int second(void) { return A; }
#undef A
#ifdef A
#error A is defined
#endif
#define A(x) x##_name
static int a_name = 7;
#pragma GCC diagnostic ignored "-Wall"
#pragma once_upon_a_time
_Pragma("GCC diagnostic push")

#if !defined(__STDC__) || __STDC_VERSION__ < 201112L
#error old
#endif
#if defined __GNUC__ && __GNUC__ >= 4
#define KIND "gnu"
#else
#define KIND "other"
#endif
#if INT_MAX + 0 == 2147483647 && CHAR_BIT == 8
#define LIMITS 1
#endif
#

int main(void)
{
#define LOCAL(x) (x * A(a))
	int v = LOCAL(2) + F(3);
#undef LOCAL
	int LOCAL = 5;

	printf("%d %d %d %s %d\n", first, second(), v, KIND, LIMITS);
#ifdef LOCAL
	LOCAL = 6;
#else
	LOCAL++;
#endif
	printf("%d %d\n", LOCAL, __STDC_HOSTED__);
	printf("%d\n", __LINE__ > 40);
	return v + LOCAL;
}
