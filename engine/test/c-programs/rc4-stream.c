/* A key schedule and a stream of bytes that wrap. */
#include <stdio.h>
#include <string.h>

struct state { unsigned char s[256], i, j; };

static void setup(struct state *st, const char *key)
{
	unsigned char j = 0;
	size_t n = strlen(key);

	for (int i = 0; i < 256; i++)
		st->s[i] = i;
	for (int i = 0; i < 256; i++) {
		j += st->s[i] + key[i % n];
		unsigned char t = st->s[i];
		st->s[i] = st->s[j];
		st->s[j] = t;
	}
	st->i = st->j = 0;
}

static unsigned char next(struct state *st)
{
	unsigned char a = st->s[++st->i];
	unsigned char b = st->s[st->j += a];

	st->s[st->i] = b;
	st->s[st->j] = a;
	return st->s[(unsigned char)(a + b)];
}

int main(void)
{
	static const char *const pairs[][2] = { { "Key", "Plaintext" }, { "Wiki", "pedia" }, { "Secret", "Attack at dawn" } };
	unsigned sum = 0;

	for (int p = 0; p < 3; p++) {
		struct state st;
		setup(&st, pairs[p][0]);
		for (const char *s = pairs[p][1]; *s; s++) {
			unsigned char c = *s ^ next(&st);
			printf("%02X", c);
			sum += c;
		}
		printf("\n");
	}
	return sum % 128;
}
