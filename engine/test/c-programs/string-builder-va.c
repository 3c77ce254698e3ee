/* An own formatter over va_list with widths, signs and strings. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int emit(char *to, int at, int size, const char *s, int n, int width, char fill)
{
	for (; width > n; width--, at++)
		if (at < size)
			to[at] = fill;
	for (int i = 0; i < n; i++, at++)
		if (at < size)
			to[at] = s[i];
	return at;
}

static int own_vprintf(char *to, int size, const char *f, va_list args)
{
	int at = 0;

	for (; *f; f++) {
		char digits[24], *p = digits + sizeof(digits), fill = ' ';
		int width = 0, wide = 0, base = 10, negative = 0;
		unsigned long v;
		if (*f != '%') {
			at = emit(to, at, size, f, 1, 0, ' ');
			continue;
		}
		if (*++f == '0')
			fill = *f++;
		while (*f >= '0' && *f <= '9')
			width = width * 10 + *f++ - '0';
		if (*f == 'l')
			wide = 1, f++;
		switch (*f) {
		case 's': {
			const char *s = va_arg(args, const char *);
			at = emit(to, at, size, s, strlen(s), width, ' ');
			continue;
		}
		case 'c':
			digits[0] = va_arg(args, int);
			at = emit(to, at, size, digits, 1, width, ' ');
			continue;
		case 'd': {
			long d = wide ? va_arg(args, long) : va_arg(args, int);
			negative = d < 0;
			v = negative ? -(unsigned long)d : (unsigned long)d;
			break;
		}
		case 'x':
			base = 16;
			/* fall through */
		case 'u':
			v = wide ? va_arg(args, unsigned long) : va_arg(args, unsigned);
			break;
		default:
			at = emit(to, at, size, f, 1, 0, ' ');
			continue;
		}
		do
			*--p = "0123456789abcdef"[v % base];
		while (v /= base);
		if (negative)
			*--p = '-';
		at = emit(to, at, size, p, digits + sizeof(digits) - p, width, fill);
	}
	to[at < size ? at : size - 1] = 0;
	return at;
}

static int own_printf(char *to, int size, const char *f, ...)
{
	va_list args;

	va_start(args, f);
	int n = own_vprintf(to, size, f, args);
	va_end(args);
	return n;
}

int main(void)
{
	char a[64], b[64];
	int n = own_printf(a, 64, "%d|%5d|%05u|%x|%lx|%s|%6s|%c|%%|%ld", -42, 17, 99u, 0xbeef, -1ul, "str", "pad", 'z', -1L);
	int m = snprintf(b, 64, "%d|%5d|%05u|%x|%lx|%s|%6s|%c|%%|%ld", -42, 17, 99u, 0xbeef, -1ul, "str", "pad", 'z', -1L);

	printf("%s\n%d %d %d\n", a, n, m, strcmp(a, b));
	n = own_printf(a, 8, "%s-%d", "overflow", 12345);
	printf("%s %d\n", a, n);
	return n;
}
