/* Text with ${names}, conditions and repeats filled in. */
#include <stdio.h>
#include <string.h>

static const char *const names[][2] = { { "who", "world" }, { "n", "3" }, { "empty", "" } };

static const char *lookup(const char *key, int n)
{
	for (unsigned i = 0; i < 3; i++)
		if ((int)strlen(names[i][0]) == n && !memcmp(names[i][0], key, n))
			return names[i][1];
	return NULL;
}

static char *expand(const char *p, const char *end, char *to)
{
	while (p < end) {
		if (p[0] != '$' || p[1] != '{') {
			*to++ = *p++;
			continue;
		}
		const char *key = p + 2, *stop = key;
		int depth = 1;
		for (; depth; stop++)
			depth += *stop == '{' ? 1 : *stop == '}' ? -1 : 0;
		stop--;
		int n = strcspn(key, "?*}");
		const char *v = lookup(key, n);
		switch (key[n]) {
		case '?':
			if (v && *v)
				to = expand(key + n + 1, stop, to);
			break;
		case '*':
			for (int i = v ? *v - '0' : 0; i > 0; i--)
				to = expand(key + n + 1, stop, to);
			break;
		default:
			to += sprintf(to, "%s", v ? v : "<missing>");
		}
		p = stop + 1;
	}
	*to = 0;
	return to;
}

int main(void)
{
	static const char *const texts[] = { "hello ${who}!", "${n*ab}", "${empty?no}${who?yes ${n}}", "${none}", "${n*${n*.}|}", "$ {x}" };
	int total = 0;

	for (int i = 0; i < 6; i++) {
		char out[64];
		total += expand(texts[i], texts[i] + strlen(texts[i]), out) - out;
		puts(out);
	}
	return total;
}
