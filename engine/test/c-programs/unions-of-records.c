/* Tagged unions, common beginnings and unions as parameters. */
#include <stdio.h>

enum kind { NUMBER, ADD, MULTIPLY, NEGATE };
struct expression {
	enum kind kind;
	union {
		long number;
		struct { const struct expression *left, *right; };
		const struct expression *operand;
	};
};

union argument { int i; const char *s; struct { short a, b; } pair; };

static long evaluate(const struct expression *e)
{
	switch (e->kind) {
	case NUMBER: return e->number;
	case ADD: return evaluate(e->left) + evaluate(e->right);
	case MULTIPLY: return evaluate(e->left) * evaluate(e->right);
	case NEGATE: return -evaluate(e->operand);
	}
	return 0;
}

static int show(char how, union argument a)
{
	switch (how) {
	case 'i': return printf("%d\n", a.i);
	case 's': return printf("%s\n", a.s);
	default: return printf("%d,%d\n", a.pair.a, a.pair.b);
	}
}

static union argument made(int i)
{
	return i ? (union argument){ .i = i } : (union argument){ .pair = { 3, -4 } };
}

#define N(v) (&(const struct expression){ NUMBER, { .number = (v) } })
#define OP(k, a, b) (&(const struct expression){ k, { .left = (a), .right = (b) } })

int main(void)
{
	const struct expression minus = { NEGATE, .operand = N(5) };

	printf("%ld\n", evaluate(OP(ADD, OP(MULTIPLY, N(6), N(7)), &minus)));
	int n = show('i', made(12)) + show('s', (union argument){ .s = "text" }) + show('p', made(0));
	union argument list[2] = { { 1 }, { .s = "x" } };
	list[0] = list[1];
	printf("%s %d\n", list[0].s, (int)sizeof(list));
	return n;
}
