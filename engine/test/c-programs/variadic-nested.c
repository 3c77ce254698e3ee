/* A va_list handed on through functions, some of it read on each level. */
#include <stdarg.h>
#include <stdio.h>

static int take(va_list *list)
{
	return va_arg(*list, int);
}

static int sum_pairs(int n, va_list list)
{
	int total = 0;

	for (int i = 0; i < n; i++) {
		int a = va_arg(list, int);
		long b = va_arg(list, long);
		total += a * (int)b;
	}
	return total;
}

static int first_then_pairs(int n, ...)
{
	va_list list;
	int r;

	va_start(list, n);
	r = take(&list) * 1000;
	r += take(&list) * 100;
	r += sum_pairs(n, list);
	va_end(list);
	return r;
}

static int depth(int level, ...)
{
	va_list list;
	int mine;

	va_start(list, level);
	mine = va_arg(list, int);
	if (level > 0)
		mine += depth(level - 1, mine * 2, level);
	mine += va_arg(list, int);
	va_end(list);
	return mine;
}

static const char *last(const char *s, ...)
{
	va_list list;
	const char *next;

	va_start(list, s);
	while ((next = va_arg(list, const char *)) != NULL)
		s = next;
	va_end(list);
	return s;
}

int main(void)
{
	printf("%d\n", first_then_pairs(2, 1, 2, 3, 4L, 5, 6L));
	printf("%d\n", first_then_pairs(0, 7, 8));
	printf("%d\n", depth(4, 1, 100));
	printf("%s %s\n", last("one", "two", "three", NULL), last("alone", (char *)NULL));
	return depth(2, 3, 4);
}
