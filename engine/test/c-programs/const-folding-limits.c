/* Expressions that the compiler computes, at the limits of their types. */
#include <limits.h>
#include <stdio.h>

enum {
	A = INT_MAX - 1 + 1, B = -INT_MAX - 1, C = (unsigned char)-1, D = (short)0x12345, E = 7 / -2, F = -7 % 3,
	G = 1 << 30, H = ~0 >> 31, I = 5 ? 2 : 1 / 1, J = !3 || 4 && 5, K = sizeof(long[4]), L = 'a' - 'A', M = (int)0xffffffff,
	N = (0 ? 1 : 2) * 0 + 3,
};

static const long long limits[] = { LLONG_MIN, LLONG_MAX, (long long)ULLONG_MAX, LONG_MIN / 2, -1 - LLONG_MAX };
static const unsigned long words[] = { -1ul / 2, ~0ul >> 1, (unsigned long)-1 << 60, 0ul - 1, 1ul << 63 >> 62, ULONG_MAX % 10 };
static const unsigned ints[] = { 0u - 1, -1 / 2u, UINT_MAX + 1u, (unsigned)-5 >> 28, ~0u << 31, 3000000000u + 2000000000u };
static char sized[A == INT_MAX ? 3 : -1];

int main(void)
{
	printf("%d %d %d %d %d %d\n", A, B, C, D, E, F);
	printf("%d %d %d %d %d %d %d\n", G, H, I, J, K, L, M);
	for (int i = 0; i < 5; i++)
		printf("%lld ", limits[i]);
	for (int i = 0; i < 6; i++)
		printf("%lx ", words[i]);
	for (int i = 0; i < 6; i++)
		printf("%x ", ints[i]);
	printf("\n");
	switch (C) { case (unsigned char)255: printf("255\n"); }
	printf("%d %d %d\n", SCHAR_MIN, SHRT_MAX, USHRT_MAX);
	printf("%d %d\n", CHAR_BIT, CHAR_MIN);
	return sizeof(sized) + N;
}
