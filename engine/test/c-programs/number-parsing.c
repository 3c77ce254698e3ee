/* strtol and friends, and an own reader with all bases. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

static int parse(const char *s, int base, unsigned long *result)
{
	unsigned long v = 0;

	if (base == 0) {
		base = 10;
		if (*s == '0') {
			base = 8;
			if ((s[1] | 0x20) == 'x')
				base = 16, s += 2;
		}
	}
	if (!*s)
		return -22;
	for (; *s; s++) {
		int d = *s >= 'a' ? *s - 'a' + 10 : *s >= 'A' ? *s - 'A' + 10 : *s - '0';
		if (d < 0 || d >= base)
			return -22;
		if (__builtin_mul_overflow(v, base, &v) || __builtin_add_overflow(v, d, &v))
			return -34;
	}
	*result = v;
	return 0;
}

int main(void)
{
	static const char *const texts[] = { "123", "0x1F", "0777", "ff", "18446744073709551615", "18446744073709551616", "", "12z" };
	char *end;

	for (unsigned i = 0; i < 8; i++) {
		unsigned long v = 0;
		int err = parse(texts[i], i == 3 ? 16 : 0, &v);
		printf("%d %lu\n", err, v);
	}
	printf("%ld ", strtol("  -42abc", &end, 10));
	printf("%s\n", end);
	printf("%ld %ld\n", strtol("0x7f", NULL, 0), strtol("z", NULL, 36));
	printf("%lu\n", strtoul("-1", NULL, 10));
	errno = 0;
	printf("%d ", strtol("99999999999999999999", NULL, 10) == LONG_MAX);
	printf("%d\n", errno == ERANGE);
	printf("%d %ld\n", atoi("-17 "), atol("12345678901"));
	return abs(-9);
}
