/* Balanced brackets, nested lists and their depths by recursion. */
#include <stdio.h>

static int depth_of(const char **p);

static int item(const char **p)
{
	if (**p == '(')
		return depth_of(p) + 1;
	while (**p && **p != ',' && **p != ')')
		++*p;
	return 0;
}

static int depth_of(const char **p)
{
	int deepest = 0;

	++*p;
	while (**p && **p != ')') {
		int d = item(p);
		deepest = d > deepest ? d : deepest;
		if (**p == ',')
			++*p;
	}
	if (**p)
		++*p;
	return deepest;
}

static const char *balanced(const char *s, char close)
{
	while (s && *s && *s != close) {
		switch (*s) {
		case '(': s = balanced(s + 1, ')'); break;
		case '[': s = balanced(s + 1, ']'); break;
		case '{': s = balanced(s + 1, '}'); break;
		case ')': case ']': case '}': return NULL;
		default: s++;
		}
	}
	return s && *s == close ? (close ? s + 1 : s) : NULL;
}

int main(void)
{
	static const char *const lists[] = { "(a,b)", "(a,(b,c),((d)),e)", "()", "((((x))),y)" };
	static const char *const texts[] = { "f(a[1], {2})", "([)]", "((", "", "}" };
	int sum = 0;

	for (int i = 0; i < 4; i++) {
		const char *p = lists[i];
		int d = item(&p);
		printf("%d%s ", d, *p ? "?" : "");
		sum += d;
	}
	for (int i = 0; i < 5; i++)
		printf("%d", balanced(texts[i], 0) != NULL);
	printf("\n");
	return sum;
}
