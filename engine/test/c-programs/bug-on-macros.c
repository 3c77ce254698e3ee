/* Warnings that count, and conditions that yield their value. */
#include <stdio.h>

static int warnings;

#define WARN_ON(c) ({ int __r = !!(c); if (__r) warn(__func__, #c); __r; })
#define WARN_ON_ONCE(c) ({ static char __done; int __r = !!(c); if (__r && !__done) { __done = 1; warn(__func__, #c); } __r; })
#define WARN(c, fmt, ...) ({ int __r = !!(c); if (__r) printf(fmt, ##__VA_ARGS__); __r; })
#define BUILD_BUG_ON(c) ((void)sizeof(char[1 - 2 * !!(c)]))
#define BUILD_BUG_ON_MSG(c, msg) _Static_assert(!(c), msg)

static void warn(const char *where, const char *what)
{
	printf("%s: %s\n", where, what);
	warnings++;
}

static int check(int depth, const int *p)
{
	BUILD_BUG_ON(sizeof(int) != 4);
	BUILD_BUG_ON_MSG(sizeof(long) != 8, "words");
	if (WARN_ON(depth < 0))
		return -1;
	if (WARN_ON_ONCE(!p) || depth == 0)
		return 0;
	return WARN(*p > 5, "big %d\n", *p) ? *p : check(depth - 1, p + 1) + 1;
}

int main(void)
{
	static const int v[] = { 1, 2, 9, 3 };
	int sum = 0;

	sum += check(2, v);
	sum += check(3, v);
	sum += check(-1, v);
	sum += check(1, NULL);
	sum += check(1, NULL);
	if (WARN_ON(warnings == 2))
		sum++;
	printf("%d %d\n", sum, warnings);
	return sum;
}
