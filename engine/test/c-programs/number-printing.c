/* Integers written in any base, with grouping and padding. */
#include <stdio.h>
#include <string.h>

static char *format(unsigned long v, int base, char *end)
{
	*--end = 0;
	do
		*--end = "0123456789abcdefghijklmnopqrstuvwxyz"[v % base];
	while (v /= base);
	return end;
}

static char *grouped(long v, char *end)
{
	unsigned long u = v < 0 ? -(unsigned long)v : (unsigned long)v;
	int n = 0;

	*--end = 0;
	do {
		if (n && n % 3 == 0)
			*--end = ',';
		*--end = '0' + u % 10;
		n++;
	} while (u /= 10);
	if (v < 0)
		*--end = '-';
	return end;
}

static void roman(int n, char *to)
{
	static const struct { int value; char text[3]; } numerals[] = {
		{ 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" }, { 90, "XC" }, { 50, "L" },
		{ 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" },
	};

	*to = 0;
	for (int i = 0; n; i++)
		for (; n >= numerals[i].value; n -= numerals[i].value)
			strcat(to, numerals[i].text);
}

int main(void)
{
	char buffer[80], *end = buffer + sizeof(buffer);

	printf("%s\n", format(0xdeadbeef, 16, end));
	printf("%s\n", format(10, 2, end));
	printf("%s\n", format(-1ul, 36, end));
	printf("%s\n", format(0, 7, end));
	printf("%s\n", grouped(-1234567, end));
	printf("%s\n", grouped(-9223372036854775807 - 1, end));
	printf("%s\n", grouped(999, end));
	roman(1994, buffer);
	printf("%s\n", buffer);
	roman(3888, buffer);
	printf("%s\n", buffer);
	return strlen(buffer);
}
