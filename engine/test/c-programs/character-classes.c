/* The classes of all characters, counted. */
#include <ctype.h>
#include <stdio.h>

#define COUNT(f) do { int n = 0, x = 0; for (int c = 0; c < 128; c++) if (f(c)) { n++; x ^= c; } printf(#f " %d %d\n", n, x); total += n; } while (0)

static int is_vowel(int c) { switch (tolower(c)) { case 'a': case 'e': case 'i': case 'o': case 'u': return 1; } return 0; }

int main(void)
{
	int total = 0, changed = 0;

	COUNT(isalpha);
	COUNT(isdigit);
	COUNT(isalnum);
	COUNT(isupper);
	COUNT(islower);
	COUNT(isspace);
	COUNT(ispunct);
	COUNT(isprint);
	COUNT(isgraph);
	COUNT(iscntrl);
	COUNT(isxdigit);
	COUNT(isblank);
	COUNT(is_vowel);
	for (int c = 0; c < 128; c++) {
		changed += toupper(c) != c;
		changed += 2 * (tolower(c) != c);
		changed += 100 * (tolower(toupper(c)) != tolower(c));
	}
	printf("%d %d\n", total, changed);
	for (const char *p = "rot13: Uryyb!"; *p; p++)
		putchar(isalpha((unsigned char)*p) ? (tolower((unsigned char)*p) - 'a' + 13) % 26 + (isupper((unsigned char)*p) ? 'A' : 'a') : *p);
	printf("\n");
	return changed;
}
