/* Palindromes around centres, in numbers and ignoring punctuation. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static int around(const char *s, int l, int r)
{
	while (l >= 0 && s[r] && s[l] == s[r])
		l--, r++;
	return r - l - 1;
}

static int loosely(const char *s)
{
	const char *e = s + strlen(s);

	for (;; s++) {
		while (s < e && !isalnum((unsigned char)*s))
			s++;
		while (e > s && !isalnum((unsigned char)e[-1]))
			e--;
		if (e - s < 2)
			return 1;
		if (tolower((unsigned char)*s) != tolower((unsigned char)*--e))
			return 0;
	}
}

int main(void)
{
	static const char text[] = "forgeeksskeegforabacabadabacaba";
	int best = 0, where = 0, count = 0;

	for (int i = 0; text[i]; i++) {
		int odd = around(text, i, i), even = around(text, i, i + 1);
		count += (odd + 1) / 2 + even / 2;
		int l = odd > even ? odd : even;
		if (l > best) {
			best = l;
			where = i - (l - 1) / 2;
		}
	}
	printf("%.*s %d\n", best, text + where, count);
	printf("%d %d %d\n", loosely("A man, a plan, a canal: Panama"), loosely("not one"), loosely("!?"));
	unsigned product = 0;
	for (unsigned a = 99; a > 80; a--) {
		for (unsigned b = a; b > 80; b--) {
			unsigned p = a * b, r = 0;
			for (unsigned k = p; k; k /= 10)
				r = r * 10 + k % 10;
			if (r == p && p > product)
				product = p;
		}
	}
	printf("%u\n", product);
	return best;
}
