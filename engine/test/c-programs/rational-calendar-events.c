/* Periodic events found by remainders: the Chinese theorem and meeting times. */
#include <stdio.h>

static long inverse(long a, long m)
{
	long m0 = m, x0 = 0, x1 = 1;

	while (a > 1) {
		long q = a / m, t = m;
		m = a % m;
		a = t;
		t = x0;
		x0 = x1 - q * x0;
		x1 = t;
	}
	return x1 < 0 ? x1 + m0 : x1;
}

static long remainders(const long *r, const long *m, int n)
{
	long product = 1, sum = 0;

	for (int i = 0; i < n; i++)
		product *= m[i];
	for (int i = 0; i < n; i++) {
		long p = product / m[i];
		sum = (sum + r[i] * inverse(p % m[i], m[i]) % m[i] * p) % product;
	}
	return sum;
}

static long meet(const int *period, const int *phase, int n)
{
	for (long t = 0; t < 100000; t++) {
		int all = 1;
		for (int i = 0; i < n && all; i++)
			all = (t + phase[i]) % period[i] == 0;
		if (all)
			return t;
	}
	return -1;
}

int main(void)
{
	static const long r[] = { 2, 3, 2, 10 }, m[] = { 3, 5, 7, 11 };
	static const int period[] = { 17, 13, 19 }, phase[] = { 0, 2, 3 };

	printf("%ld %ld\n", remainders(r, m, 3), remainders(r, m, 4));
	printf("%ld\n", meet(period, phase, 3));
	printf("%ld %ld\n", inverse(3, 11), inverse(10, 17));
	printf("%ld\n", meet((int[]){ 4, 6 }, (int[]){ 1, 2 }, 2));
	return remainders(r, m, 3);
}
