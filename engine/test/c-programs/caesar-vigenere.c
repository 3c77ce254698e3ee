/* Shift ciphers, a keyed one, and one broken by letter counts. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static char shift(char c, int by)
{
	int base = isupper((unsigned char)c) ? 'A' : 'a';

	return isalpha((unsigned char)c) ? base + ((c - base + by) % 26 + 26) % 26 : c;
}

static void apply(char *s, const char *key, int sign)
{
	for (size_t i = 0, k = 0; s[i]; i++) {
		if (!isalpha((unsigned char)s[i]))
			continue;
		s[i] = shift(s[i], sign * (key[k] - 'a'));
		k = (k + 1) % strlen(key);
	}
}

static int guess(const char *s)
{
	static const unsigned char usual[26] = { 82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2, 20, 1 };
	int best = 0;
	long most = -1;

	for (int by = 0; by < 26; by++) {
		long score = 0;
		for (const char *p = s; *p; p++)
			if (isalpha((unsigned char)*p))
				score += usual[shift((char)tolower((unsigned char)*p), -by) - 'a'];
		if (score > most) {
			most = score;
			best = by;
		}
	}
	return best;
}

int main(void)
{
	char text[] = "Attack the page tables at dawn, not later!";
	char other[64];

	for (size_t i = 0; i <= strlen(text); i++)
		other[i] = shift(text[i], 29);
	puts(other);
	int by = guess(other);
	apply(text, "lemon", 1);
	puts(text);
	apply(text, "lemon", -1);
	puts(text);
	printf("%d %c %c\n", by, shift('z', 1), shift('A', -1));
	return by;
}
