/* A table-driven machine that reads numbers, words and quoted text. */
#include <stdio.h>

enum state { START, NUMBER, WORD, QUOTED, ESCAPE, DONE, BAD, N_STATES };
enum class { DIGIT, LETTER, QUOTE, SLASH, SPACE, OTHER, N_CLASSES };

static const unsigned char next[N_STATES][N_CLASSES] = {
	[START] = { NUMBER, WORD, QUOTED, BAD, START, BAD },
	[NUMBER] = { [DIGIT] = NUMBER, [SPACE] = DONE, [LETTER] = BAD, [QUOTE] = BAD, [SLASH] = BAD, [OTHER] = BAD },
	[WORD] = { WORD, WORD, BAD, BAD, DONE, BAD },
	[QUOTED] = { QUOTED, QUOTED, DONE, ESCAPE, QUOTED, QUOTED },
	[ESCAPE] = { [0 ... N_CLASSES - 1] = QUOTED },
};

static enum class classify(char c)
{
	switch (c) {
	case '0' ... '9': return DIGIT;
	case 'a' ... 'z': case 'A' ... 'Z': case '_': return LETTER;
	case '"': return QUOTE;
	case '\\': return SLASH;
	case ' ': case '\0': return SPACE;
	default: return OTHER;
	}
}

static int tokens(const char *p)
{
	int n = 0;
	enum state s = START, kind = START;

	for (;; p++) {
		s = next[s][classify(*p)];
		if (s == BAD)
			return -1;
		if (s != DONE && s != START && s != ESCAPE)
			kind = s;
		if (s == DONE) {
			printf("%c", "?NWQ"[kind]);
			n++;
			s = START;
		}
		if (!*p)
			return s == START ? n : -2;
	}
}

int main(void)
{
	static const char *const lines[] = {
		"12 abc a1 99", "\"quoted \\\" text\" x", "", "   7", "1a", "\"open", "a+b",
	};
	int sum = 0;

	for (unsigned i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		int n = tokens(lines[i]);
		printf(" %d\n", n);
		sum += n;
	}
	return sum;
}
