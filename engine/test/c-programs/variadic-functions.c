/* Arguments of many types behind the named ones. */
#include <stdarg.h>
#include <stdio.h>

struct pair { long a, b; };
struct tiny { char c[3]; };

static long add(int n, ...)
{
	va_list list;
	long sum = 0;

	va_start(list, n);
	while (n--)
		sum += va_arg(list, int);
	va_end(list);
	return sum;
}

static void mixed(const char *types, ...)
{
	va_list list, again;

	va_start(list, types);
	va_copy(again, list);
	for (const char *t = types; *t; t++) {
		switch (*t) {
		case 'i': printf("%d ", va_arg(list, int)); break;
		case 'u': printf("%u ", va_arg(list, unsigned)); break;
		case 'l': printf("%ld ", va_arg(list, long)); break;
		case 's': printf("%s ", va_arg(list, char *)); break;
		case 'p': {
			struct pair p = va_arg(list, struct pair);
			printf("%ld/%ld ", p.a, p.b);
			break;
		}
		case 't': printf("%s ", va_arg(list, struct tiny).c); break;
		}
	}
	printf("| %d\n", va_arg(again, int));
	va_end(again);
	va_end(list);
}

static int forward(char *to, unsigned long size, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	int n = vsnprintf(to, size, format, list);
	va_end(list);
	return n;
}

int main(void)
{
	char text[12];
	unsigned char small = 250;
	short s = -3;

	printf("%ld %ld\n", add(0), add(5, 1, 2, 3, small, s));
	mixed("iulspti", 1, 4000000000u, -5L, "str", (struct pair){ 6, 7 }, (struct tiny){ "ok" }, 'x');
	mixed("illlllll", -1, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
	int n = forward(text, sizeof(text), "%d-%s-%x", 42, "long text", 255);
	printf("%d %s\n", n, text);
	return n;
}
