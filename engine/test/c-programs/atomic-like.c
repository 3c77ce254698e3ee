/* Counters with the interface of the kernel's atomics. */
#include <stdio.h>

typedef struct { int counter; } atomic_t;
typedef struct { long counter; } atomic64_t;

#define ATOMIC_INIT(i) { (i) }
#define atomic_read(v) (*(const volatile __typeof__((v)->counter) *)&(v)->counter)
#define DEFINE_OPS(op, sign) \
static inline int atomic_##op##_return(int i, atomic_t *v) \
{ return v->counter = (int)((unsigned)v->counter sign (unsigned)i); } \
static inline int atomic_fetch_##op(int i, atomic_t *v) \
{ int old = v->counter; atomic_##op##_return(i, v); return old; }

DEFINE_OPS(add, +)
DEFINE_OPS(sub, -)
DEFINE_OPS(or, |)
DEFINE_OPS(xor, ^)
DEFINE_OPS(andnot, & ~)

static int atomic_try_cmpxchg(atomic_t *v, int *old, int new)
{
	int now = atomic_read(v);

	if (now == *old) {
		v->counter = new;
		return 1;
	}
	*old = now;
	return 0;
}

static int atomic_add_unless(atomic_t *v, int a, int u)
{
	int c = atomic_read(v);

	do {
		if (c == u)
			return 0;
	} while (!atomic_try_cmpxchg(v, &c, c + a));
	return 1;
}

int main(void)
{
	atomic_t v = ATOMIC_INIT(5);
	atomic64_t w = ATOMIC_INIT(1L << 40);
	int old = 3;

	printf("%d ", atomic_add_return(10, &v));
	printf("%d\n", atomic_fetch_sub(3, &v));
	printf("%d ", atomic_fetch_or(0x30, &v));
	printf("%d\n", atomic_xor_return(0xff, &v));
	printf("%d\n", atomic_andnot_return(0xf0, &v));
	printf("%d ", atomic_try_cmpxchg(&v, &old, 1));
	printf("%d\n", old);
	printf("%d\n", atomic_try_cmpxchg(&v, &old, 1));
	printf("%d ", atomic_add_unless(&v, 4, 9));
	printf("%d\n", atomic_add_unless(&v, 4, 5));
	printf("%d %ld\n", atomic_read(&v), atomic_read(&w));
	v.counter = 2147483647;
	printf("%d\n", atomic_add_return(1, &v));
	return atomic_fetch_add(0, &(atomic_t){ 44 });
}
