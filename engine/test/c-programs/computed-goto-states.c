/* A lexer whose states are label addresses kept in data. */
#include <stdio.h>

static int run(const char *p, int *letters, int *digits)
{
	static void *const table[2][3] = {
		{ &&outside_letter, &&outside_digit, &&outside_other },
		{ &&inside_letter, &&inside_digit, &&inside_other },
	};
	int state = 0, words = 0;
	void *after = NULL;

#define KIND(c) ((c) >= 'a' && (c) <= 'z' ? 0 : (c) >= '0' && (c) <= '9' ? 1 : 2)
#define GO() do { if (!*p) goto *after; p++; goto *table[state][KIND(p[-1])]; } while (0)
	after = &&finish;
	GO();
outside_letter:
	words++;
	state = 1;
inside_letter:
	++*letters;
	GO();
outside_digit:
	after = &&finish_number;
inside_digit:
	++*digits;
	GO();
inside_other:
	state = 0;
outside_other:
	after = &&finish;
	GO();
finish_number:
	words += 100;
finish:
	return words;
}

int main(void)
{
	static const char *const texts[] = { "", "abc", "a1 b2", "12 monkeys", "x 9", "--" };
	int sum = 0;

	for (int i = 0; i < 6; i++) {
		int letters = 0, digits = 0;
		int words = run(texts[i], &letters, &digits);
		printf("%d/%d/%d ", words, letters, digits);
		sum += words;
	}
	printf("\n");
	return sum % 100;
}
