/* Numbers of many words in base two to the thirty-second. */
#include <stdio.h>
#include <string.h>

#define WORDS 8
typedef unsigned int u32;
typedef unsigned long u64;
typedef struct { u32 w[WORDS]; } number;

static int add(number *r, const number *a, const number *b)
{
	u64 c = 0;

	for (int i = 0; i < WORDS; i++) {
		c += (u64)a->w[i] + b->w[i];
		r->w[i] = (u32)c;
		c >>= 32;
	}
	return (int)c;
}

static int subtract(number *r, const number *a, const number *b)
{
	u64 borrow = 0;

	for (int i = 0; i < WORDS; i++) {
		u64 t = (u64)a->w[i] - b->w[i] - borrow;
		r->w[i] = (u32)t;
		borrow = t >> 63;
	}
	return (int)borrow;
}

static void multiply(number *r, const number *a, const number *b)
{
	number out = { { 0 } };

	for (int i = 0; i < WORDS; i++) {
		u64 c = 0;
		for (int j = 0; i + j < WORDS; j++) {
			c += (u64)a->w[i] * b->w[j] + out.w[i + j];
			out.w[i + j] = (u32)c;
			c >>= 32;
		}
	}
	*r = out;
}

static number parse(const char *hex)
{
	number r = { { 0 } };
	int n = strlen(hex);

	for (int i = 0; i < n; i++) {
		char c = hex[n - 1 - i];
		u32 v = c <= '9' ? c - '0' : c - 'a' + 10;
		r.w[i / 8] |= v << i % 8 * 4;
	}
	return r;
}

static void print(const number *a)
{
	for (int i = WORDS; i--;)
		printf("%08x", a->w[i]);
	printf("\n");
}

int main(void)
{
	number a = parse("ffffffffffffffffffffffffffffffff"), b = parse("123456789abcdef0fedcba987654321"), r;

	printf("%d ", add(&r, &a, &b));
	print(&r);
	multiply(&r, &a, &a);
	print(&r);
	multiply(&r, &r, &b);
	print(&r);
	printf("%d ", subtract(&r, &b, &a));
	print(&r);
	return r.w[7] == ~0u;
}
