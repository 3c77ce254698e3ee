/* Objects of a function made anew each time, with values that change. */
#include <stdio.h>

struct s { int a[3]; struct { char c; short d; } in; const char *t; };

static int seed = 3;
static int roll(void) { return seed = seed * 5 % 17; }

static int one(int n)
{
	int first = roll(), v[4] = { n, first, [3] = n * first };
	struct s s = { { first, n }, { 'c', .d = v[3] }, "text" }, copy = s, empty = { 0 };
	struct s *p = &(struct s){ .a = { [1] = n }, .in = copy.in };
	char text[8] = "ab", rest[] = { 'x', n, 0 };

	v[2] += v[1];
	copy.a[2]++;
	empty.a[0] -= p->a[1];
	printf("%d %d %d %d|", v[0], v[1], v[2], v[3]);
	printf("%d %d %d %d|", s.a[2], copy.a[2], s.in.d, empty.a[0]);
	printf("%s %d %d %s\n", text, text[7], (int)sizeof(rest), s.t + 2);
	return p->in.d + rest[1] + empty.in.c;
}

int main(void)
{
	int sum = 0;

	for (int i = 1; i < 4; i++)
		sum += one(i);
	for (int i = 0; i < 3; i++) {
		int fresh[2] = { 0 };
		fresh[i & 1] += i + 1;
		sum = sum * 2 + fresh[0] - fresh[1];
	}
	printf("%d\n", sum);
	return sum & 0x7f;
}
