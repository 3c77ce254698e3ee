/* Comparisons of all signs and widths in conditions and as values. */
#include <stdio.h>

#define COMPARE(a, b) do { \
	n = n * 3 + ((a) < (b)); n = n * 3 + ((a) <= (b)); n = n * 3 + ((a) == (b)); \
	if ((a) > (b)) n += 7; \
	if (!((a) >= (b))) n += 11; \
	n += (a) != (b) ? 13 : 17; \
} while (0)

int main(void)
{
	static const long v[] = { -3, 0, 3, 200, 40000, 3000000000, -3000000000 };
	unsigned n = 1;

	for (int i = 0; i < 7; i++) {
		for (int j = 0; j < 7; j++) {
			signed char c = v[i], d = v[j];
			unsigned char uc = v[i];
			short s = v[i];
			unsigned short us = v[j];
			int x = v[i];
			unsigned y = v[j];
			long l = v[i];
			unsigned long ul = v[j];
			COMPARE(c, d);
			COMPARE(uc, d);
			COMPARE(s, us);
			COMPARE(x, y);
			COMPARE(x, l);
			COMPARE(y, l);
			COMPARE(l, ul);
			COMPARE(s, ul);
		}
		printf("%u ", n);
	}
	printf("\n");
	while (n > 100u)
		n /= 10;
	return n;
}
