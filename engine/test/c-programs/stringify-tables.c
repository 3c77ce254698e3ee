/* Names and values made from one macro each, with escapes in the strings. */
#include <stdio.h>
#include <string.h>

#define OPTION(name, value) { #name, sizeof(#name) - 1, value, "CONFIG_" #name "=" #value }
#define QUOTE(...) #__VA_ARGS__
#define JOIN(a, b) a ## b
#define MAKE(name, type, init) static type JOIN(name, _value) = init; static const char JOIN(name, _text)[] = QUOTE(type name = init)

static const struct { const char *name; unsigned length; int value; const char *line; } options[] = {
	OPTION(SMP, 1), OPTION(NR_CPUS, 64), OPTION(HZ, 250),
};

MAKE(answer, int, 6 * 7);
MAKE(letter, char, '\n');
MAKE(word, const char *, "a\tb\"c\\");

int main(void)
{
	for (int i = 0; i < 3; i++)
		printf("%s %u %d %s\n", options[i].name, options[i].length, options[i].value, options[i].line);
	printf("%s %d\n", answer_text, answer_value);
	printf("%s %d\n", letter_text, letter_value);
	printf("%s %d\n", word_text, (int)strlen(word_value));
	printf("%s\n", QUOTE("\0" '\0' '"' "'" \n));
	printf("%s\n", QUOTE(a  ,b ,   c));
	printf("%s|\n", QUOTE());
	printf("%s\n", QUOTE( ( , ) [ ] { } ));
	printf("%s\n", QUOTE(x+++++y ... -> <<= ## # @ $));
	return strlen(QUOTE(if (a<b) return;));
}
