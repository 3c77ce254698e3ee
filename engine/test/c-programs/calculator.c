/* A recursive descent parser of expressions with precedence and variables. */
#include <ctype.h>
#include <stdio.h>

static const char *at;
static int failed;
static long variables[26];

static long expression(int level);

static void skip(void)
{
	while (isspace((unsigned char)*at))
		at++;
}

static long primary(void)
{
	long v = 0;

	skip();
	if (isdigit((unsigned char)*at)) {
		while (isdigit((unsigned char)*at))
			v = v * 10 + (*at++ - '0');
		return v;
	}
	if (islower((unsigned char)*at)) {
		long *slot = &variables[*at++ - 'a'];
		skip();
		if (*at == '=') {
			at++;
			*slot = expression(0);
		}
		return *slot;
	}
	if (*at == '-') {
		at++;
		return -primary();
	}
	if (*at == '(') {
		at++;
		v = expression(0);
		skip();
		if (*at == ')')
			at++;
		else
			failed = 1;
		return v;
	}
	failed = 1;
	return 0;
}

static long expression(int level)
{
	static const char *const operators[] = { "+-", "*/%" };

	if (level == 2)
		return primary();
	long left = expression(level + 1);
	for (;;) {
		skip();
		char op = *at;
		if (!op || (op != operators[level][0] && op != operators[level][1] && (level == 0 || op != operators[1][2])))
			return left;
		at++;
		long right = expression(level + 1);
		if ((op == '/' || op == '%') && !right) {
			failed = 2;
			return 0;
		}
		switch (op) {
		case '+': left += right; break;
		case '-': left -= right; break;
		case '*': left *= right; break;
		case '/': left /= right; break;
		case '%': left %= right; break;
		}
	}
}

int main(void)
{
	static const char *const lines[] = {
		"1 + 2 * 3", "(1+2)*3 - -4", "a = 7 * (b = 6)", "a / b + a % 5", "2 *", "10 / (b - 6)", "-(3 - 10) * 100 / 7",
	};
	int errors = 0;

	for (unsigned i = 0; i < 7; i++) {
		at = lines[i];
		failed = 0;
		long v = expression(0);
		printf("%s -> ", lines[i]);
		failed ? printf("error %d\n", failed) : printf("%ld\n", v);
		errors += failed;
	}
	return errors;
}
