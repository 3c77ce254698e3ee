/* Numbers written as words and read again. */
#include <stdio.h>
#include <string.h>

static const char *const small[] = {
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const tens[] = { "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };
static const struct { unsigned long value; const char *name; } large[] = {
	{ 1000000000, "billion" }, { 1000000, "million" }, { 1000, "thousand" }, { 100, "hundred" },
};

static char *write(char *to, unsigned long n)
{
	for (unsigned i = 0; i < sizeof(large) / sizeof(large[0]); i++) {
		if (n < large[i].value)
			continue;
		to = write(to, n / large[i].value);
		to += sprintf(to, " %s", large[i].name);
		n %= large[i].value;
		if (!n)
			return to;
		*to++ = ' ';
	}
	if (n >= 20) {
		to += sprintf(to, "%s", tens[n / 10]);
		n %= 10;
		if (!n)
			return to;
		*to++ = '-';
	}
	return to + sprintf(to, "%s", small[n]);
}

static unsigned long read(char *s)
{
	unsigned long total = 0, part = 0;

	for (char *word = s, *end; word; word = end) {
		end = strpbrk(word, " -");
		if (end)
			*end++ = 0;
		for (int i = 0; i < 20; i++)
			part += strcmp(word, small[i]) ? 0 : i;
		for (int i = 2; i < 10; i++)
			part += strcmp(word, tens[i]) ? 0 : i * 10;
		if (!strcmp(word, "hundred"))
			part *= 100;
		for (int i = 0; i < 3; i++) {
			if (strcmp(word, large[i].name))
				continue;
			total += part * large[i].value;
			part = 0;
		}
	}
	return total + part;
}

int main(void)
{
	static const unsigned long n[] = { 0, 13, 40, 105, 999, 1000, 12345, 7000001, 3141592653 };
	char text[160];
	int right = 0;

	for (int i = 0; i < 9; i++) {
		*write(text, n[i]) = 0;
		printf("%s\n", text);
		right += read(text) == n[i];
	}
	return right;
}
