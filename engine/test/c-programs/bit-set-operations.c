/* Sets of small numbers: algebra, iteration, ranges and closures. */
#include <stdio.h>

typedef unsigned long set;

#define SINGLE(x) ((set)1 << (x))
#define RANGE(a, b) ((~(set)0 >> (63 - (b))) & (~(set)0 << (a)))
#define HAS(s, x) ((s) >> (x) & 1)
#define FOR_EACH(x, s) for (set _s = (s), x; _s && (x = __builtin_ctzl(_s), 1); _s &= _s - 1)

static set closure(const set *next, int n, set from)
{
	set seen = 0;

	while (from) {
		set more = 0;
		FOR_EACH(x, from)
			if ((int)x < n)
				more |= next[x];
		seen |= from;
		from = more & ~seen;
	}
	return seen;
}

static int size(set s) { return __builtin_popcountl(s); }

int main(void)
{
	set evens = 0, squares = 0, primes = RANGE(2, 63);
	static const set next[6] = { SINGLE(1) | SINGLE(2), SINGLE(3), SINGLE(4), SINGLE(0), SINGLE(4), SINGLE(0) };

	for (int i = 0; i < 64; i += 2)
		evens |= SINGLE(i);
	for (int i = 0; i * i < 64; i++)
		squares |= SINGLE(i * i);
	FOR_EACH(p, primes)
		for (set q = p * p; q < 64; q += p)
			primes &= ~SINGLE(q);
	FOR_EACH(x, (squares & evens) | (primes & RANGE(50, 63)))
		printf("%lu ", x);
	printf("\n%d %d %d\n", size(primes), size(evens ^ squares), size(~(primes | evens)));
	printf("%lx %lx %lx\n", closure(next, 6, SINGLE(0)), closure(next, 6, SINGLE(2)), closure(next, 6, SINGLE(5)));
	printf("%lx %lx %lx\n", RANGE(0, 63), RANGE(63, 63), RANGE(4, 7));
	return size(primes) + (int)HAS(primes, 61);
}
