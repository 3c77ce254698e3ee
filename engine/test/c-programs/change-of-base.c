/* Numbers in odd bases: balanced ternary, negative two, factorial base. */
#include <stdio.h>
#include <string.h>

static char *balanced(int n, char *end)
{
	*--end = 0;
	do {
		int r = ((n % 3) + 3) % 3;
		*--end = "0+-"[r];
		n = (n - (r == 2 ? -1 : r)) / 3;
	} while (n);
	return end;
}

static int unbalanced(const char *s)
{
	int n = 0;

	for (; *s; s++)
		n = n * 3 + (*s == '+' ? 1 : *s == '-' ? -1 : 0);
	return n;
}

static unsigned negative_two(int n) { return ((unsigned)n + 0xaaaaaaaa) ^ 0xaaaaaaaa; }

static int from_negative_two(unsigned u)
{
	int n = 0, weight = 1;

	for (int i = 0; i < 24; i++, weight *= -2)
		if (u >> i & 1)
			n += weight;
	return n;
}

static void factorial_base(unsigned n, char *to)
{
	char digits[12];
	int k = 0;

	for (unsigned d = 1; n || !k; n /= d, d++)
		digits[k++] = '0' + n % d;
	while (k)
		*to++ = digits[--k];
	*to = 0;
}

int main(void)
{
	char b[40];
	int wrong = 0;

	printf("%s %s %s\n", balanced(0, b + 10), balanced(42, b + 20), balanced(-7, b + 30));
	for (int i = -200; i < 200; i++) {
		wrong += unbalanced(balanced(i, b + 40)) != i;
		wrong += from_negative_two(negative_two(i)) != i;
	}
	printf("%d %x %x\n", wrong, negative_two(6), negative_two(-13));
	factorial_base(463, b);
	printf("%s\n", b);
	return strlen(b);
}
