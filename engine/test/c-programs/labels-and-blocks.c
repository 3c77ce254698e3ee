/* Labels before closing braces, in switches, loops and local to blocks. */
#include <stdio.h>

#define RETRY(n) ({ \
	__label__ again, out; \
	int _n = 0; \
again: \
	if (++_n < (n)) \
		goto again; \
	goto out; \
out: \
	_n; })

static int scan(const char *s)
{
	int words = 0;

	for (;;) {
		switch (*s) {
		case ' ': s++; continue;
		case 0: goto end;
		case '#': goto comment;
		default:
word:
			words++;
			while (*s && *s != ' ')
				s++;
			break;
		}
		if (words == 2 && *s) {
			s++;
			if (*s && *s != ' ')
				goto word;
		}
		continue;
comment:
		while (*s && *s != '\n')
			s++;
		if (*s)
			s++;
	}
end:
	return words;
}

int main(void)
{
	int i = 0;

	printf("%d %d\n", RETRY(3), RETRY(RETRY(4) + 1));
	printf("%d %d %d\n", scan("one two three"), scan("a # b c\nd"), scan(""));
	{
		goto inner;
skip:		i += 100;
inner:		;
		i++;
		if (i < 3)
			goto inner;
		if (i < 50)
			goto skip;
	}
	printf("%d\n", i);
	if (i) {
		i = 1;
		goto last;
	} else {
last:
		i += 5;
	}
	return i;
}
