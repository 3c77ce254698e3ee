/* The operator with an omitted middle, with side effects and types. */
#include <stdio.h>

static int calls;
static int value(int v) { calls++; return v; }
static const char *name(int i) { return i == 2 ? "two" : NULL; }

int main(void)
{
	unsigned char small = 200;
	long big = 1L << 40;
	int zero = 0, *p = &zero, *q = NULL;

	printf("%d %d\n", value(5) ?: value(6), value(0) ?: value(7));
	printf("%d\n", calls);
	printf("%s %s\n", name(2) ?: "none", name(3) ?: "none");
	printf("%ld %ld\n", big ?: 1, zero ?: big);
	printf("%d\n", (small ?: -1) > 0);
	printf("%d\n", *(q ?: p) ?: 42);
	printf("%d\n", zero ?: 0 ?: 3 ?: 4);
	printf("%d\n", (int)sizeof(small ?: small));
	printf("%d\n", value(0) ?: value(0) ?: value(9));
	return calls;
}
