/* The value of a block is that of its last expression. */
#include <stdio.h>

#define max(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a > _b ? _a : _b; })
#define swap(a, b) do { __typeof__(a) _t = (a); (a) = (b); (b) = _t; } while (0)

static int calls;
static int next(void) { return ++calls; }

static int first_even(const int *v, int n)
{
	return ({
		int found = -1;
		for (int i = 0; i < n; i++) {
			if (v[i] % 2 == 0) {
				found = v[i];
				break;
			}
		}
		found;
	});
}

static int early(int x)
{
	int y = ({ if (x < 0) return -100; x * 2; });

	return y + 1;
}

int main(void)
{
	int a = 3, b = 8;
	long l = 1L << 40;

	printf("%d\n", max(next(), 0) + calls);
	printf("%ld\n", max(l, (long)a));
	printf("%d\n", max(max(a, b), max(1, 2)));
	swap(a, b);
	printf("%d %d\n", a, b);
	printf("%d %d\n", first_even((int[]){ 1, 3, 6, 8 }, 4), first_even(&b, 1));
	printf("%d %d\n", early(5), early(-5));
	printf("%d\n", ({ int s = 0; while (s < 50) s += 7; s; }));
	({ struct { int x, y; } p = { 1, 2 }; p; }).x;
	printf("%d\n", ({ struct pair { int x, y; } p = { 4, 6 }; p; }).y);
	({ ; });
	return ({ char c = 300 & 0xff; c; });
}
