/* Statement expressions with the same names inside and outside, nested. */
#include <stdio.h>

#define add(a, b) ({ int x = (a); int y = (b); x + y; })
#define sum3(a, b, c) add(add(a, b), c)
#define fold(n, f) ({ int _s = 0; for (int i = 0; i < (n); i++) _s = f(_s, i); _s; })
#define plus(s, i) ((s) + (i))
#define times3(s, i) ((s) * 3 + (i))

static int scope(int v)
{
	return ({
		int v2 = v;
		({
			int v = v2 + 1;
			v2 = ({ int v2 = v * 2; v2 + 1; });
		});
		v2 * 10 + v;
	});
}

int main(void)
{
	int p = 1, q = 2;

	printf("%d\n", sum3(p, q, 3));
	printf("%d\n", add(add(add(1, 2), add(3, 4)), add(add(5, 6), add(7, 8))));
	printf("%d %d\n", fold(5, plus), fold(4, times3));
	printf("%d\n", fold(fold(3, plus), plus));
	printf("%d %d\n", scope(1), scope(7));
	int r = ({ goto_free: p += 5; p > 10 ? p : ({ q = 40; q + p; }); });
	printf("%d %d\n", r, q);
	for (int i = 0; i < 3; i++)
		p += ({ if (i == 1) continue; i; });
	printf("%d\n", p);
	while (({ q -= 7; q > 10; }))
		r += q;
	printf("%d %d\n", r, q);
	return ({ struct { int a[3]; } t = { { 1, 2, 3 } }; t; }).a[2];
}
