/* Globs with classes and a small regular expression matcher. */
#include <stdio.h>

static int glob(const char *p, const char *s)
{
	for (; *p; p++, s++) {
		switch (*p) {
		case '?':
			if (!*s)
				return 0;
			break;
		case '*':
			for (;; s++) {
				if (glob(p + 1, s))
					return 1;
				if (!*s)
					return 0;
			}
		case '[': {
			int invert = p[1] == '!', match = 0;
			for (p += 1 + invert; *p && *p != ']'; p++) {
				if (p[1] == '-' && p[2] != ']') {
					match |= *s >= *p && *s <= p[2];
					p += 2;
				} else
					match |= *s == *p;
			}
			if (match == invert || !*s)
				return 0;
			break;
		}
		default:
			if (*s != *p)
				return 0;
		}
	}
	return !*s;
}

static int here(const char *re, const char *s);

static int star(char c, const char *re, const char *s)
{
	do {
		if (here(re, s))
			return 1;
	} while (*s && (*s++ == c || c == '.'));
	return 0;
}

static int here(const char *re, const char *s)
{
	if (!re[0])
		return 1;
	if (re[1] == '*')
		return star(re[0], re + 2, s);
	if (re[0] == '$' && !re[1])
		return !*s;
	return *s && (re[0] == '.' || re[0] == *s) && here(re + 1, s + 1);
}

static int regex(const char *re, const char *s)
{
	if (*re == '^')
		return here(re + 1, s);
	do {
		if (here(re, s))
			return 1;
	} while (*s++);
	return 0;
}

int main(void)
{
	printf("%d%d%d%d\n", glob("*.c", "main.c"), glob("*.c", "main.h"), glob("m?i[a-n].*", "main."), glob("[!m]*", "main"));
	printf("%d%d%d%d\n", glob("", ""), glob("*", ""), glob("a*b*c", "axxbyybzzc"), glob("a*b*c", "axxbyybzz"));
	printf("%d%d%d%d\n", regex("^ab*c$", "abbbc"), regex("^ab*c$", "ac"), regex("b.d", "abcde"), regex("b.d$", "abcde"));
	printf("%d%d%d\n", regex("x*", "abc"), regex("^.*z$", "buzz"), regex("a.*b.*c", "a--c--b"));
	return 3;
}
