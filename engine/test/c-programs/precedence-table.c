/* Expressions whose meaning is decided by precedence and grouping alone. */
#include <stdio.h>

struct s { int v[2]; struct s *next; };

int main(void)
{
	int a = 5, b = 3, c = 2, v[] = { 1, 2, 3 }, *p = v;
	struct s y = { { 7, 8 }, 0 }, x = { { 5, 6 }, &y }, *q = &x;

	printf("%d %d %d\n", a - b - c, a - (b - c), a / b * c);
	printf("%d %d %d\n", a << 1 + 1, a & 3 == 1, a | b ^ c & 1);
	printf("%d %d\n", a > b > c, a == b != c);
	printf("%d %d %d\n", !a == 0, -a + b, ~a & b);
	printf("%d %d\n", a && b || 0 && c, a || b && 0);
	printf("%d %d\n", a ? b : c ? 10 : 20, 0 ? 1 : 0 ? 2 : 3);
	printf("%d %d\n", *p + 1, *(p + 1));
	printf("%d\n", *p++ + 1);
	printf("%d\n", -*p);
	printf("%d\n", *p-- - 1);
	printf("%d %d\n", q->next->v[1], (*q->next).v[0]);
	printf("%d %d\n", &q->v[1] - q->v == 1, *&q->v[1]);
	printf("%d\n", (int)sizeof a + 1);
	printf("%d\n", (char)a + 300);
	printf("%d %d\n", -7 / 2 * 2 + -7 % 2, a + b * c - a % b);
	printf("%d\n", (a = b = c, a + b));
	printf("%d\n", a += b -= c *= 2);
	printf("%d\n", 1 + 2 << 3 - 1 >> 1);
	return a == 0 && b == -2;
}
