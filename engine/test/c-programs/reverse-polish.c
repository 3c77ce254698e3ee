/* Infix turned into postfix and evaluated, with errors found. */
#include <ctype.h>
#include <stdio.h>

static int priority(char c)
{
	switch (c) {
	case '|': return 1;
	case '&': return 2;
	case '+': case '-': return 3;
	case '*': case '/': return 4;
	case '~': return 5;
	}
	return 0;
}

static int convert(const char *s, char *to)
{
	char stack[32];
	int n = 0;

	for (; *s; s++) {
		if (isspace((unsigned char)*s))
			continue;
		if (isdigit((unsigned char)*s)) {
			*to++ = *s;
		} else if (*s == '(') {
			stack[n++] = '(';
		} else if (*s == ')') {
			while (n && stack[n - 1] != '(')
				*to++ = stack[--n];
			if (!n--)
				return -1;
		} else if (priority(*s)) {
			while (n && *s != '~' && priority(stack[n - 1]) >= priority(*s))
				*to++ = stack[--n];
			stack[n++] = *s;
		} else
			return -2;
	}
	while (n) {
		if (stack[n - 1] == '(')
			return -1;
		*to++ = stack[--n];
	}
	*to = 0;
	return 0;
}

static int evaluate(const char *s)
{
	int stack[32], n = 0;

	for (; *s; s++) {
		if (isdigit((unsigned char)*s)) {
			stack[n++] = *s - '0';
			continue;
		}
		if (*s == '~') {
			stack[n - 1] = ~stack[n - 1];
			continue;
		}
		int b = stack[--n], *a = &stack[n - 1];
		switch (*s) {
		case '|': *a |= b; break;
		case '&': *a &= b; break;
		case '+': *a += b; break;
		case '-': *a -= b; break;
		case '*': *a *= b; break;
		case '/': *a = b ? *a / b : 0; break;
		}
	}
	return stack[0];
}

int main(void)
{
	static const char *const lines[] = { "1+2*3", "(1+2)*3", "8-3-2", "~5&7|8", "7/(3-3)", "(2", "2)", "2$3", "~~4*2" };
	int sum = 0;

	for (int i = 0; i < 9; i++) {
		char out[32];
		int err = convert(lines[i], out);
		if (err)
			printf("error %d\n", err);
		else
			printf("%s = %d\n", out, evaluate(out));
		sum += err ? err : evaluate(out);
	}
	return sum;
}
