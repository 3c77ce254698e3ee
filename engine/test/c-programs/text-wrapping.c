/* Words filled into lines and aligned three ways. */
#include <stdio.h>
#include <string.h>

static const char text[] = "Page tables map virtual addresses to physical ones; a walker visits every entry and calls back.";

static void emit(const char *line, int length, int width, int how)
{
	int pad = how == 0 ? 0 : how == 1 ? width - length : (width - length) / 2;

	printf("%*s%.*s\n", pad, "", length, line);
}

static int wrap(const char *s, int width, int how)
{
	int lines = 0;

	while (*s) {
		int length = 0, fit = 0;
		while (*s == ' ')
			s++;
		for (; s[length] && length <= width; length++)
			if (s[length] == ' ')
				fit = length;
		if (!s[length] && length <= width)
			fit = length;
		if (!fit)
			fit = width < (int)strlen(s) ? width : (int)strlen(s);
		emit(s, fit, width, how);
		s += fit;
		lines++;
	}
	return lines;
}

int main(void)
{
	int n = wrap(text, 30, 0);

	n = n * 10 + wrap(text, 24, 1);
	n = n * 10 + wrap("a verylongwordthatdoesnotfit b", 12, 2);
	printf("%d\n", n);
	return n % 100;
}
