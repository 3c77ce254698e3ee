/* inline, static, noreturn and attributes that change nothing. tcc differs: it ignores the alignment of a record. */
#include <stdio.h>
#include <stdlib.h>

static inline __attribute__((always_inline)) int square(int x)
{
	return x * x;
}

static __inline__ int cube(int x) { return square(x) * x; }

static __attribute__((noinline, unused)) int apart(int x) { return x - 1; }

static _Noreturn void leave(int status)
{
	printf("leaving %d\n", status);
	exit(status);
}

static int __attribute__((pure)) pure(const int *p) { return *p; }
static int (__attribute__((const)) paren)(int x) { return x ^ 5; }

struct s { int a __attribute__((unused)); } __attribute__((aligned(8)));

static void count(void) __attribute__((cold));
static int n;
static void count(void) { n++; }

__extension__ typedef long long wide;

int main(int argc, char **argv)
{
	wide w = 1;
	int unused __attribute__((unused)) = 4;

	(void)argv;
	for (int i = 0; i < 5; i++)
		count();
	printf("%d %d %d %d\n", square(7), cube(3), apart(n), pure(&n));
	printf("%d %d %d\n", paren(6), (int)sizeof(struct s), argc);
	printf("%d\n", __extension__ (int)(w << 3));
	if (n == 5)
		leave(33);
	return 1;
}
