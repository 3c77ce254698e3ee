/* A reader of nested values that counts and sums without building. */
#include <stdio.h>
#include <string.h>

struct counts { int objects, arrays, strings, words; long sum; int depth, deepest; };

static const char *value(const char *p, struct counts *c);

static const char *space(const char *p) { return p + strspn(p, " \n\t"); }

static const char *string(const char *p)
{
	for (p++; *p != '"'; p++) {
		if (!*p)
			return NULL;
		if (*p == '\\')
			p++;
	}
	return p + 1;
}

static const char *items(const char *p, struct counts *c, char close)
{
	if (++c->depth > c->deepest)
		c->deepest = c->depth;
	p = space(p + 1);
	while (p && *p != close) {
		if (close == '}') {
			p = *p == '"' ? string(p) : NULL;
			p = p ? space(p) : NULL;
			p = p && *p == ':' ? p + 1 : NULL;
		}
		p = p ? value(p, c) : NULL;
		p = p ? space(p) : NULL;
		if (p && *p == ',')
			p = space(p + 1);
		else if (p && *p != close)
			p = NULL;
	}
	c->depth--;
	return p ? p + 1 : NULL;
}

static const char *value(const char *p, struct counts *c)
{
	p = space(p);
	switch (*p) {
	case '{': c->objects++; return items(p, c, '}');
	case '[': c->arrays++; return items(p, c, ']');
	case '"': c->strings++; return string(p);
	case '-': case '0' ... '9': {
		int negative = *p == '-';
		long v = 0;
		for (p += negative; *p >= '0' && *p <= '9'; p++)
			v = v * 10 + *p - '0';
		c->sum += negative ? -v : v;
		return p;
	}
	}
	static const char *const words[] = { "true", "false", "null" };
	for (int i = 0; i < 3; i++) {
		if (!strncmp(p, words[i], strlen(words[i]))) {
			c->words++;
			return p + strlen(words[i]);
		}
	}
	return NULL;
}

int main(void)
{
	static const char *const texts[] = {
		"{\"a\": [1, 2, {\"b\": null}], \"c\": \"x\\\"y\", \"d\": -40}", "[]", "[1, 2", "{\"a\" 1}", " [true,[false,[[]]]] ",
	};
	int good = 0;

	for (int i = 0; i < 5; i++) {
		struct counts c = { 0 };
		const char *end = value(texts[i], &c);
		int ok = end && !*space(end);
		printf("%d %d %d %d %d %ld %d\n", ok, c.objects, c.arrays, c.strings, c.words, c.sum, c.deepest);
		good += ok;
	}
	return good;
}
