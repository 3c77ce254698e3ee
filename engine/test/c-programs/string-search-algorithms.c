/* Three ways to find a text in another, with the places they agree on. */
#include <stdio.h>
#include <string.h>

static int knuth(const char *text, const char *what, int *places)
{
	int m = strlen(what), fail[32] = { 0 }, n = 0;

	for (int i = 1, k = 0; i < m; i++) {
		while (k && what[i] != what[k])
			k = fail[k - 1];
		k += what[i] == what[k];
		fail[i] = k;
	}
	for (int i = 0, k = 0; text[i]; i++) {
		while (k && text[i] != what[k])
			k = fail[k - 1];
		k += text[i] == what[k];
		if (k == m) {
			places[n++] = i - m + 1;
			k = fail[k - 1];
		}
	}
	return n;
}

static int horspool(const char *text, const char *what, int *places)
{
	int m = strlen(what), t = strlen(text), n = 0, skip[256];

	for (int i = 0; i < 256; i++)
		skip[i] = m;
	for (int i = 0; i + 1 < m; i++)
		skip[(unsigned char)what[i]] = m - 1 - i;
	for (int at = 0; at + m <= t; at += skip[(unsigned char)text[at + m - 1]])
		if (!memcmp(text + at, what, m))
			places[n++] = at;
	return n;
}

static int rabin(const char *text, const char *what, int *places)
{
	unsigned m = strlen(what), t = strlen(text), want = 0, have = 0, high = 1, n = 0;

	for (unsigned i = 0; i < m; i++) {
		want = want * 257 + what[i];
		have = have * 257 + text[i];
		high *= i ? 257 : 1;
	}
	for (unsigned at = 0;; at++) {
		if (want == have && !strncmp(text + at, what, m))
			places[n++] = at;
		if (at + m >= t)
			return n;
		have = (have - text[at] * high) * 257 + text[at + m];
	}
}

int main(void)
{
	static const char text[] = "abracadabra abracadabra cadabra";
	static const char *const what[] = { "abra", "cad", "a", "abracadabra a", "xyz", "ra" };
	int sum = 0;

	for (int i = 0; i < 6; i++) {
		int a[16], b[16], c[16], n = knuth(text, what[i], a);
		int same = n == horspool(text, what[i], b) && n == rabin(text, what[i], c);
		if (same)
			same = !memcmp(a, b, n * sizeof(int)) && !memcmp(b, c, n * sizeof(int));
		printf("%d/%d ", n, same);
		for (int k = 0; k < n; k++)
			sum += a[k];
	}
	printf("%d\n", sum);
	return sum % 100;
}
