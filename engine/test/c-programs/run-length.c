/* Run-length coding there and back. */
#include <stdio.h>
#include <string.h>

static int pack(const char *from, char *to)
{
	char *start = to;

	while (*from) {
		int n = 1;
		while (from[n] == *from && n < 9)
			n++;
		if (n > 2) {
			*to++ = '0' + n;
			*to++ = *from;
		} else
			for (int i = 0; i < n; i++)
				*to++ = *from;
		from += n;
	}
	*to = 0;
	return to - start;
}

static void unpack(const char *from, char *to)
{
	for (; *from; from++) {
		int n = 1;
		if (*from >= '0' && *from <= '9')
			n = *from++ - '0';
		memset(to, *from, n);
		to += n;
	}
	*to = 0;
}

int main(void)
{
	static const char *const texts[] = { "", "abc", "aaabbc", "zzzzzzzzzzzzzzzzzzzzzz", "aabbccdddde" };
	char packed[64], back[64];
	int saved = 0;

	for (unsigned i = 0; i < 5; i++) {
		int n = pack(texts[i], packed);
		unpack(packed, back);
		printf("%s %d %d\n", packed, n, strcmp(back, texts[i]));
		saved += (int)strlen(texts[i]) - n;
	}
	return saved;
}
