/* Greatest common divisors and sums of fractions. */
#include <stdio.h>

struct fraction { long n, d; };

static long gcd(long a, long b)
{
	while (b) {
		long t = a % b;
		a = b;
		b = t;
	}
	return a < 0 ? -a : a;
}

static unsigned binary_gcd(unsigned a, unsigned b)
{
	if (!a || !b)
		return a | b;
	int shift = __builtin_ctz(a | b);
	a >>= __builtin_ctz(a);
	do {
		b >>= __builtin_ctz(b);
		if (a > b) {
			unsigned t = a;
			a = b;
			b = t;
		}
		b -= a;
	} while (b);
	return a << shift;
}

static struct fraction reduce(struct fraction f)
{
	long g = gcd(f.n, f.d);

	if (f.d < 0)
		g = -g;
	return (struct fraction){ f.n / g, f.d / g };
}

static struct fraction add(struct fraction a, struct fraction b)
{
	return reduce((struct fraction){ a.n * b.d + b.n * a.d, a.d * b.d });
}

static long extended(long a, long b, long *x, long *y)
{
	if (!b) {
		*x = 1, *y = 0;
		return a;
	}
	long x1, y1, g = extended(b, a % b, &x1, &y1);
	*x = y1;
	*y = x1 - a / b * y1;
	return g;
}

int main(void)
{
	struct fraction sum = { 0, 1 };
	long x, y, g = extended(240, 46, &x, &y);

	printf("%ld %ld %ld\n", gcd(1071, 462), gcd(-12, 18), gcd(0, 5));
	printf("%u %u %u\n", binary_gcd(1071, 462), binary_gcd(0, 7), binary_gcd(48, 180));
	for (int i = 1; i <= 12; i++)
		sum = add(sum, (struct fraction){ i % 2 ? 1 : -1, i });
	printf("%ld/%ld\n", sum.n, sum.d);
	printf("%ld %ld %ld %d\n", g, x, y, 240 * x + 46 * y == g);
	struct fraction neg = reduce((struct fraction){ 6, -4 });
	return neg.d * 10 - neg.n;
}
