/* sizeof of types, values and things that are not evaluated. */
#include <stdio.h>

struct s { char c; long l; short list[3]; };
static int calls;
static int call(void) { return ++calls; }
static struct s make(void) { calls++; return (struct s){ 0 }; }

int main(void)
{
	int n = 5, m[2][3];
	char text[] = "four", *p = text;
	struct s s, *q = &s;

	printf("%zu %zu %zu\n", sizeof n, sizeof(int), sizeof n++);
	printf("%zu %zu %zu\n", sizeof call(), sizeof(make()), sizeof make().list);
	printf("%d %d\n", n, calls);
	printf("%zu %zu %zu\n", sizeof text, sizeof p, sizeof *p);
	printf("%zu %zu %zu\n", sizeof m, sizeof m[0], sizeof m[0][0]);
	printf("%zu %zu %zu\n", sizeof s, sizeof *q, sizeof q->list);
	printf("%zu %zu\n", sizeof 'a', sizeof "abc");
	printf("%zu %zu\n", sizeof(char) + 1, sizeof(short) * sizeof(long));
	printf("%zu\n", sizeof(int[n]));
	printf("%zu %zu\n", sizeof(n ? 1L : 1), sizeof(n, text[0]));
	printf("%zu %zu\n", sizeof((char)1), sizeof(-(char)1));
	printf("%zu\n", sizeof(sizeof n));
	printf("%zu\n", sizeof(struct { char a[3]; int b; }));
	printf("%zu %zu\n", _Alignof(struct s), _Alignof(short[7]));
	printf("%zu\n", sizeof(void (*)(int)));
	return sizeof(int) - 5 > 0;
}
