/* Constant tables of functions with several signatures. */
#include <stdio.h>

typedef long (*unary)(long);
typedef void (*action)(int *);

static long neg(long v) { return -v; }
static long inc(long v) { return v + 1; }
static long half(long v) { return v / 2; }
static void clear(int *p) { *p = 0; }
static void twice(int *p) { *p *= 2; }
static unary pick(int i);

static const unary unaries[] = { neg, inc, half };
static const struct { const char *name; action act; unary fn; } steps[] = {
	{ "twice", twice, NULL }, { "half", NULL, half }, { "inc", .fn = inc }, { "clear", clear, NULL },
};
static long (*const *cursor)(long) = unaries + 1;

static unary pick(int i) { return unaries[i % 3]; }

static long compose(unary f, unary g, long v) { return f(g(v)); }

int main(void)
{
	int state = 21;
	long v = 100;

	for (int i = 0; i < 5; i++)
		v = pick(i)(v);
	printf("%ld %ld\n", v, (*cursor)(5));
	for (unsigned i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		if (steps[i].act)
			steps[i].act(&state);
		if (steps[i].fn)
			state = (int)steps[i].fn(state);
		printf("%s:%d ", steps[i].name, state);
	}
	printf("\n%ld %ld\n", compose(neg, half, 9), compose(half, neg, 9));
	action a = steps[0].act;
	(*a)(&(int){ 3 });
	return (cursor[1] == half) + (int)compose(unaries[1], *cursor, 8);
}
