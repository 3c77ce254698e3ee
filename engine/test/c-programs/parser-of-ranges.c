/* Lists such as 1-5,9,12-20:2 read into bits and written again. */
#include <stdio.h>
#include <stdlib.h>

static int parse(const char *s, unsigned long *bits)
{
	*bits = 0;
	while (*s) {
		char *end;
		unsigned long a = strtoul(s, &end, 10), b = a, step = 1;
		if (end == s)
			return -22;
		if (*end == '-') {
			s = end + 1;
			b = strtoul(s, &end, 10);
			if (end == s || b < a)
				return -22;
		}
		if (*end == ':') {
			s = end + 1;
			step = strtoul(s, &end, 10);
			if (end == s || !step)
				return -22;
		}
		if (b > 63)
			return -34;
		for (; a <= b; a += step)
			*bits |= 1ul << a;
		if (*end && *end != ',')
			return -22;
		s = *end ? end + 1 : end;
	}
	return 0;
}

static int print(unsigned long bits)
{
	int parts = 0;

	while (bits) {
		int from = __builtin_ctzl(bits);
		unsigned long rest = ~(bits >> from);
		int run = rest ? __builtin_ctzl(rest) : 64;
		printf(run > 1 ? "%s%d-%d" : "%s%d", parts++ ? "," : "", from, from + run - 1);
		bits &= run + from > 63 ? ~0ul >> (63 - from) >> 1 : ~(((1ul << run) - 1) << from);
	}
	printf("\n");
	return parts;
}

int main(void)
{
	static const char *const texts[] = { "1-5,9,12-20:2", "0-63", "63,62,0", "", "3-1", "5:0", "64", "1,,2", "7-9,8-11" };
	int sum = 0;

	for (int i = 0; i < 9; i++) {
		unsigned long bits;
		int err = parse(texts[i], &bits);
		if (err)
			printf("error %d\n", err);
		else
			sum += print(bits);
	}
	return sum;
}
