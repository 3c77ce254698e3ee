/* What the compiler knows about the size of an object. */
#include <stdio.h>

static char text[24];

#define KNOWN(p) (__builtin_object_size(p, 0) != (unsigned long)-1)
#define CHECKED(p, n) (!KNOWN(p) || __builtin_object_size(p, 1) >= (n))

static int fill(char *to, int value, unsigned long n)
{
	if (!CHECKED(to, n))
		return -1;
	for (unsigned long i = 0; i < n; i++)
		to[i] = value;
	return n;
}

int main(void)
{
	struct { char a[8]; int b; } s = { "", 3 };

	printf("%d\n", fill(text, 'x', 24));
	printf("%d\n", fill(s.a, 'y', 7));
	printf("%s %d %d\n", s.a, s.b, text[23]);
	printf("%d %d\n", CHECKED(text, 24), CHECKED(s.a, 1));
	return KNOWN(text) <= 1;
}
