/* String literals as initialisers, arguments, operands and conditions. */
#include <stdio.h>
#include <string.h>

static const char *day(unsigned d) { return "Mon\0Tue\0Wed\0Thu\0Fri\0Sat\0Sun" + d % 7 * 4; }
static char hex(unsigned v) { return "0123456789abcdef"[v & 15]; }
static int count(const char *s, char c) { int n = 0; while (*s) n += *s++ == c; return n; }

struct named { char name[8]; const char *text; };

int main(void)
{
	struct named v[] = { { "seven77", "text" }, { "", "" }, { { 'a', 'b' }, &"skip me"[5] } };
	char copy[] = "copy" " and " "paste", *p = copy + 5;

	for (unsigned i = 0; i < 9; i += 2)
		printf("%s ", day(i));
	for (int i = 28; i >= 0; i -= 4)
		putchar(hex(0xdeadbeef >> i));
	printf("\n%s %s %s %s\n", v[0].name, v[2].name, v[2].text, p);
	printf("%d %d\n", count("mississippi", 's'), *"" || !*"");
	printf("%d %d\n", (int)sizeof("one" "two"), (int)strlen("a" "\0" "b"));
	printf("%s\n", 1 ? "yes" : "no");
	printf("%.3s|%s\n", "abcdef", "abcdef" + 3);
	if ("always")
		printf("%c\n", *("xyz" + 1));
	p[0] -= 'a' - 'A';
	puts(copy);
	return count(copy, 'a') + (int)sizeof(v[0].name);
}
