/* Order and equality of pointers into one object. */
#include <stdio.h>

struct s { int a; char b[4]; int c; };

static int between(const char *p, const char *from, const char *to) { return p >= from && p < to; }

static int reverse(char *from, char *to)
{
	int swaps = 0;

	for (to--; from < to; from++, to--, swaps++) {
		char t = *from;
		*from = *to;
		*to = t;
	}
	return swaps;
}

int main(void)
{
	struct s s = { 1, "abc", 2 }, list[3];
	char text[] = "pointers";

	printf("%d %d\n", (char *)&s.a < s.b, (char *)&s.c > s.b);
	printf("%d %d\n", between(s.b + 2, s.b, s.b + 4), between((char *)&s.c, s.b, s.b + 4));
	printf("%d %s\n", reverse(text, text + 8), text);
	printf("%d %d\n", &list[0] < &list[2], &list[3] - 1 == &list[2]);
	printf("%d\n", (void *)list == (void *)&list[0].a);
	int *last = &list[2].c, *p = &list[2].a;
	printf("%d %d\n", p != last, (int)((char *)last - (char *)p));
	printf("%d %d\n", &s.a == &s.a, (const char *)&s == (const char *)&s.a);
	printf("%d\n", !p == 0 && p);
	return reverse(text + 3, text + 3);
}
