/* Volatile accesses by macros, whole and by size. */
#include <stdio.h>

#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v) do { *(volatile __typeof__(x) *)&(x) = (v); } while (0)
#define cmpxchg(p, old, new) ({ \
	__typeof__(*(p)) __old = (old), __new = (new), __ret = READ_ONCE(*(p)); \
	if (__ret == __old) \
		WRITE_ONCE(*(p), __new); \
	__ret; })
#define xchg(p, v) ({ __typeof__(*(p)) __o = *(p); *(p) = (v); __o; })

struct counter { unsigned char small; short mid; unsigned long big; };

static int try_add(unsigned long *p, unsigned long limit)
{
	unsigned long old, seen = READ_ONCE(*p);

	do {
		old = seen;
		if (old >= limit)
			return 0;
		seen = cmpxchg(p, old, old + 3);
	} while (seen != old);
	return 1;
}

int main(void)
{
	struct counter c = { 250, -5, 1 };
	int n = 0;

	while (try_add(&c.big, 20))
		n++;
	printf("%d %lu\n", n, c.big);
	WRITE_ONCE(c.small, c.small + 10);
	WRITE_ONCE(c.mid, READ_ONCE(c.mid) * 2);
	printf("%d %d\n", READ_ONCE(c.small), READ_ONCE(c.mid));
	int small = xchg(&c.small, 77);
	printf("%d %d\n", small, c.small == 77);
	short was = xchg(&c.mid, 3);
	printf("%d %d\n", was, c.mid);
	printf("%d\n", cmpxchg(&c.mid, 4, 5));
	int *volatile pointer = &n;
	*READ_ONCE(pointer) += 1;
	printf("%d\n", cmpxchg(&n, n, 100) + n);
	return n;
}
