/* Factorials and powers with digits in base one billion. */
#include <stdio.h>

#define BASE 1000000000u
#define WORDS 40

struct big { int n; unsigned d[WORDS]; };

static void set(struct big *b, unsigned v) { b->n = 1; b->d[0] = v; }

static void multiply(struct big *b, unsigned by)
{
	unsigned long carry = 0;

	for (int i = 0; i < b->n; i++) {
		carry += (unsigned long)b->d[i] * by;
		b->d[i] = carry % BASE;
		carry /= BASE;
	}
	if (carry)
		b->d[b->n++] = carry;
}

static void add(struct big *a, const struct big *b)
{
	unsigned carry = 0;

	for (int i = 0; i < a->n || i < b->n || carry; i++) {
		unsigned v = (i < a->n ? a->d[i] : 0) + (i < b->n ? b->d[i] : 0) + carry;
		carry = v >= BASE;
		a->d[i] = carry ? v - BASE : v;
		if (i >= a->n)
			a->n = i + 1;
	}
}

static unsigned divide(struct big *b, unsigned by)
{
	unsigned long rest = 0;

	for (int i = b->n - 1; i >= 0; i--) {
		rest = rest * BASE + b->d[i];
		b->d[i] = rest / by;
		rest %= by;
	}
	while (b->n > 1 && !b->d[b->n - 1])
		b->n--;
	return rest;
}

static void print(const struct big *b)
{
	printf("%u", b->d[b->n - 1]);
	for (int i = b->n - 2; i >= 0; i--)
		printf("%09u", b->d[i]);
	printf("\n");
}

int main(void)
{
	struct big f, p, s;

	set(&f, 1);
	for (unsigned i = 2; i <= 50; i++)
		multiply(&f, i);
	print(&f);
	set(&p, 1);
	for (int i = 0; i < 200; i++)
		multiply(&p, 2);
	print(&p);
	s = f;
	add(&s, &p);
	print(&s);
	unsigned r = divide(&s, 97);
	print(&s);
	printf("%u %d\n", r, s.n);
	return r;
}
