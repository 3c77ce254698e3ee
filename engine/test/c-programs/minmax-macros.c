/* min, max, clamp and friends in the kernel's manner. */
#include <stdio.h>

#define __cmp(op, x, y) ((x) op (y) ? (x) : (y))
#define __once(op, x, y) ({ __auto_type __x = (x); __auto_type __y = (y); __cmp(op, __x, __y); })
#define min(x, y) __once(<, x, y)
#define max(x, y) __once(>, x, y)
#define min3(x, y, z) min((__typeof__(x))min(x, y), z)
#define clamp(v, lo, hi) min((__typeof__(v))max(v, lo), hi)
#define min_not_zero(x, y) ({ \
	__typeof__(x) _a = (x); __typeof__(y) _b = (y); \
	_a == 0 ? _b : ((_b == 0) ? _a : min(_a, _b)); })
#define abs_diff(a, b) ({ __typeof__(a) _p = (a); __typeof__(b) _q = (b); _p > _q ? _p - _q : _q - _p; })
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define round_up(x, y) ((((x) - 1) | ((__typeof__(x))((y) - 1))) + 1)
#define round_down(x, y) ((x) & ~((__typeof__(x))((y) - 1)))
#define DIV_ROUND_CLOSEST(x, d) ({ \
	__typeof__(x) __n = (x); __typeof__(d) __d = (d); \
	(((__typeof__(x))-1) > 0 || (__n > 0) == (__d > 0)) ? (__n + __d / 2) / __d : (__n - __d / 2) / __d; })

static int calls;
static int tick(int v) { calls++; return v; }

int main(void)
{
	unsigned char u = 200;
	long big = 1L << 36;

	printf("%d %d\n", min(tick(3), tick(2)), max(tick(-1), tick(-2)));
	printf("%d\n", calls);
	printf("%d %d\n", min3(5, 3, 4), min3(1, 9, 7));
	printf("%d %d %d\n", clamp(5, 0, 3), clamp(-5, 0, 3), clamp(2, 0, 3));
	printf("%d %d %d\n", min_not_zero(0, 4), min_not_zero(5, 0), min_not_zero(6, 2));
	printf("%u %ld\n", abs_diff(3u, 10u), abs_diff(big, -big));
	printf("%d %d\n", DIV_ROUND_UP(10, 4), DIV_ROUND_UP(u, 100));
	printf("%lx %lx\n", round_up(0x12345ul, 0x1000), round_down(0x12345ul, 0x1000));
	printf("%d %d %u\n", DIV_ROUND_CLOSEST(7, 2), DIV_ROUND_CLOSEST(-7, 2), DIV_ROUND_CLOSEST(8u, 3u));
	return max(min(u, (unsigned char)150), (unsigned char)20) - 100;
}
