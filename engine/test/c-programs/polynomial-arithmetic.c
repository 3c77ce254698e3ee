/* Sums, products, values and derivatives of polynomials. */
#include <stdio.h>
#include <string.h>

#define TERMS 10
typedef struct { int degree; long c[TERMS]; } poly;

static poly multiply(poly a, poly b)
{
	poly r = { a.degree + b.degree, { 0 } };

	for (int i = 0; i <= a.degree; i++)
		for (int j = 0; j <= b.degree; j++)
			r.c[i + j] += a.c[i] * b.c[j];
	return r;
}

static poly derive(poly a)
{
	for (int i = 1; i <= a.degree; i++)
		a.c[i - 1] = a.c[i] * i;
	a.c[a.degree] = 0;
	if (a.degree)
		a.degree--;
	return a;
}

static long value(const poly *a, long x)
{
	long v = 0;

	for (int i = a->degree; i >= 0; i--)
		v = v * x + a->c[i];
	return v;
}

static void print(poly a)
{
	for (int i = a.degree; i >= 0; i--)
		if (a.c[i])
			printf("%+ldx^%d", a.c[i], i);
	printf("\n");
}

int main(void)
{
	poly p = { 1, { 1, 1 } }, q = { 2, { -3, 0, 2 } }, r = p;

	for (int i = 0; i < 5; i++)
		r = multiply(r, p);
	print(r);
	print(multiply(p, q));
	print(derive(derive(multiply(q, q))));
	r = multiply(multiply(q, q), q);
	printf("%ld %ld %ld\n", value(&r, 10), value(&r, -3), value(&p, 0));
	poly zero = derive((poly){ 0, { 7 } });
	printf("%d %ld\n", zero.degree, zero.c[0]);
	return value(&q, 5);
}
