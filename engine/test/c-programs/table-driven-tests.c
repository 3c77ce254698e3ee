/* A function checked against a table of arguments and results. */
#include <stdio.h>

struct test { const char *name; long (*f)(long, long); struct { long a, b, want; } cases[4]; int n; };

static long floor_div(long a, long b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }
static long gcd(long a, long b) { return b ? gcd(b, a % b) : a < 0 ? -a : a; }
static long power(long a, long b) { long r = 1; while (b-- > 0) r *= a; return r; }
static long broken(long a, long b) { return a ^ b; }

static const struct test tests[] = {
	{ "floor", floor_div, { { 7, 2, 3 }, { -7, 2, -4 }, { 7, -2, -4 }, { -8, 2, -4 } }, 4 },
	{ .name = "gcd", .f = gcd, .cases = { { 12, 18, 6 }, [1] = { -5, 0, 5 }, [2].a = 17, [2].b = 5, [2].want = 1 }, .n = 3 },
	{ "power", power, { { 2, 40, 1L << 40 }, { -3, 3, -27 }, { 9, 0, 1 } }, 3 },
	{ "broken", broken, { { 1, 2, 3 }, { 3, 1, 4 } }, 2 },
};

int main(void)
{
	int passed = 0, failed = 0;

	for (const struct test *t = tests; t < tests + sizeof(tests) / sizeof(tests[0]); t++) {
		for (int i = 0; i < t->n; i++) {
			__auto_type c = &t->cases[i];
			long got = t->f(c->a, c->b);
			if (got == c->want) {
				passed++;
				continue;
			}
			failed++;
			printf("%s(%ld, %ld) = %ld, not %ld\n", t->name, c->a, c->b, got, c->want);
		}
	}
	printf("%d %d\n", passed, failed);
	return passed;
}
