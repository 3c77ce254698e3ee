/* Powers, inverses and a primality test modulo 64-bit numbers. */
#include <stdio.h>

typedef unsigned long u64;

static u64 add_mod(u64 a, u64 b, u64 m)
{
	return a >= m - b ? a - (m - b) : a + b;
}

static u64 mul_mod(u64 a, u64 b, u64 m)
{
	u64 r = 0;

	for (a %= m; b; b >>= 1) {
		if (b & 1)
			r = add_mod(r, a, m);
		a = add_mod(a, a, m);
	}
	return r;
}

static u64 power(u64 base, u64 e, u64 m)
{
	u64 r = 1;

	for (base %= m; e; e >>= 1, base = mul_mod(base, base, m))
		if (e & 1)
			r = mul_mod(r, base, m);
	return r;
}

static int is_prime(u64 n)
{
	int s = __builtin_ctzl(n - 1);

	for (int i = 0; i < 4; i++) {
		u64 x = power((u64[]){ 2, 3, 5, 7 }[i], (n - 1) >> s, n);
		if (x == 1 || x == n - 1)
			continue;
		int r = 1;
		for (; r < s; r++)
			if ((x = mul_mod(x, x, n)) == n - 1)
				break;
		if (r == s)
			return 0;
	}
	return 1;
}

int main(void)
{
	printf("%lu\n", power(3, 200, 1000000007));
	printf("%lu\n", power(2, 63, 0xffffffffffffffc5));
	printf("%lu\n", mul_mod(0xfffffffffffffff0, 0xfffffffffffffff1, 0xfffffffffffffff3));
	printf("%d %d %d\n", is_prime(1000000007), is_prime(1000000007ul * 11), is_prime(0xffffffffffffffc5));
	u64 inverse = power(17, 1000000005, 1000000007);
	printf("%lu %lu\n", inverse, mul_mod(inverse, 17, 1000000007));
	return power(7, 100, 101) + power(5, 3, 97);
}
