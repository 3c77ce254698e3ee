/* Encoding and decoding with all lengths of the tail. */
#include <stdio.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void encode(char *to, const unsigned char *from, int n)
{
	for (int at = 0; at < n; at += 3) {
		unsigned v = from[at] << 16 | (at + 1 < n ? from[at + 1] << 8 : 0) | (at + 2 < n ? from[at + 2] : 0);
		*to++ = alphabet[v >> 18];
		*to++ = alphabet[v >> 12 & 63];
		*to++ = at + 1 < n ? alphabet[v >> 6 & 63] : '=';
		*to++ = at + 2 < n ? alphabet[v & 63] : '=';
	}
	*to = 0;
}

static int value(char c)
{
	const char *p = c ? strchr(alphabet, c) : NULL;

	return p ? (int)(p - alphabet) : -1;
}

static int decode(unsigned char *to, const char *from)
{
	unsigned bits = 0;
	int have = 0, n = 0;

	for (; *from && *from != '='; from++) {
		int v = value(*from);
		if (v < 0)
			return -1;
		bits = bits << 6 | v;
		have += 6;
		if (have >= 8) {
			have -= 8;
			to[n++] = bits >> have;
		}
	}
	return n;
}

int main(void)
{
	char text[64];
	unsigned char back[64];
	int total = 0;

	for (const char *s = "any carnal pleas"; *s; s += 3) {
		encode(text, (const unsigned char *)s, strlen(s));
		int n = decode(back, text);
		printf("%s %d\n", text, n == (int)strlen(s) && !memcmp(back, s, n));
		total += n;
		if (!s[1] || !s[2])
			break;
	}
	printf("%d ", decode(back, "ab!c"));
	printf("%d\n", decode(back, "/+8="));
	printf("%02x%02x\n", back[0], back[1]);
	return total;
}
